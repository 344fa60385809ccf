"""An asset enters the register, with its label, its price by funder and its restriction."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.documents import actions as documents
from dure.foundation.interface import hangul
from dure.foundation.interface.formats import day, won
from dure.foundation.ledger.act import act
from dure.foundation.parties.queries import establishments
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import facts
from dure.journey.agreements.states import AgreementState
from dure.journey.agreements.values import AgreementFacts
from dure.journey.assets import papers
from dure.journey.assets.access import REGISTER_ASSET
from dure.journey.assets.actions import duties
from dure.journey.assets.findable import make_findable
from dure.journey.assets.models import Asset
from dure.journey.assets.rules import next_sighting, price_by_funder, restriction, rules_of

BUYING = (AgreementState.STARTED, AgreementState.COMPLETED, AgreementState.SETTLED)
# Two who register at the same moment want the same number: the later one takes the next.
_TRIES = 5


@dataclass(frozen=True)
class Bought:
    """A thing as it was bought; ``price_won`` without VAT, as in the agreed cost table.

    ``place_id`` is one of the firm's places of business; None is the site of the project.
    """

    item: str
    bought_on: date
    price_won: int
    maker: str = ""
    serial: str = ""
    place_id: int | None = None
    spot: str = ""


def register_asset(
    *, agreement: Agreement, bought: Bought, by: Actor, at: datetime, photo: UploadedFile | None = None,
    source_key: str = "",
) -> Asset:  # fmt: skip
    """Enter a thing into the register of important assets; its label is printed afterwards.

    ``source_key`` names the form or the claim's line it comes from: what came from there already is given back.
    """
    REGISTER_ASSET.demand(by, agreement)
    known = _from(agreement, source_key)
    if known is not None:
        return known
    agreed = facts(agreement.pk)
    _demand_sense(bought, agreed, at)
    place_id = _place(agreement, bought.place_id)
    chain = agreement.programme.chain
    with act("assets.register_asset", chain=chain, by=by, at=at) as this:
        row = _row(agreement, bought, agreed, at)
        row.place_id, row.source_key = place_id, source_key
        _number(row, bought, agreed)
        this.about(row)
        duties.expect_sighting(row, at=at)
        if photo is not None:
            documents.store(
                upload=photo, kind=papers.PHOTO, subject=row, by=by, at=at, chain=chain,
                organisation_id=agreement.firm_id, programme_id=agreement.programme_id,
            )  # fmt: skip
        make_findable(row)
    return row


def _demand_sense(bought: Bought, agreed: AgreementFacts, at: datetime) -> None:
    if agreed.status not in BUYING:
        raise ActionRefused(
            _("Assets are registered once the project has started; this agreement is “%(state)s”.")
            % {"state": AgreementState(agreed.status).label}
        )
    if bought.price_won <= 0:
        raise ActionRefused(_("Enter the price in won, without VAT."))
    if bought.bought_on > timezone.localdate(at):
        raise ActionRefused(_("The day of purchase lies in the future. Copy it from the tax invoice."))
    if agreed.starts_on is not None and bought.bought_on < agreed.starts_on:
        words = {"day": day(agreed.starts_on)}
        raise ActionRefused(
            _("It was bought before the project began (%(day)s); the project's money cannot have paid for it.") % words
        )


def _place(agreement: Agreement, place_id: int | None) -> int:
    if place_id is None or place_id == agreement.site_id:
        return agreement.site_id
    if place_id not in {each.pk for each in establishments(agreement.firm_id)}:
        raise ActionRefused(_("This place of business is not the firm's, or it is closed. Choose another."))
    return place_id


def _from(agreement: Agreement, source_key: str) -> Asset | None:
    return Asset.objects.filter(agreement=agreement, source_key=source_key).first() if source_key else None


def _number(row: Asset, bought: Bought, agreed: AgreementFacts) -> None:
    """Save the row under the next free number. Everything is asked anew when another took the number meanwhile."""
    agreement = row.agreement
    for _try in range(_TRIES):
        _demand_new(agreement, bought, row.source_key)
        _demand_within_cost(agreement, bought, agreed)
        row.number = (Asset.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"] or 0) + 1
        row.label = f"A{agreement.pk:05d}-{row.number:02d}"
        row.search_key = hangul.search_key(row.item, row.label, row.maker, row.serial, agreed.firm_name)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise ActionRefused(_("Others are registering assets of this project at the same moment. Press the button again."))


def _demand_new(agreement: Agreement, bought: Bought, source_key: str) -> None:
    if _from(agreement, source_key) is not None:
        raise ActionRefused(_("This was registered a moment ago. Look at the list."))
    serial = bought.serial.strip()
    same = Asset.objects.filter(
        agreement__programme_id=agreement.programme_id, maker=bought.maker.strip(), serial=serial
    )
    found = same.select_related("agreement").first() if serial else None
    if found is None:
        return
    words = {"serial": serial, "label": found.label}
    if found.agreement_id == agreement.pk:
        raise ActionRefused(_("An asset with the serial number %(serial)s is registered already: %(label)s.") % words)
    raise ActionRefused(
        _("The serial number %(serial)s is registered for another project: %(label)s. Ask the operator.") % words
    )


def _demand_within_cost(agreement: Agreement, bought: Bought, agreed: AgreementFacts) -> None:
    so_far = Asset.objects.filter(agreement=agreement).aggregate(sum=Sum("price_won"))["sum"] or 0
    if so_far + bought.price_won > agreed.cost_won:
        words = {"price": won(bought.price_won), "so_far": won(so_far), "cost": won(agreed.cost_won)}
        raise ActionRefused(
            _("%(price)s with the %(so_far)s registered so far is more than the agreed cost of %(cost)s. Check it.")
            % words
        )


def _row(agreement: Agreement, bought: Bought, agreed: AgreementFacts, at: datetime) -> Asset:
    rules, paid = rules_of(agreement), price_by_funder(bought.price_won, agreed)
    first, last = restriction(bought.bought_on, agreed.ends_on or bought.bought_on, rules.asset_years)
    return Asset(
        agreement=agreement,
        item=demand_text(bought.item, _("Say what it is."))[:160],
        maker=bought.maker.strip(),
        serial=bought.serial.strip(),
        spot=bought.spot.strip(),
        bought_on=bought.bought_on,
        price_won=bought.price_won,
        province_won=paid.province_won,
        city_won=paid.city_won,
        partner_won=paid.partner_won,
        public_won=paid.public_won,
        restricted_from=first,
        restricted_until=last,
        see_by=next_sighting(bought.bought_on, last, rules.sighting_months),
        registered_at=at,
    )
