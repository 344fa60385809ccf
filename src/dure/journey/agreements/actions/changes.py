"""Changes of an agreement (협약변경): begun, written, submitted, then noted, decided, given back or withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.gate import move
from dure.journey.agreements import change_content as content
from dure.journey.agreements import telling
from dure.journey.agreements.access import DECIDE_CHANGE, KEEP_CHANGE, NOTE_CHANGE
from dure.journey.agreements.actions import duties
from dure.journey.agreements.actions.start import is_stale, locked
from dure.journey.agreements.actions.versions import make_version
from dure.journey.agreements.change_rules import PERIODS, day_problems, kind_for, route_of
from dure.journey.agreements.events import AgreementChanged
from dure.journey.agreements.models import OPEN_CHANGES, Agreement, Change, ChangeKind, ChangeRoute
from dure.journey.agreements.states import AgreementState, ChangeState
from dure.journey.programmes.queries import lock_programme

CHANGEABLE = (AgreementState.IN_FORCE, AgreementState.STARTED)


class StaleChange(ActionRefused):
    """Someone else saved meanwhile; ``row`` is what they saved."""

    def __init__(self, row: Change) -> None:
        super().__init__(_("Someone else saved this change meanwhile. Compare both, then save again."))
        self.row = row


def begin_change(*, agreement: Agreement, kind: str, cause_on: date, reason: str, by: Actor, at: datetime) -> Change:
    """Begin a change with what holds now; refused while another one is open."""
    KEEP_CHANGE.demand(by, agreement)
    with act("agreements.begin_change", chain=agreement.programme.chain, by=by, at=at) as this:
        row = locked(agreement)
        _demand_changeable(row)
        opened = Change.objects.filter(agreement=row, status__in=OPEN_CHANGES).first()
        if opened is not None:
            raise ActionRefused(
                _("Change %(n)d is open. One change is open at a time: submit, decide or withdraw that one first.")
                % {"n": opened.number}
            )
        last = Change.objects.filter(agreement=row).aggregate(last=Max("number"))["last"] or 0
        now = content.present(row, kind)
        change = Change.objects.create(
            agreement=row, number=last + 1, kind=kind, route=route_of(kind), cause_on=cause_on,
            reason=reason.strip(), before=now, after=now, created_at=at,
        )  # fmt: skip
        this.about(change)
    return change


def save_change(
    *,
    change: Change,
    cause_on: date,
    reason: str,
    after: Mapping[str, Any],
    by: Actor,
    at: datetime,
    revision: int | None = None,
    form_key: str = "",
) -> Change:
    """Keep what is written so far; the days decide whether an extension is reported or approved."""
    KEEP_CHANGE.demand(by, change.agreement)
    with act("agreements.save_change", chain=_chain(change), by=by, at=at, subject=change):
        agreement = locked(change.agreement)
        row = Change.objects.select_for_update().get(pk=change.pk)
        if row.status != ChangeState.DRAFT:
            raise ActionRefused(_("The change is submitted. Have it given back to change it, or withdraw it."))
        if is_stale(row, revision, form_key):
            raise StaleChange(row)
        kept = content.cleaned(row.kind, after)
        row.kind = kind_for(
            row.kind, content.course_of(agreement), content.asked_end(kept), content.rules_for(agreement)
        )
        row.route, row.cause_on, row.reason, row.after = route_of(row.kind), cause_on, reason.strip(), kept
        row.revision, row.saved_from = row.revision + 1, form_key[:40]
        row.save(update_fields=["kind", "route", "cause_on", "reason", "after", "revision", "saved_from"])
    change.refresh_from_db()
    return change


def submit_change(*, change: Change, by: Actor, at: datetime) -> Change:
    """Submit it; refused with every limit of the notice that it breaks, with the numbers."""
    KEEP_CHANGE.demand(by, change.agreement)
    with act("agreements.submit_change", chain=_chain(change), by=by, at=at, subject=change):
        agreement = locked(change.agreement)
        _demand_changeable(agreement)
        row = Change.objects.select_for_update().get(pk=change.pk)
        found = problems(agreement, row, timezone.localdate(at))
        if found:
            raise ActionRefused(" ".join(found))
        move(row, "submit", by=by, at=at)
        row.submitted_at, row.before = at, content.present(agreement, row.kind)
        row.save(update_fields=["submitted_at", "before"])
        duties.expect_decision(row, agreement, at=at)
        telling.change_moved(row, agreement, by=by, at=at)
    change.refresh_from_db()
    return change


def problems(agreement: Agreement, change: Change, today: date) -> list[str]:
    """Everything that keeps a change from being submitted, in sentences."""
    rules = content.rules_for(agreement)
    late = day_problems(change.kind, change.cause_on, content.course_of(agreement), rules, today)
    unsaid = [] if change.reason else [_("Say why the change is needed.")]
    return [*unsaid, *late, *content.problems(agreement, change.kind, change.after, today)]


def note_change(*, change: Change, by: Actor, at: datetime) -> Change:
    """Take note of a matter to report: it is the next version of what was agreed at once."""
    return _make(change, "note", ChangeRoute.REPORT, NOTE_CHANGE, "agreements.note_change", by=by, at=at)


def approve_change(*, change: Change, by: Actor, at: datetime, reason: str = "") -> Change:
    """Approve: the next version is in force, with shares and promises reckoned again. Of two at once one wins."""
    return _make(change, "approve", ChangeRoute.APPROVAL, DECIDE_CHANGE, "agreements.approve_change", by, at, reason)


def _make(
    change: Change,
    transition: str,
    route: ChangeRoute,
    permission: Permission,
    action: str,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Change:
    permission.demand(by, change.agreement)
    with act(action, chain=_chain(change), by=by, at=at, subject=change, reason=reason) as this:
        # A claim handed in this moment must not be cut under: it holds the programme too.
        lock_programme(change.agreement.programme_id)
        agreement = locked(change.agreement)
        row = Change.objects.select_for_update().get(pk=change.pk)
        if row.route != route:
            raise ActionRefused(_wrong_route(row))
        _demand_changeable(agreement)
        _demand_sound(agreement, row, timezone.localdate(at))
        move(row, transition, by=by, at=at, reason=reason)
        row.decided_at, row.decided_by_id = at, by.person_id
        row.save(update_fields=["decided_at", "decided_by"])
        version = make_version(agreement, row, this, by=by, at=at)
        duties.decision_is_made(row, at=at)
        if row.kind in PERIODS:
            duties.expect_end_again(agreement, at=at)
        telling.change_moved(row, agreement, reason=reason, by=by, at=at)
        announce(AgreementChanged(agreement.pk, version.number, row.kind, at))
    change.refresh_from_db()
    return change


def refuse_change(*, change: Change, by: Actor, at: datetime, reason: str) -> Change:
    """Refuse it with the reason; what was agreed stays."""
    DECIDE_CHANGE.demand(by, change.agreement)
    return _close(change, "refuse", "agreements.refuse_change", by=by, at=at, reason=reason)


def give_back_change(*, change: Change, by: Actor, at: datetime, reason: str) -> Change:
    """Give it back to be mended."""
    NOTE_CHANGE.demand(by, change.agreement)
    return _close(change, "give_back", "agreements.give_back_change", by=by, at=at, reason=reason)


def withdraw_change(*, change: Change, by: Actor, at: datetime, reason: str = "") -> Change:
    """Whoever asked takes it back."""
    KEEP_CHANGE.demand(by, change.agreement)
    return _close(change, "withdraw", "agreements.withdraw_change", by=by, at=at, reason=reason)


def _close(change: Change, transition: str, action: str, *, by: Actor, at: datetime, reason: str) -> Change:
    with act(action, chain=_chain(change), by=by, at=at, subject=change, reason=reason):
        agreement = locked(change.agreement)
        row = Change.objects.select_for_update().get(pk=change.pk)
        was_submitted = row.status == ChangeState.SUBMITTED
        move(row, transition, by=by, at=at, reason=reason)
        if row.status == ChangeState.REFUSED:
            row.decided_at, row.decided_by_id = at, by.person_id
            row.save(update_fields=["decided_at", "decided_by"])
        if was_submitted:
            duties.decision_is_made(row, at=at)
            telling.change_moved(row, agreement, reason=reason, by=by, at=at)
    change.refresh_from_db()
    return change


def _demand_changeable(agreement: Agreement) -> None:
    if agreement.status not in CHANGEABLE:
        raise ActionRefused(
            _("An agreement is changed while it is in force or started; this one is “%(state)s”.")
            % {"state": agreement.get_status_display()}
        )


def _demand_sound(agreement: Agreement, change: Change, today: date) -> None:
    """What was right when it was submitted may not be so any more; a change that is closed is the gate's to refuse."""
    found = content.problems(agreement, change.kind, change.after, today)
    if change.status == ChangeState.SUBMITTED and found:
        raise ActionRefused(" ".join(found))


def _wrong_route(change: Change) -> str:
    kind = ChangeKind(change.kind).label
    if change.route == ChangeRoute.APPROVAL:
        return _("“%(kind)s” needs approval; it cannot just be noted.") % {"kind": kind}
    return _("“%(kind)s” is a matter to report: take note of it instead.") % {"kind": kind}


def _chain(change: Change) -> str:
    return str(change.agreement.programme.chain)
