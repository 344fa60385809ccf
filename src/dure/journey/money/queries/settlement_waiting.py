"""What settlements, money due back and signals ask of an actor, and what of them belongs in a firm's story."""

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.interface.formats import won
from dure.foundation.workflow.values import StoryLine, Waiting
from dure.journey.money.access import (
    DECIDE_LATE,
    DECIDE_SETTLEMENT,
    JUDGE_SIGNAL,
    KEEP_RECOVERY,
    KEEP_SETTLEMENT,
    REVIEW_SETTLEMENT,
    VIEW_RECOVERY,
    VIEW_SETTLEMENT,
)
from dure.journey.money.models import (
    ENDED_CLAIMS,
    Claim,
    ClaimKind,
    Collection,
    LateCharge,
    Recovery,
    Settlement,
    Signal,
)
from dure.journey.money.states import LateState, RecoveryState, SettlementState, SignalState

STAGE = "money"
OWING = (RecoveryState.OPEN.value, RecoveryState.PARTLY.value)


def settling_waits(actor: Actor, at: datetime) -> list[Waiting]:
    """At most eight queries."""
    found: list[Waiting] = []
    if actor.has(Role.FIRM):
        found += _to_hand_in(actor)
    if actor.has(*STAFF, Role.ACCOUNTANT):
        found += _to_review(actor)
    if actor.has(Role.APPROVER):
        found += [*_to_decide(actor), *_late_to_decide(actor)]
    if actor.has(*STAFF):
        found += [*_unsettled(actor, at), *_overdue(actor, at)]
    if actor.has(*STAFF, Role.AUDITOR):
        found += _to_judge(actor)
    return found


def _by(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=timezone.get_current_timezone())


def _one(row: Settlement, what: str, verb: str, due_at: datetime | None = None) -> Waiting:
    firm = row.agreement.firm.name
    url = reverse("money:settlement", args=[row.pk])
    return Waiting(what, verb, url, due_at=due_at, firm=firm, waits=firm, stage=STAGE)


def _rows(rows: QuerySet[Settlement]) -> QuerySet[Settlement]:
    return rows.select_related("agreement__firm").order_by("due_on", "pk")


def _to_hand_in(actor: Actor) -> list[Waiting]:
    rows = Settlement.objects.filter(status=SettlementState.OPEN, agreement__firm_id__in=actor.organisations(Role.FIRM))
    return [_one(row, _("Hand in the settlement"), _("Hand in"), _by(row.due_on)) for row in _rows(rows)]


def _to_review(actor: Actor) -> list[Waiting]:
    handed = Settlement.objects.filter(status=SettlementState.HANDED_IN)
    own = handed.filter(accountant_id=actor.person_id)
    rows = REVIEW_SETTLEMENT.rows(actor, handed.filter(accountant__isnull=True) | own)
    return [_one(row, _("Review the settlement"), _("Review")) for row in _rows(rows)]


def _to_decide(actor: Actor) -> list[Waiting]:
    rows = DECIDE_SETTLEMENT.rows(actor, Settlement.objects.filter(status=SettlementState.REVIEWED))
    told = [_one(row, _("Decide the settlement"), _("Decide")) for row in _rows(rows)]
    objected = Settlement.objects.filter(status=SettlementState.DECIDED, objected_at__isnull=False, answer="")
    return told + [
        _one(row, _("Answer the objection to the settlement"), _("Answer"))
        for row in _rows(DECIDE_SETTLEMENT.rows(actor, objected))
    ]


def _late_to_decide(actor: Actor) -> list[Waiting]:
    """Final payments that wait until liquidated damages are decided."""
    charges = DECIDE_LATE.rows(actor, LateCharge.objects.filter(status=LateState.PROPOSED))
    rows = Claim.objects.filter(kind=ClaimKind.FINAL, agreement__late_charge__in=charges).exclude(
        status__in=ENDED_CLAIMS
    )
    return [
        Waiting(
            _("Decide liquidated damages"), _("Decide"), reverse("money:claim", args=[row.pk]),
            firm=row.agreement.firm.name, waits=row.agreement.firm.name, stage=STAGE,
        )
        for row in rows.select_related("agreement__firm").order_by("pk")
    ]  # fmt: skip


def _unsettled(actor: Actor, at: datetime) -> list[Waiting]:
    late = Settlement.objects.filter(status=SettlementState.OPEN, due_on__lt=timezone.localtime(at).date())
    count = KEEP_SETTLEMENT.rows(actor, late).count()
    if not count:
        return []
    what = ngettext("%(n)d settlement is late", "%(n)d settlements are late", count) % {"n": count}
    return [Waiting(what, _("See who is late"), reverse("money:ageing"), count=count, stage=STAGE)]


def _overdue(actor: Actor, at: datetime) -> list[Waiting]:
    late = Recovery.objects.filter(status__in=OWING, due_on__lt=timezone.localtime(at).date())
    count = KEEP_RECOVERY.rows(actor, late).count()
    if not count:
        return []
    what = ngettext("%(n)d debt is overdue", "%(n)d debts are overdue", count) % {"n": count}
    return [Waiting(what, _("See the debts"), reverse("money:recoveries"), count=count, stage=STAGE)]


def _to_judge(actor: Actor) -> list[Waiting]:
    count = JUDGE_SIGNAL.rows(actor, Signal.objects.filter(status=SignalState.NEW)).count()
    if not count:
        return []
    what = ngettext("%(n)d signal to judge", "%(n)d signals to judge", count) % {"n": count}
    url = reverse("money:signals") + "?state=new"
    return [Waiting(what, _("Judge"), url, count=count, stage=STAGE)]


def settling_story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """A firm's settlements and what it paid back, as far as the actor may see them; two queries."""
    rows = VIEW_SETTLEMENT.rows(actor, Settlement.objects.filter(agreement__firm_id=firm_id))
    lines: list[StoryLine] = []
    for row in rows:
        url = reverse("money:settlement", args=[row.pk])
        told = (
            (row.handed_in_at, _("Settlement handed in")),
            (row.decided_at, _("Settlement decided")),
            (row.closed_at, _("Settlement closed")),
        )
        lines += [StoryLine(at, STAGE, title, url=url) for at, title in told if at is not None]
    return lines + _paid_back(firm_id, actor)


def _paid_back(firm_id: int, actor: Actor) -> list[StoryLine]:
    debts = VIEW_RECOVERY.rows(actor, Recovery.objects.filter(debtor_id=firm_id))
    return [
        StoryLine(
            row.recorded_at, STAGE, _("%(amount)s came back") % {"amount": won(row.amount_won)},
            body=row.recovery.get_kind_display(), url=reverse("money:recovery", args=[row.recovery_id]),
        )
        for row in Collection.objects.filter(recovery__in=debts).select_related("recovery")
    ]  # fmt: skip
