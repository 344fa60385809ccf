"""Where the stage stands: in numbers, and firm by firm."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.installation.clock import now
from dure.foundation.workflow.queries import last_moved_at
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding
from dure.journey.applications.access import SEE
from dure.journey.applications.models import Application, Supplement
from dure.journey.applications.states import ApplicationState, SupplementState
from dure.journey.applications.wording import PLAIN

STAGE = "applications"


def standing(programme_id: int) -> StageStanding:
    """The applications handed in, by state, type and city; drafts are not counted. One query."""
    rows = _standing_rows(programme_id, SYSTEM).filter(submitted_at__isnull=False)
    return in_numbers(STAGE, pgettext("list", "Applications"), tallied(rows, _state_label))


def _state_label(state: str) -> str:
    return str(ApplicationState(state).label)


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The applications within the actor's sight, in numbers; one query."""
    return tallied(_standing_rows(programme_id, actor), _state_label)


def _standing_rows(programme_id: int, actor: Actor) -> QuerySet[Application]:
    rows = SEE.rows(actor, Application.objects.filter(programme_id=programme_id))
    asked = Supplement.objects.filter(application=OuterRef("pk"), status=SupplementState.ASKED)
    named = rows.annotate(
        of_firm=F("firm_id"), by_name=F("firm__name"), in_city=F("city_id"), of_type=F("type_code"),
        in_state=F("status"), is_late=Exists(asked.filter(due_at__lt=now())),
    )  # fmt: skip
    return named.annotate(urgency=pressing({state: plain.dot for state, plain in PLAIN.items()}))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """Where firms stand in this stage, as far as the actor may see: every one, or those of a part; three queries."""
    rows = list(taken(_standing_rows(programme_id, actor).select_related("firm"), part))
    since = last_moved_at("applications.application", [row.pk for row in rows])
    due = dict(
        Supplement.objects.filter(
            application_id__in=[row.pk for row in rows if row.status == ApplicationState.SUPPLEMENT_ASKED],
            status=SupplementState.ASKED,
        ).values_list("application_id", "due_at")
    )
    at = now()
    return [_standing(row, since.get(row.pk, row.created_at), due.get(row.pk), at) for row in rows]


def _standing(row: Application, since: datetime, due_at: datetime | None, at: datetime) -> FirmStanding:
    late = due_at is not None and due_at < at
    return FirmStanding(
        firm_id=row.firm_id,
        name=row.firm.name,
        city_code=row.city_id,
        type_code=row.type_code,
        state=row.status,
        state_label=str(row.get_status_display()),
        dot=Dot.LATE if late else PLAIN[row.status].dot,
        since=since,
        blocks=_blocks(row, late),
        url=reverse("applications:detail", args=[row.pk]),
    )


def _blocks(row: Application, late: bool) -> str:
    if row.status == ApplicationState.SUPPLEMENT_ASKED:
        return _("The days to supplement have run out") if late else _("Waiting for the firm's supplement")
    if row.status == ApplicationState.SUBMITTED and row.verdict == "stop":
        return _("A rule of eligibility is not met")
    return ""


def state_counts(actor: Actor, programme_id: int) -> dict[str, int]:
    """How many applications the actor sees in each state."""
    rows = SEE.rows(actor, Application.objects.filter(programme_id=programme_id))
    return dict(rows.order_by("status").values_list("status").annotate(n=Count(F("id"))))


@dataclass(frozen=True)
class CitySums:
    """The applications that one city or county would pay for. Money is the city's share in whole won."""

    applied: int
    selected: int
    asked_won: int
    committed_won: int


def city_sums(programme_id: int, city_code: str) -> CitySums:
    """How many applications were handed in for a city and selected there, and what they cost it; one query."""
    rows = Application.objects.filter(programme_id=programme_id, city_id=city_code, submitted_at__isnull=False)
    chosen = Q(status=ApplicationState.SELECTED)
    found = rows.aggregate(
        applied=Count("id"),
        selected=Count("id", filter=chosen),
        asked=Sum("city_won"),
        committed=Sum("city_won", filter=chosen),
    )
    return CitySums(found["applied"], found["selected"], found["asked"] or 0, found["committed"] or 0)
