"""Taking an interest form, from the web, from a file or on behalf of a firm."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, Refused
from dure.foundation.interface.formats import day
from dure.foundation.interface.hangul import search_key
from dure.foundation.ledger.act import act
from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number
from dure.foundation.parties.queries import firm_by_number
from dure.foundation.places.queries import sectors
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import cities_of, interest_is_open, lock_programme
from dure.journey.prospects import consents
from dure.journey.prospects.access import EDIT, ENTER
from dure.journey.prospects.finding import index_interest
from dure.journey.prospects.models import Interest, Source
from dure.journey.prospects.numbers import number_problem
from dure.journey.prospects.states import InterestState
from dure.journey.prospects.values import InterestForm

GONE = (InterestState.DUPLICATE, InterestState.WITHDRAWN)


class AlreadyReceived(ActionRefused):
    """This business number has a live interest form in the programme already."""

    def __init__(self, existing: Interest) -> None:
        self.existing = existing
        words = {"day": day(existing.received_at)}
        super().__init__(
            _("An interest form with this business registration number was received on %(day)s.") % words
            + " "
            + _("There is no need to send it again. To change it, call the operator.")
        )


def receive_interest(*, programme: Programme, form: InterestForm, source: str, by: Actor, at: datetime) -> Interest:
    """Keep an interest form and give it a receipt number; the same form sent twice is kept once.

    From the web it is taken from anyone while the notice's window is open; from a file or on behalf, from
    staff at any time. Raises ``AlreadyReceived`` for a second form with the same business number.
    """
    if source != Source.WEB:
        ENTER.demand(by, programme)
    elif isinstance(verdict := interest_is_open(programme.pk, at), Refused):
        raise ActionRefused(verdict.reason)
    number = _number(form.number)
    refuse_form(programme, form)
    with transaction.atomic():
        lock_programme(programme.pk)
        same = _same_click(programme, form)
        if same is not None:
            return same
        _refuse_second(programme, number)
        with act("prospects.receive_interest", chain=programme.chain, by=by, at=at) as this:
            row = Interest(
                programme=programme,
                receipt=_next_receipt(programme),
                token=secrets.token_urlsafe(24),
                source=source,
                consented_at=at,
                received_at=at,
            )
            fill(row, form, number)
            row.save()
            this.about(row)
            index_interest(row)
    return row


def correct_interest(*, interest: Interest, form: InterestForm, by: Actor, at: datetime, reason: str) -> Interest:
    """Mend what was entered wrongly, with a reason; the receipt and the link stay."""
    EDIT.demand(by, interest)
    if not reason.strip():
        raise ActionRefused(_("A correction needs a reason. Write in a sentence who asked for it."))
    number = _number(form.number)
    refuse_form(interest.programme, form)
    chain = interest.programme.chain
    with act("prospects.correct_interest", chain=chain, by=by, at=at, subject=interest, reason=reason):
        row = Interest.objects.select_for_update().select_related("programme").get(pk=interest.pk)
        if number != row.number:
            _refuse_second(row.programme, number, but=row.pk)
        fill(row, form, number)
        row.save()
        index_interest(row)
    return row


def fill(row: Interest, form: InterestForm, number: str) -> None:
    """Write the form's values on the row."""
    row.number, row.firm = number, firm_by_number(number)
    row.firm_name, row.city_id, row.sector_id = form.firm_name.strip(), form.city_code, form.sector_code or None
    row.sales_won, row.headcount = form.sales_won, form.headcount
    row.type_code, row.wishes = form.type_code, form.wishes.strip()
    row.contact_name, row.contact_phone = form.contact_name.strip(), form.contact_phone.strip()
    row.contact_email = form.contact_email.strip()
    row.consents = sorted(form.consents) or row.consents
    row.form_key = form.form_key or row.form_key
    row.search_key = search_key(row.firm_name, number, row.receipt)


def refuse_form(programme: Programme, form: InterestForm) -> None:
    """Raise ``ActionRefused`` for a form that cannot be kept, with the first thing to mend."""
    if not form.firm_name.strip():
        raise ActionRefused(_("Enter the firm's name."))
    if not form.contact_name.strip() or not form.contact_phone.strip():
        raise ActionRefused(_("Enter the name and telephone number of the contact person."))
    if form.city_code not in {city.code for city in cities_of(programme)}:
        raise ActionRefused(
            _("The factory must be in a city or county of %(province)s.") % {"province": programme.province.name}
        )
    if form.sector_code and not sectors().filter(code=form.sector_code).exists():
        raise ActionRefused(_("Choose an industry from the list."))
    if any(value is not None and value < 0 for value in (form.sales_won, form.headcount)):
        raise ActionRefused(_("Sales and headcount cannot be negative."))
    if not set(form.consents) >= consents.REQUIRED or not set(form.consents) <= consents.KNOWN:
        raise ActionRefused(_("Without consent to the collection of personal data the form cannot be received."))


def _number(text: str) -> str:
    try:
        return parse_business_number(text)
    except BusinessNumberError as error:
        raise ActionRefused(number_problem(error)) from error


def _same_click(programme: Programme, form: InterestForm) -> Interest | None:
    if not form.form_key:
        return None
    return Interest.objects.filter(programme=programme, form_key=form.form_key).first()


def _refuse_second(programme: Programme, number: str, but: int = 0) -> None:
    live = Interest.objects.filter(programme=programme, number=number).exclude(status__in=GONE).exclude(pk=but)
    existing = live.first()
    if existing is not None:
        raise AlreadyReceived(existing)


def _next_receipt(programme: Programme) -> str:
    """Year, programme and a running number: 2024-1-0012. Receipts are never reused."""
    head = f"{programme.year}-{programme.pk}-"
    last = Interest.objects.filter(programme=programme).order_by("-id").values_list("receipt", flat=True).first()
    return f"{head}{(int(last.removeprefix(head)) if last else 0) + 1:04d}"
