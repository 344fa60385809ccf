"""What is owed by when in the course of an agreement: start, bonds, the end, decisions. Called inside acts."""

from datetime import datetime, timedelta

from dure.foundation.workflow.deadlines import lift_deadline, meet_deadline, set_deadline
from dure.foundation.workflow.periods import end_of
from dure.journey.agreements.models import Agreement, Bond, Change, Ending, StartNotice
from dure.journey.agreements.start_rules import RENEW_BEFORE
from dure.journey.agreements.states import AgreementState
from dure.journey.applications.queries import terms_for
from dure.journey.programmes.delivery import AgreementRules

HAND_IN_START = "agreements.hand_in_start"
CHECK_START = "agreements.check_start"
RENEW_BOND = "agreements.renew_bond"
REACH_END = "agreements.reach_end"
DECIDE_CHANGE = "agreements.decide_change"
DECIDE_ENDING = "agreements.decide_ending"
# The operator looks at what was handed in within a week where the notice names no days.
LOOK_WITHIN = timedelta(days=7)


def rules_for(agreement: Agreement) -> AgreementRules:
    """What the firm's notice says of agreements."""
    return terms_for(agreement.application).delivery.agreement


def expect_start(agreement: Agreement, *, at: datetime) -> None:
    """The firm owes its notice of start within the notice's days."""
    due = at + timedelta(days=rules_for(agreement).start_within_days)
    _firm_owes(agreement, agreement, HAND_IN_START, due, at)


def start_is_handed_in(notice: StartNotice, agreement: Agreement, *, at: datetime) -> None:
    """Now it is the operator's turn."""
    meet_deadline(agreement, HAND_IN_START, at=at)
    _operator_owes(notice, agreement, CHECK_START, at + LOOK_WITHIN, at)


def start_is_given_back(notice: StartNotice, agreement: Agreement, *, at: datetime) -> None:
    """The firm's turn again: within the notice's days, at least a week from now."""
    meet_deadline(notice, CHECK_START, at=at)
    concluded_at = agreement.concluded_at or at
    due = concluded_at + timedelta(days=rules_for(agreement).start_within_days)
    _firm_owes(agreement, agreement, HAND_IN_START, max(due, at + LOOK_WITHIN), at)


def start_is_accepted(notice: StartNotice, agreement: Agreement, *, at: datetime) -> None:
    """From now on the end is what is owed."""
    meet_deadline(notice, CHECK_START, at=at)
    expect_end(agreement, at=at)


def expect_end(agreement: Agreement, *, at: datetime) -> None:
    """The project is complete by the agreement's last day."""
    if agreement.ends_on is not None:
        _firm_owes(agreement, agreement, REACH_END, end_of(agreement.ends_on), at)


def expect_end_again(agreement: Agreement, *, at: datetime) -> None:
    """After an extension: where the end was owed it is owed on the new last day."""
    if agreement.status == AgreementState.STARTED:
        expect_end(agreement, at=at)


def end_is_reached(agreement: Agreement, *, at: datetime) -> None:
    """The project is complete."""
    meet_deadline(agreement, REACH_END, at=at)


def expect_renewal(bond: Bond, agreement: Agreement, *, at: datetime) -> None:
    """A bond is renewed before it runs out, unless the project is over by then."""
    _firm_owes(bond, agreement, RENEW_BOND, end_of(bond.until_on) - RENEW_BEFORE, at)


def bond_is_renewed(bond: Bond, *, at: datetime) -> None:
    """Another bond stands in its place."""
    meet_deadline(bond, RENEW_BOND, at=at)


def expect_decision(row: Change | Ending, agreement: Agreement, *, at: datetime) -> None:
    """The operator decides within the notice's days."""
    due = at + timedelta(days=rules_for(agreement).changes.decide_within_days)
    _operator_owes(row, agreement, DECIDE_CHANGE if isinstance(row, Change) else DECIDE_ENDING, due, at)


def decision_is_made(row: Change | Ending, *, at: datetime) -> None:
    """Decided, given back or withdrawn: nothing is owed on it any more."""
    meet_deadline(row, DECIDE_CHANGE if isinstance(row, Change) else DECIDE_ENDING, at=at)


def close_duties(agreement: Agreement, *, at: datetime) -> None:
    """The agreement is over: nothing of its course is owed any more."""
    for kind in (HAND_IN_START, REACH_END):
        lift_deadline(agreement, kind, at=at)
    for notice in StartNotice.objects.filter(agreement=agreement):
        lift_deadline(notice, CHECK_START, at=at)
    for bond in agreement.bonds.filter(replaced_by__isnull=True):
        lift_deadline(bond, RENEW_BOND, at=at)


def _firm_owes(row: Agreement | Bond, agreement: Agreement, kind: str, due_at: datetime, at: datetime) -> None:
    set_deadline(
        row,
        kind,
        due_at=max(due_at, at),
        at=at,
        programme_id=agreement.programme_id,
        organisation_id=agreement.firm_id,
    )


def _operator_owes(
    row: StartNotice | Change | Ending, agreement: Agreement, kind: str, due_at: datetime, at: datetime
) -> None:
    set_deadline(
        row,
        kind,
        due_at=due_at,
        at=at,
        programme_id=agreement.programme_id,
        organisation_id=agreement.programme.operator_id,
    )
