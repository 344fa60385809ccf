"""Where the stage stands: in numbers, and firm by firm."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.foundation.access.actor import Actor
from dure.foundation.installation.clock import now
from dure.foundation.workflow.queries import last_moved_at
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding
from dure.journey.applications.access import SEE
from dure.journey.applications.models import Application, Supplement
from dure.journey.applications.states import ApplicationState, SupplementState
from dure.journey.applications.wording import PLAIN

STAGE = "applications"


def standing(programme_id: int) -> StageStanding:
    """How many applications were handed in, by state, type and city; drafts are not counted. One query."""
    rows = list(
        Application.objects.filter(programme_id=programme_id, submitted_at__isnull=False)
        .values_list("status", "type_code", "city_id")
        .annotate(n=Count("id"))
        .order_by("status", "type_code", "city_id")
    )
    return StageStanding(
        stage=STAGE,
        label=pgettext("list", "Applications"),
        total=sum(n for *_keys, n in rows),
        by_state=_summed((status, n) for status, _type, _city, n in rows),
        by_type=_summed((type_code, n) for _status, type_code, _city, n in rows),
        by_city=_summed((city, n) for _status, _type, city, n in rows),
    )


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for key, n in pairs:
        sums[key] = sums.get(key, 0) + n
    return dict(sorted(sums.items()))


def firm_standings(programme_id: int, actor: Actor) -> list[FirmStanding]:
    """Where each firm stands in this stage, as far as the actor may see; three queries."""
    visible = SEE.rows(actor, Application.objects.filter(programme_id=programme_id))
    rows = list(visible.select_related("firm").order_by("firm__name", "id"))
    since = last_moved_at("applications.application", [row.pk for row in rows])
    due = dict(
        Supplement.objects.filter(application__programme_id=programme_id, status=SupplementState.ASKED).values_list(
            "application_id", "due_at"
        )
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
