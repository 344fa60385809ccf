"""After-service: the firm reports with one button, the supplier answers and solves, the firm closes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.builds.access import REPORT_PROGRESS, SPEAK_FOR_FIRM
from dure.journey.builds.actions.frame import chain, demand_past, locked
from dure.journey.builds.deadlines import met, owe
from dure.journey.builds.models import Build, Ticket, TicketNote
from dure.journey.builds.news import tell_supplier
from dure.journey.builds.rules import rules_of
from dure.journey.builds.states import TicketState

# The same words within this time are one report: a thumb on a phone presses twice.
_SAME_WITHIN = timedelta(minutes=10)


def open_ticket(
    *, build: Build, title: str, by: Actor, at: datetime, text: str = "", stops_work: bool = False
) -> Ticket:
    """Report a fault. The hours to answer are the notice's."""
    SPEAK_FOR_FIRM.demand(by, build)
    title = demand_text(title, _("Say in a few words what does not work."))[:160]
    same = build.tickets.filter(title=title, opened_at__gte=at - _SAME_WITHIN, status=TicketState.OPEN).first()
    if same is not None:
        return same
    with act("builds.open_ticket", chain=chain(build), by=by, at=at) as this:
        build = locked(build.pk)
        if build.stopped_at is not None:
            raise ActionRefused(_("The agreement of this build has ended; turn to the supplier directly."))
        due_at = at + timedelta(hours=rules_of(build.agreement.programme_id).response_hours)
        last = build.tickets.order_by("-number").first()
        row = Ticket.objects.create(
            build=build, number=last.number + 1 if last else 1, title=title, text=text, stops_work=stops_work,
            opened_by_id=by.person_id, opened_at=at, answer_due_at=due_at,
        )  # fmt: skip
        this.about(row)
        owe(row, build, due_at=due_at, at=at, organisation_id=build.agreement.supplier_id)
        tell_supplier(row, by=by, at=at)
    return row


@dataclass(frozen=True)
class Reply:
    """What the supplier says; ``visited_on`` proves that someone came."""

    text: str
    visited_on: date | None = None


def respond_ticket(*, ticket: Ticket, reply: Reply, by: Actor, at: datetime) -> TicketNote:
    """Answer a report, or add to what was said."""
    REPORT_PROGRESS.demand(by, ticket.build)
    with act("builds.respond_ticket", chain=chain(ticket.build), by=by, at=at, subject=ticket) as this:
        _lock(ticket)
        if ticket.status == TicketState.CLOSED:
            raise ActionRefused(_("The firm has closed this report. It opens it again if something is left."))
        note = _noted(ticket, reply, this, by, at)
        if ticket.status == TicketState.OPEN:
            move(ticket, "answer", by=by, at=at)
            _answered(ticket, this, at)
    return note


def solve_ticket(*, ticket: Ticket, reply: Reply, by: Actor, at: datetime) -> Ticket:
    """Report it as solved, with what was done."""
    REPORT_PROGRESS.demand(by, ticket.build)
    with act("builds.solve_ticket", chain=chain(ticket.build), by=by, at=at, subject=ticket) as this:
        _lock(ticket)
        move(ticket, "solve", by=by, at=at)
        _noted(ticket, reply, this, by, at)
        ticket.solved_at = at
        ticket.save(update_fields=["solved_at"])
        _answered(ticket, this, at)
    return ticket


def close_ticket(*, ticket: Ticket, satisfied: bool | None, by: Actor, at: datetime) -> Ticket:
    """The firm says that it is done with."""
    SPEAK_FOR_FIRM.demand(by, ticket.build)
    with act("builds.close_ticket", chain=chain(ticket.build), by=by, at=at, subject=ticket) as this:
        _lock(ticket)
        move(ticket, "close", by=by, at=at)
        ticket.closed_at, ticket.satisfied = at, satisfied
        ticket.save(update_fields=["closed_at", "satisfied"])
        met(ticket, at=at)
        this.evidence(ticket)
    return ticket


def reopen_ticket(*, ticket: Ticket, by: Actor, at: datetime, reason: str) -> Ticket:
    """It is not solved after all. The first answer's time stays what it was."""
    SPEAK_FOR_FIRM.demand(by, ticket.build)
    named: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    with act("builds.reopen_ticket", chain=chain(ticket.build), subject=ticket, **named) as this:
        _lock(ticket)
        move(ticket, "reopen", **named)
        ticket.solved_at = ticket.closed_at = ticket.satisfied = None
        ticket.answer_due_at = at + timedelta(hours=rules_of(ticket.build.agreement.programme_id).response_hours)
        ticket.save(update_fields=["solved_at", "closed_at", "satisfied", "answer_due_at"])
        this.evidence(ticket)
        supplier_id = ticket.build.agreement.supplier_id
        owe(ticket, ticket.build, due_at=ticket.answer_due_at, at=at, organisation_id=supplier_id)
    return ticket


def _lock(ticket: Ticket) -> None:
    """Hold the build, under which tickets are answered, and read the ticket as it is now."""
    locked(ticket.build_id)
    ticket.refresh_from_db()


def _noted(ticket: Ticket, reply: Reply, this: Act, by: Actor, at: datetime) -> TicketNote:
    text = demand_text(reply.text, _("Say what you found or will do."))
    if reply.visited_on is not None:
        demand_past(reply.visited_on, at, ticket.build)
    row = TicketNote.objects.create(ticket=ticket, text=text, visited_on=reply.visited_on, by_id=by.person_id, at=at)
    this.evidence(row)
    return row


def _answered(ticket: Ticket, this: Act, at: datetime) -> None:
    if ticket.answered_at is None:
        ticket.answered_at = at
        ticket.save(update_fields=["answered_at"])
    met(ticket, at=at)
    this.evidence(ticket)
