"""What is owed by when in a build: set, met and lifted inside the acts of the actions."""

from datetime import date, datetime, time, timedelta

from django.db.models import Model
from django.utils import timezone

from dure.foundation.workflow.deadlines import lift_deadline, meet_deadline, set_deadline
from dure.journey.builds.models import Build, Finding, Inspection, Milestone, PartyToBlame, Ticket

MILESTONE_DUE = "builds.milestone"
FINDING_DUE = "builds.finding"
INSPECTION_DUE = "builds.inspection"
TICKET_DUE = "builds.ticket"
KINDS = {Milestone: MILESTONE_DUE, Finding: FINDING_DUE, Inspection: INSPECTION_DUE, Ticket: TICKET_DUE}


def end_of(on: date) -> datetime:
    """The last moment of a day, where the office is."""
    return timezone.make_aware(datetime.combine(on, time(23, 59, 59)))


def owe(row: Model, build: Build, *, due_at: datetime, at: datetime, organisation_id: int | None) -> None:
    """Say who owes it. A day that has passed already is late by itself and asks for no reminder."""
    if due_at > at:
        kind = KINDS[type(row)]
        set_deadline(
            row,
            kind,
            due_at=due_at,
            at=at,
            programme_id=build.agreement.programme_id,
            organisation_id=organisation_id,
        )


def owe_on(row: Model, build: Build, on: date, *, at: datetime, organisation_id: int | None) -> None:
    """The same, until the end of a day."""
    owe(row, build, due_at=end_of(on), at=at, organisation_id=organisation_id)


def met(row: Model, *, at: datetime) -> None:
    """It has come."""
    meet_deadline(row, KINDS[type(row)], at=at)


def lifted(row: Model, *, at: datetime) -> None:
    """It is owed no more."""
    lift_deadline(row, KINDS[type(row)], at=at)


def debtor(build: Build, party: str) -> int | None:
    """The organisation that stands for a party of the build; None where it is not one of them."""
    agreement = build.agreement
    return {
        PartyToBlame.FIRM: agreement.firm_id,
        PartyToBlame.SUPPLIER: agreement.supplier_id,
        PartyToBlame.OPERATOR: agreement.programme.operator_id,
    }.get(PartyToBlame(party))


def later(on: date, *, months: int) -> date:
    """The day so many months on; the last day of a shorter month where there is none such."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first_of_next - timedelta(days=1), date(year, month + 1, 1) + timedelta(days=on.day - 1))
