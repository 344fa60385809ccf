"""Giving up midway and termination: asked for, decided with fault and ban, refused or withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import act
from dure.foundation.parties import actions as parties
from dure.foundation.parties.models import Organisation
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.gate import move
from dure.foundation.workflow.periods import months_after
from dure.journey.agreements import telling
from dure.journey.agreements.access import ASK_ENDING, DECIDE_ENDING, MANAGE_AGREEMENT
from dure.journey.agreements.actions import duties
from dure.journey.agreements.actions.start import locked
from dure.journey.agreements.events import AgreementEnded
from dure.journey.agreements.models import OPEN_CHANGES, Agreement, Change, Ending, EndingKind, Fault
from dure.journey.agreements.states import AgreementState, ChangeState, EndingState

ENDABLE = (AgreementState.IN_FORCE, AgreementState.STARTED)
OPEN_ENDINGS = (EndingState.ASKED, EndingState.DECIDED)


@dataclass(frozen=True)
class Ban:
    """Who may not take part (참여제한), until which day: the firm, the supplier or both."""

    until_on: date
    whom: tuple[str, ...]


def ask_ending(
    *, agreement: Agreement, kind: str, cause: str, by: Actor, at: datetime, fault: str = Fault.NOBODY
) -> Ending:
    """A firm gives up its agreement, or the operator asks for its termination."""
    ASK_ENDING.demand(by, agreement)
    _demand_side(agreement, kind, by)
    if not cause.strip():
        raise ActionRefused(_("Say in a few sentences why the agreement shall end."))
    with act("agreements.ask_ending", chain=agreement.programme.chain, by=by, at=at) as this:
        row = locked(agreement)
        if row.status not in ENDABLE:
            raise ActionRefused(
                _("Only an agreement in force or started can be ended; this one is “%(state)s”.")
                % {"state": row.get_status_display()}
            )
        if Ending.objects.filter(agreement=row, status__in=OPEN_ENDINGS).exists():
            raise ActionRefused(_("The ending of this agreement was asked for already."))
        ending = Ending.objects.create(agreement=row, kind=kind, fault=fault, cause=cause.strip(), asked_at=at)
        this.about(ending)
        duties.expect_decision(ending, row, at=at)
        telling.ending_moved(ending, row, by=by, at=at)
    return ending


def _demand_side(agreement: Agreement, kind: str, by: Actor) -> None:
    """A firm gives up; that an agreement is terminated is for the operator to ask."""
    if kind == EndingKind.TERMINATION:
        MANAGE_AGREEMENT.demand(by, agreement)


def decide_ending(
    *,
    ending: Ending,
    effective_on: date,
    fault: str,
    by: Actor,
    at: datetime,
    reason: str,
    ban: Ban | None = None,
) -> Ending:
    """End the agreement from a day on, with whose fault it was and, where the notice allows it, a ban.

    Open changes and everything owed in its course are closed; what is due back is reckoned by those who hear of it.
    """
    DECIDE_ENDING.demand(by, ending.agreement)
    with act("agreements.decide_ending", chain=_chain(ending), by=by, at=at, subject=ending, reason=reason) as this:
        agreement = locked(ending.agreement)
        row = Ending.objects.select_for_update().get(pk=ending.pk)
        move(row, "decide", by=by, at=at, reason=reason)
        _demand_day(agreement, effective_on, timezone.localdate(at))
        row.fault, row.effective_on, row.decided_at = fault, effective_on, at
        row.save(update_fields=["fault", "effective_on", "decided_at"])
        close_changes(agreement, by=by, at=at)
        transition = "give_up" if row.kind == EndingKind.GIVING_UP else "terminate"
        move(agreement, transition, by=by, at=at, reason=reason)
        agreement.ended_at = at
        agreement.save(update_fields=["ended_at"])
        this.evidence(agreement, row)
        duties.decision_is_made(row, at=at)
        duties.close_duties(agreement, at=at)
        if ban is not None:
            _impose(agreement, row, ban, by=by, at=at, reason=reason)
        telling.ending_moved(row, agreement, reason=reason, by=by, at=at)
        announce(AgreementEnded(agreement.pk, row.kind, row.fault, at))
    ending.refresh_from_db()
    return ending


def refuse_ending(*, ending: Ending, by: Actor, at: datetime, reason: str) -> Ending:
    """The agreement goes on."""
    DECIDE_ENDING.demand(by, ending.agreement)
    return _drop(ending, "refuse", "agreements.refuse_ending", by=by, at=at, reason=reason)


def withdraw_ending(*, ending: Ending, by: Actor, at: datetime, reason: str) -> Ending:
    """Whoever asked takes it back: a firm its giving up, the operator's staff either."""
    ASK_ENDING.demand(by, ending.agreement)
    _demand_side(ending.agreement, ending.kind, by)
    return _drop(ending, "withdraw", "agreements.withdraw_ending", by=by, at=at, reason=reason)


def _drop(ending: Ending, transition: str, action: str, *, by: Actor, at: datetime, reason: str) -> Ending:
    with act(action, chain=_chain(ending), by=by, at=at, subject=ending, reason=reason) as this:
        agreement = locked(ending.agreement)
        row = Ending.objects.select_for_update().get(pk=ending.pk)
        move(row, transition, by=by, at=at, reason=reason)
        if row.status == EndingState.REFUSED:
            row.decided_at = at
            row.save(update_fields=["decided_at"])
            this.evidence(row)
        duties.decision_is_made(row, at=at)
        telling.ending_moved(row, agreement, reason=reason, by=by, at=at)
    ending.refresh_from_db()
    return ending


def _demand_day(agreement: Agreement, effective_on: date, today: date) -> None:
    if agreement.starts_on is None or effective_on < agreement.starts_on:
        raise ActionRefused(_("The agreement cannot end before it began. Check the day."))
    if effective_on > today:
        raise ActionRefused(
            _("The day %(day)s lies in the future. Decide when it has come.") % {"day": day(effective_on)}
        )


def close_changes(agreement: Agreement, *, by: Actor, at: datetime) -> None:
    """What was asked for while the agreement ran has no object any more."""
    for change in Change.objects.select_for_update().filter(agreement=agreement, status__in=OPEN_CHANGES):
        was_submitted = change.status == ChangeState.SUBMITTED
        move(change, "refuse" if was_submitted else "withdraw", by=by, at=at, reason=_("The agreement has ended."))
        if was_submitted:
            change.decided_at, change.decided_by_id = at, by.person_id
            change.save(update_fields=["decided_at", "decided_by"])
            duties.decision_is_made(change, at=at)


def _impose(agreement: Agreement, ending: Ending, ban: Ban, *, by: Actor, at: datetime, reason: str) -> None:
    if ending.effective_on is None:
        raise LookupError(f"ending {ending.pk} has no day")
    from_on = max(ending.effective_on, timezone.localdate(at))
    _demand_ban(agreement, ending, ban, from_on)
    for organisation in _banned(agreement, ban.whom):
        parties.impose_restriction(
            organisation=organisation,
            from_on=from_on,
            until_on=ban.until_on,
            reason=reason,
            source=_("%(agreement)s: decision on its ending of %(day)s")
            % {"agreement": agreement.number, "day": day(at)},
            decided_by=agreement.programme.operator.name,
            by=by,
            at=at,
        )


def _demand_ban(agreement: Agreement, ending: Ending, ban: Ban, from_on: date) -> None:
    if ending.fault == Fault.NOBODY:
        raise ActionRefused(_("Nobody is at fault, so nobody can be barred from taking part. Name the fault first."))
    at_fault = {Fault.FIRM: {"firm"}, Fault.SUPPLIER: {"supplier"}, Fault.VIOLATION: {"firm", "supplier"}}
    if not ban.whom or not set(ban.whom) <= at_fault[Fault(ending.fault)]:
        raise ActionRefused(_("Only whoever is at fault can be barred from taking part."))
    years = duties.rules_for(agreement).ban_years
    latest = months_after(from_on, 12 * max(years)) if years else None
    if latest is not None and ban.until_on > latest:
        raise ActionRefused(
            _("The notice allows a ban of at most %(years)d years, until %(latest)s.")
            % {"years": max(years), "latest": day(latest)}
        )


def _banned(agreement: Agreement, whom: Sequence[str]) -> list[Organisation]:
    by_side = {"firm": agreement.firm, "supplier": agreement.supplier}
    return [by_side[each] for each in sorted(set(whom))]


def _chain(ending: Ending) -> str:
    return str(ending.agreement.programme.chain)
