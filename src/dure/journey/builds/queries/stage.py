"""The builds as the pages that join stages see them."""

from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.installation.clock import noon, now
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding, StoryLine
from dure.journey.builds.access import VIEW_BUILD
from dure.journey.builds.models import Build, Inspection
from dure.journey.builds.queries.lateness import overdue_milestones

STAGE = "builds"
_DOTS = {"building": Dot.NOW, "accepted": Dot.NOW, "completed": Dot.DONE, "stopped": Dot.ENDED}


def state_label(state: str) -> str:
    """The state of a build in words."""
    return {
        "building": pgettext("state of a build", "Being built"),
        "accepted": pgettext("state of a build", "Accepted by the firm"),
        "completed": pgettext("state of a build", "Completed"),
        "stopped": pgettext("state of a build", "Stopped"),
    }[state]


def state_of(build: Build) -> str:
    """How far a build is."""
    if build.stopped_at is not None:
        return "stopped"
    if build.completed_on is not None:
        return "completed"
    return "building" if build.accepted_on is None else "accepted"


def with_state(rows: QuerySet[Build]) -> QuerySet[Build]:
    """The same builds with ``in_state``, and ``is_late`` where a milestone is overdue."""
    state = Case(
        When(stopped_at__isnull=False, then=Value("stopped")),
        When(completed_on__isnull=False, then=Value("completed")),
        When(accepted_on__isnull=False, then=Value("accepted")),
        default=Value("building"),
        output_field=CharField(),
    )
    late = overdue_milestones(timezone.localdate(now())).filter(build_id=OuterRef("pk"))
    return rows.annotate(in_state=state, is_late=Exists(late))


def _rows(programme_id: int, actor: Actor) -> QuerySet[Build]:
    rows = VIEW_BUILD.rows(actor, Build.objects.filter(agreement__programme_id=programme_id))
    named = with_state(rows).annotate(
        of_firm=F("agreement__firm_id"), by_name=F("agreement__firm__name"), in_city=F("agreement__city_id"),
        of_type=F("agreement__type_code"),
    )  # fmt: skip
    return named.annotate(urgency=pressing(_DOTS))


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The builds within the actor's sight, in numbers; one query."""
    return tallied(_rows(programme_id, actor), state_label)


def standing(programme_id: int) -> StageStanding:
    """Builds by state, type and city."""
    return in_numbers(STAGE, _("Build"), tallies(programme_id, SYSTEM))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """The firms whose builds the actor sees: every one, or those of a part."""
    rows = _rows(programme_id, actor).select_related("agreement__firm")
    return [_standing(row) for row in taken(rows, part)]


def _standing(row: Build) -> FirmStanding:
    state = state_of(row)
    return FirmStanding(
        firm_id=row.agreement.firm_id,
        name=row.agreement.firm.name,
        city_code=row.agreement.city_id,
        type_code=row.agreement.type_code,
        state=state,
        state_label=state_label(state),
        dot=Dot.LATE if row.is_late else _DOTS[state],  # type: ignore[attr-defined]
        since=row.begun_at,
        url=reverse("builds:build", args=[row.pk]),
    )


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """A firm's lines: begun, checks held, accepted, completed."""
    rows = VIEW_BUILD.rows(actor, Build.objects.filter(agreement__firm_id=firm_id))
    builds = list(rows.select_related("agreement__supplier", "accepted_by"))
    lines = [line for build in builds for line in _beginning(build)]
    held = Inspection.objects.filter(build__in=[build.pk for build in builds], done_on__isnull=False)
    lines += [_of_check(row, row.done_on) for row in held if row.done_on is not None]
    lines += [line for build in builds for line in _end(build)]
    return sorted(lines, key=lambda line: line.at)


def _beginning(build: Build) -> list[StoryLine]:
    url = reverse("builds:build", args=[build.pk])
    supplier = build.agreement.supplier.name
    lines = [StoryLine(at=build.begun_at, kind=STAGE, title=_("Build begun"), body=supplier, url=url)]
    if build.accepted_on is not None:
        by = build.accepted_by.name if build.accepted_by else ""
        title = _("System accepted by the firm")
        lines.append(StoryLine(at=noon(build.accepted_on), kind=STAGE, title=title, actor=by, url=url))
    return lines


def _end(build: Build) -> list[StoryLine]:
    url, lines = reverse("builds:build", args=[build.pk]), []
    if build.completed_on is not None:
        lines.append(StoryLine(at=noon(build.completed_on), kind=STAGE, title=_("Build completed"), url=url))
    if build.stopped_at is not None:
        title = _("Build stopped with the agreement")
        lines.append(StoryLine(at=build.stopped_at, kind=STAGE, title=title, url=url))
    return lines


def _of_check(row: Inspection, done_on: date) -> StoryLine:
    words = {"kind": row.get_kind_display(), "verdict": row.get_verdict_display()}
    return StoryLine(
        at=noon(done_on),
        kind=STAGE,
        title=_("%(kind)s: %(verdict)s") % words,
        body=row.summary,
        url=reverse("builds:inspection", args=[row.pk]),
    )
