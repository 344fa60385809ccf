"""Registering organisations and what is known of them."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties.access import MANAGE
from dure.foundation.parties.business_number import parse_business_number
from dure.foundation.parties.findable import make_organisation_findable
from dure.foundation.parties.models import Establishment, FirmYear, Organisation, RegisteredNumber


def register_organisation(  # noqa: PLR0913  what a registration form asks
    *,
    kind: str,
    name: str,
    by: Actor,
    at: datetime,
    number: str = "",
    name_en: str = "",
    representative: str = "",
    sector_code: str = "",
    place_code: str = "",
) -> Organisation:
    """Enter an organisation; ``number`` is its business registration number as typed.

    Raises ``BusinessNumberError`` for a wrong number, ``ActionRefused`` when another organisation holds it.
    """
    digits = parse_business_number(number) if number else ""
    held = RegisteredNumber.objects.filter(number=digits, until_on__isnull=True).select_related("organisation").first()
    if held is not None:
        raise ActionRefused(_("%(name)s is already registered under this number.") % {"name": held.organisation.name})
    with act("parties.register_organisation", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        row = Organisation.objects.create(
            kind=kind,
            name=name.strip(),
            name_en=name_en.strip(),
            representative=representative.strip(),
            sector_id=sector_code or None,
            place_id=place_code or None,
            created_at=at,
        )
        this.about(row)
        if digits:
            since = timezone.localdate(at)
            this.evidence(RegisteredNumber.objects.create(organisation=row, number=digits, from_on=since))
        make_organisation_findable(row)
    return row


def rename_organisation(
    *,
    organisation: Organisation,
    name: str,
    by: Actor,
    at: datetime,
    name_en: str = "",
    representative: str = "",
) -> None:
    """Change what an organisation is called and who represents it; the trail keeps what it was."""
    MANAGE.demand(by, organisation)
    if not name.strip():
        raise ActionRefused(_("An organisation needs a name."))
    detail = {"before": [organisation.name, organisation.name_en, organisation.representative]}
    with act(
        "parties.rename_organisation",
        chain=INSTALLATION_CHAIN,
        by=by,
        at=at,
        subject=organisation,
        detail=detail,
    ):
        organisation.name, organisation.name_en = name.strip(), name_en.strip()
        organisation.representative = representative.strip()
        organisation.save(update_fields=["name", "name_en", "representative"])
        make_organisation_findable(organisation)


def change_number(
    *, organisation: Organisation, number: str, changed_on: date, reason: str, by: Actor, at: datetime
) -> RegisteredNumber:
    """Give an organisation its new business registration number from a day on; the old one is kept, closed.

    Raises ``BusinessNumberError`` for a wrong number, ``ActionRefused`` when another organisation holds it,
    when no
    reason is given, or when the day lies before the present number began.
    """
    MANAGE.demand(by, organisation)
    digits = parse_business_number(number)
    present = RegisteredNumber.objects.filter(organisation=organisation, until_on__isnull=True).first()
    _check_change(organisation, present, digits, changed_on, reason, today=timezone.localdate(at))
    with act(
        "parties.change_number", chain=INSTALLATION_CHAIN, by=by, at=at, subject=organisation, reason=reason
    ) as this:
        if present is not None:
            present.until_on = changed_on - timedelta(days=1)
            present.save(update_fields=["until_on"])
            this.evidence(present)
        row = RegisteredNumber.objects.create(
            organisation=organisation, number=digits, from_on=changed_on, reason=reason.strip()
        )
        this.evidence(row)
        make_organisation_findable(organisation)
    return row


def _check_change(
    organisation: Organisation,
    present: RegisteredNumber | None,
    digits: str,
    changed_on: date,
    reason: str,
    today: date,
) -> None:
    if not reason.strip():
        raise ActionRefused(_("A new number needs a reason, such as the conversion to a corporation."))
    if changed_on > today:
        raise ActionRefused(_("The day of the change lies in the future. Enter it when it has come."))
    if present is not None and present.number == digits:
        raise ActionRefused(_("This is the number it has already."))
    if present is not None and changed_on <= present.from_on:
        raise ActionRefused(
            _("The present number has been in force since %(day)s. The new one must begin later.")
            % {"day": day(present.from_on)}
        )
    holder = (
        RegisteredNumber.objects.filter(number=digits, until_on__isnull=True)
        .exclude(organisation=organisation)
        .select_related("organisation")
        .first()
    )
    if holder is not None:
        raise ActionRefused(
            _("%(name)s holds this number. If it is the same firm, merge the two records.")
            % {"name": holder.organisation.name}
        )


def add_establishment(  # noqa: PLR0913  the same
    *,
    organisation: Organisation,
    kind: str,
    name: str,
    city_code: str,
    by: Actor,
    at: datetime,
    address: str = "",
    lat: float | None = None,
    lon: float | None = None,
) -> Establishment:
    """Enter a head office or factory; the factory's city is the one that co-funds."""
    with act("parties.add_establishment", chain=INSTALLATION_CHAIN, by=by, at=at, subject=organisation) as this:
        row = Establishment.objects.create(
            organisation=organisation,
            kind=kind,
            name=name,
            city_id=city_code,
            address=address,
            lat=lat,
            lon=lon,
        )
        this.evidence(row)
    return row


def record_year(
    *,
    organisation: Organisation,
    year: int,
    sales_won: int | None,
    headcount: int | None,
    source: str,
    by: Actor,
    at: datetime,
) -> FirmYear:
    """Write down a firm's sales (won) and headcount of a year, with the source; a later one replaces it."""
    with act("parties.record_year", chain=INSTALLATION_CHAIN, by=by, at=at, subject=organisation) as this:
        row, _created = FirmYear.objects.update_or_create(
            organisation=organisation,
            year=year,
            defaults={"sales_won": sales_won, "headcount": headcount, "source": source},
        )
        this.evidence(row)
    return row
