"""What is told when something happens to an agreement, what the search finds of it, and what signing tells us."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.interface.formats import day, won
from dure.foundation.messages.actions import send
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import people_with
from dure.foundation.search.actions import index as index_row
from dure.foundation.signing.news import EnvelopeConcluded, EnvelopeDeclined
from dure.foundation.workflow.gate import Moved
from dure.journey.agreements.models import BEFORE_FORCE, Agreement, Memorandum

day_lazy: Any = lazy(day, str)
won_lazy: Any = lazy(won, str)
AGREEMENT, MEMORANDUM = "agreements.agreement", "agreements.memorandum"


def index(row: Agreement) -> None:
    """Make the agreement findable by its number, firm, supplier and city."""
    index_row(
        row,
        kind="agreement",
        title=f"{row.number} {row.firm.name}",
        subtitle=f"{row.supplier.name} · {row.city.name}",
        url=reverse("agreements:agreement", args=[row.pk]),
        words=[row.application.number, row.type_code],
        programme_id=row.programme_id,
    )


def cost_accepted(row: Agreement, *, cut_won: int, by: Actor, at: datetime) -> None:
    """The firm learns what was accepted, and that the agreement comes next."""
    version = row.current
    if version is None:
        return
    subject = format_lazy(_("{number}: the cost of your project is accepted"), number=row.application.number)
    body = format_lazy(
        _("Accepted are {cost} ({cut} less than planned). Your agreement {number} is prepared next; you are told here "
          "when it is yours to sign. Contact: {operator}"),
        cost=won_lazy(version.cost_won), cut=won_lazy(cut_won), number=row.number, operator=row.programme.operator.name,
    )  # fmt: skip
    _tell(row, _firm_people(row), subject, body, by=by, at=at)


def concluded(row: Agreement, *, by: Actor, at: datetime) -> None:
    """Firm and supplier learn that the agreement is in force, and until when it runs."""
    if row.starts_on is None or row.ends_on is None:
        return
    subject = format_lazy(_("The agreement {number} is in force"), number=row.number)
    body = format_lazy(
        _("The agreement of {firm} and {supplier} runs from {start} to {end}. The notice of start comes next. "
          "Contact: {operator}"),
        firm=row.firm.name, supplier=row.supplier.name, start=day_lazy(row.starts_on), end=day_lazy(row.ends_on),
        operator=row.programme.operator.name,
    )  # fmt: skip
    vendors = list(people_with(Role.SUPPLIER, organisation_id=row.supplier_id))
    _tell(row, [*_firm_people(row), *vendors], subject, body, by=by, at=at)


def _firm_people(row: Agreement) -> list[Person]:
    return list(people_with(Role.FIRM, organisation_id=row.firm_id))


def _tell(row: Agreement, people: list[Person], subject: Any, body: Any, *, by: Actor, at: datetime) -> None:
    link = reverse("agreements:agreement", args=[row.pk])
    send(to=people, subject=subject, body=body, kind="agreements", link=link, by=by, at=at)


def heard_concluded(event: EnvelopeConcluded) -> None:
    """All have signed, or it was concluded elsewhere: the agreement or memorandum is in force."""
    from dure.journey.agreements import actions

    if event.model == AGREEMENT:
        actions.conclude(agreement=_agreement(event.row_id), by=SYSTEM, at=event.at)
    elif event.model == MEMORANDUM:
        actions.conclude_memorandum(memorandum=_memorandum(event.row_id), by=SYSTEM, at=event.at)


def heard_moved(event: Moved) -> None:
    """A selected firm gave up its place: an agreement that is not in force yet is cancelled."""
    from dure.journey.agreements import actions

    if (event.model, event.transition) != ("applications.application", "give_up"):
        return
    rows = Agreement.objects.filter(application_id=event.row_id, status__in=BEFORE_FORCE)
    for row in rows.select_related("programme", "application"):
        actions.let_go(agreement=row, by=SYSTEM, at=event.at)


def heard_declined(event: EnvelopeDeclined) -> None:
    """A party returned it: it is prepared again."""
    from dure.journey.agreements import actions

    if event.model == AGREEMENT:
        actions.returned(agreement=_agreement(event.row_id), reason=event.reason, by=SYSTEM, at=event.at)
    elif event.model == MEMORANDUM:
        actions.memorandum_returned(memorandum=_memorandum(event.row_id), reason=event.reason, by=SYSTEM, at=event.at)


def _agreement(row_id: int) -> Agreement:
    return Agreement.objects.select_related("programme", "application", "firm", "supplier").get(pk=row_id)


def _memorandum(row_id: int) -> Memorandum:
    return Memorandum.objects.select_related("programme").get(pk=row_id)
