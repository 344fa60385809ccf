"""The payment of the projects as the pages that join stages see it."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dure.foundation.access.actor import STAFF, SYSTEM, Actor, Role
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding, StoryLine, Waiting
from dure.journey.money.access import CONFIRM_DEPOSIT, JUDGE_CLAIM, MAKE_BATCH, OWN_CLAIMS, VIEW_CLAIM
from dure.journey.money.models import ENDED_CLAIMS, Claim, ClaimKind, Deposit, Payment
from dure.journey.money.queries.claims import to_approve
from dure.journey.money.queries.settlement_waiting import settling_story, settling_waits
from dure.journey.money.states import BatchState, ClaimState, DepositState, PaymentState

STAGE = "money"
DOTS = {
    ClaimState.DRAFT: Dot.NOW,
    ClaimState.SUBMITTED: Dot.NOW,
    ClaimState.CHECKED: Dot.NOW,
    ClaimState.APPROVED: Dot.NOW,
    "bounced": Dot.BLOCKED,
    ClaimState.PAID: Dot.DONE,
}
BOUNCED = gettext_lazy("Payment came back")


def state_label(state: str) -> str:
    """A state in words."""
    return str(BOUNCED) if state == "bounced" else str(ClaimState(state).label)


def _latest(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claim at which each project stands: the last that was neither rejected nor withdrawn. Evidence for a
    settlement asks for no money."""
    live = Claim.objects.filter(agreement_id=OuterRef("agreement_id")).exclude(status__in=ENDED_CLAIMS)
    live = live.exclude(kind=ClaimKind.EVIDENCE)
    return rows.filter(pk=Subquery(live.order_by("-number").values("pk")[:1]))


def _named(rows: QuerySet[Claim]) -> QuerySet[Any]:
    bounced = Exists(Payment.objects.filter(claim=OuterRef("pk"), status=PaymentState.BOUNCED))
    named = _latest(rows).annotate(
        of_firm=F("agreement__firm_id"), by_name=F("agreement__firm__name"), in_city=F("agreement__city_id"),
        of_type=F("agreement__type_code"), is_late=Value(False),
        in_state=Case(When(bounced, then=Value("bounced")), default=F("status")),
    )  # fmt: skip
    return named.annotate(urgency=pressing(DOTS))


def standing(programme_id: int) -> StageStanding:
    """Projects by the state of their last claim, type and city; one query."""
    return in_numbers(STAGE, _("Payment"), tallies(programme_id, SYSTEM))


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The same within the actor's sight; one query."""
    return tallied(_standing_rows(programme_id, actor), state_label)


def _standing_rows(programme_id: int, actor: Actor) -> QuerySet[Any]:
    return _named(VIEW_CLAIM.rows(actor, Claim.objects.filter(agreement__programme_id=programme_id)))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """Where firms stand with their money; one query."""
    rows = _standing_rows(programme_id, actor).select_related("agreement__firm")
    return [_standing(row) for row in taken(rows, part)]


def _standing(row: Any) -> FirmStanding:
    state: str = row.in_state
    return FirmStanding(
        firm_id=row.agreement.firm_id,
        name=row.agreement.firm.name,
        city_code=row.agreement.city_id,
        type_code=row.agreement.type_code,
        state=state,
        state_label=f"{row.get_kind_display()} · {state_label(state)}",
        dot=DOTS[state],
        since=row.paid_at or row.approved_at or row.checked_at or row.submitted_at or row.created_at,
        blocks=str(BOUNCED) if state == "bounced" else "",
        url=reverse("money:claim", args=[row.pk]),
    )


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """A firm's claims and payments, as far as the actor may see them, and its settlements; two queries."""
    claims = Claim.objects.filter(agreement__firm_id=firm_id, submitted_at__isnull=False)
    rows = VIEW_CLAIM.rows(actor, claims.exclude(kind=ClaimKind.EVIDENCE))
    lines: list[StoryLine] = []
    for row in rows:
        kind, url = row.get_kind_display(), reverse("money:claim", args=[row.pk])
        told = ((row.submitted_at, _("%s claimed")), (row.approved_at, _("%s approved")), (row.paid_at, _("%s paid")))
        lines += [StoryLine(at, STAGE, said % kind, url=url) for at, said in told if at is not None]
        if row.status == ClaimState.REJECTED and row.submitted_at:
            lines.append(StoryLine(row.submitted_at, STAGE, _("%s rejected") % kind, url=url))
    return lines + settling_story(firm_id, actor)


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """What the money asks of the actor now; at most eleven queries."""
    found: list[Waiting] = []
    if actor.has(*STAFF):
        found += [*_to_check(actor), *_to_approve(actor), *_to_confirm(actor), *_to_pay(actor)]
    if actor.has(Role.FIRM):
        found += _of_firm(actor)
    return found + settling_waits(actor, at)


def _to_check(actor: Actor) -> list[Waiting]:
    rows = JUDGE_CLAIM.rows(actor, Claim.objects.filter(status=ClaimState.SUBMITTED))
    names = list(rows.order_by("submitted_at").values_list("agreement__firm__name", flat=True))
    if not names:
        return []
    what = ngettext("%(n)d payment claim to check", "%(n)d payment claims to check", len(names)) % {"n": len(names)}
    url = reverse("money:claims") + f"?status={ClaimState.SUBMITTED.value}"
    return [Waiting(what, _("Check"), url, waits=names[0], count=len(names), stage=STAGE)]


def _to_approve(actor: Actor) -> list[Waiting]:
    names = list(to_approve(actor).order_by("checked_at").values_list("agreement__firm__name", flat=True))
    if not names:
        return []
    what = ngettext("%(n)d payment claim to approve", "%(n)d payment claims to approve", len(names))
    url = reverse("money:queue")
    return [Waiting(what % {"n": len(names)}, _("Approve"), url, waits=names[0], count=len(names), stage=STAGE)]


def _to_confirm(actor: Actor) -> list[Waiting]:
    count = CONFIRM_DEPOSIT.rows(actor, Deposit.objects.filter(status=DepositState.REPORTED)).count()
    if not count:
        return []
    what = ngettext("%(n)d firm's cash to look up", "%(n)d firms' cash to look up", count) % {"n": count}
    return [Waiting(what, _("Look up"), reverse("money:deposits"), count=count, stage=STAGE)]


def _to_pay(actor: Actor) -> list[Waiting]:
    if MAKE_BATCH.reach(actor) is None:
        return []
    rows = Payment.objects.filter(
        claim__agreement__programme__operator_id__in=actor.organisations(*STAFF),
        status__in=(PaymentState.ORDERED, PaymentState.BOUNCED),
    )
    count = rows.exclude(batch__status=BatchState.SENT, status=PaymentState.ORDERED).count()
    if not count:
        return []
    what = ngettext("%(n)d payment to send to the bank", "%(n)d payments to send to the bank", count) % {"n": count}
    return [Waiting(what, _("Open the batches"), reverse("money:batches"), count=count, stage=STAGE)]


def _of_firm(actor: Actor) -> list[Waiting]:
    rows = OWN_CLAIMS.rows(actor, Claim.objects.filter(status=ClaimState.DRAFT)).select_related("agreement__firm")
    return [
        Waiting(
            _("Finish your payment claim: %(kind)s") % {"kind": row.get_kind_display()},
            _("Go on writing"),
            reverse("money:claim", args=[row.pk]),
            firm=row.agreement.firm.name,
            stage=STAGE,
        )
        for row in rows
    ]
