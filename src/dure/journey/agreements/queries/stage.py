"""The agreements as the pages that join stages see them."""

from datetime import date, datetime, time

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import STAFF, SYSTEM, Actor
from dure.foundation.installation.clock import today
from dure.foundation.workflow.queries import last_moved_at
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding, StoryLine, Waiting
from dure.journey.agreements.access import MANAGE_AGREEMENT, MANAGE_MEMORANDUM, OPEN_REVIEW, REVIEW_COST, VIEW_AGREEMENT
from dure.journey.agreements.models import Agreement, CostReview, Memorandum, Obligation
from dure.journey.agreements.queries.course import course_story, course_waiting
from dure.journey.agreements.states import AgreementState, MemorandumState, ObligationState, ReviewState
from dure.journey.applications import queries as applications

STAGE = "agreements"
_S = AgreementState
DOTS = {
    _S.PREPARING: Dot.NOW,
    _S.SIGNING: Dot.NOW,
    _S.IN_FORCE: Dot.NOW,
    _S.STARTED: Dot.DONE,
    _S.COMPLETED: Dot.DONE,
    _S.SETTLED: Dot.DONE,
    _S.GIVEN_UP: Dot.ENDED,
    _S.TERMINATED: Dot.ENDED,
    _S.CANCELLED: Dot.ENDED,
}


def standing(programme_id: int) -> StageStanding:
    """The agreements of a programme by state, type and city; one query."""
    return in_numbers(STAGE, _("Agreements"), tallies(programme_id, SYSTEM))


def state_label(state: str) -> str:
    """A state of an agreement in words."""
    return str(AgreementState(state).label)


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The agreements within the actor's sight, in numbers; one query."""
    return tallied(_standing_rows(programme_id, actor), state_label)


def _overdue(on: date) -> Q:
    return Q(status__in=(_S.IN_FORCE, _S.STARTED), ends_on__lt=on)


def _standing_rows(programme_id: int, actor: Actor) -> QuerySet[Agreement]:
    rows = VIEW_AGREEMENT.rows(actor, Agreement.objects.filter(programme_id=programme_id))
    late = Case(When(_overdue(today()), then=Value(True)), default=Value(False), output_field=BooleanField())
    named = rows.annotate(
        of_firm=F("firm_id"), by_name=F("firm__name"), in_city=F("city_id"), of_type=F("type_code"),
        in_state=F("status"), is_late=late,
    )  # fmt: skip
    return named.annotate(urgency=pressing(DOTS))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """Where firms stand with their agreements, as far as the actor may see; two queries."""
    rows = list(taken(_standing_rows(programme_id, actor).select_related("firm"), part))
    since = last_moved_at("agreements.agreement", [row.pk for row in rows])
    on = today()
    return [_standing(row, since.get(row.pk, row.created_at), on) for row in rows]


def _standing(row: Agreement, since: datetime, on: date) -> FirmStanding:
    late = row.status in (_S.IN_FORCE, _S.STARTED) and row.ends_on is not None and row.ends_on < on
    return FirmStanding(
        firm_id=row.firm_id,
        name=row.firm.name,
        city_code=row.city_id,
        type_code=row.type_code,
        state=row.status,
        state_label=state_label(row.status),
        dot=Dot.LATE if late else DOTS[AgreementState(row.status)],
        since=since,
        blocks=_("The agreement's last day has passed") if late else "",
        url=reverse("agreements:agreement", args=[row.pk]),
    )


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """The agreements of a firm or supplier, as far as the actor may see them; four queries."""
    rows = VIEW_AGREEMENT.rows(actor, Agreement.objects.filter(Q(firm_id=firm_id) | Q(supplier_id=firm_id)))
    lines: list[StoryLine] = []
    for row in rows.select_related("firm", "supplier"):
        url = reverse("agreements:agreement", args=[row.pk])
        body = f"{row.firm.name} · {row.supplier.name}"
        lines.append(StoryLine(row.created_at, STAGE, _("Cost accepted, agreement %s") % row.number, "", body, url))
        if row.concluded_at is not None:
            lines.append(StoryLine(row.concluded_at, STAGE, _("Agreement %s in force") % row.number, "", body, url))
        if row.ended_at is not None:
            title = _("Agreement %(number)s: %(state)s") % {"number": row.number, "state": row.get_status_display()}
            lines.append(StoryLine(row.ended_at, STAGE, title, "", body, url))
    return lines + course_story(firm_id, actor)


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """What the agreements ask of the actor now; signatures themselves are told by signing."""
    if not actor.has(*STAFF):
        return course_waiting(actor, at)
    return [
        *course_waiting(actor, at),
        *_to_calculate(actor),
        *_to_accept(actor),
        *_to_send(actor),
        *_memoranda(actor),
        *_obligations(actor, at),
    ]


def _one(what: str, verb: str, url: str, firm: str) -> Waiting:
    return Waiting(what=what, verb=verb, url=url, firm=firm, waits=firm, stage=STAGE)


def _to_calculate(actor: Actor) -> list[Waiting]:
    rows = OPEN_REVIEW.rows(actor, applications.selected().filter(cost_review__isnull=True))
    n = rows.count()
    if not n:
        return []
    what = ngettext(
        "%(n)d selected firm has no cost calculation yet", "%(n)d selected firms have no cost calculation yet", n
    )
    return [Waiting(what % {"n": n}, _("Begin"), reverse("agreements:reviews"), count=n, stage=STAGE)]


def _to_accept(actor: Actor) -> list[Waiting]:
    rows = REVIEW_COST.rows(actor, CostReview.objects.filter(status=ReviewState.OPEN))
    return [
        _one(
            _("Calculate the cost and accept it"),
            _("Calculate"),
            reverse("agreements:review", args=[row.application_id]),
            row.application.firm.name,
        )
        for row in rows.select_related("application__firm").order_by("opened_at", "pk")
    ]


def _to_send(actor: Actor) -> list[Waiting]:
    rows = Agreement.objects.filter(
        status=AgreementState.PREPARING, current__isnull=False, application__status="selected"
    )
    return [
        _one(
            _("Send the agreement for signature"),
            _("Send"),
            reverse("agreements:agreement", args=[row.pk]),
            row.firm.name,
        )
        for row in MANAGE_AGREEMENT.rows(actor, rows).select_related("firm").order_by("created_at", "pk")
    ]


def _memoranda(actor: Actor) -> list[Waiting]:
    rows = MANAGE_MEMORANDUM.rows(actor, Memorandum.objects.filter(status=MemorandumState.DRAFT))
    return [
        Waiting(
            _("Complete the memorandum “%(title)s” and send it") % {"title": row.title},
            _("Open"),
            reverse("agreements:memorandum", args=[row.pk]),
            stage=STAGE,
        )
        for row in rows.order_by("created_at", "pk")
    ]


def _obligations(actor: Actor, at: datetime) -> list[Waiting]:
    within = MANAGE_MEMORANDUM.rows(actor, Memorandum.objects.filter(status=MemorandumState.IN_FORCE))
    rows = Obligation.objects.filter(
        party__memorandum__in=within, status=ObligationState.OPEN, due_on__lt=timezone.localdate(at)
    )
    return [
        Waiting(
            _("Not met in time: %(what)s") % {"what": row.text},
            _("Open"),
            reverse("agreements:memorandum", args=[row.party.memorandum_id]),
            due_at=datetime.combine(row.due_on, time(23, 59), tzinfo=at.tzinfo) if row.due_on else None,
            waits=row.party.organisation.name,
            stage=STAGE,
        )
        for row in rows.select_related("party__organisation").order_by("due_on", "pk")
    ]
