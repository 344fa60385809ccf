"""The selection as the pages that join stages see it."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, SYSTEM, Actor, Role
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding, StoryLine, Waiting
from dure.journey.applications import queries as applications
from dure.journey.programmes import queries as programmes
from dure.journey.selection.access import DECIDE_APPEAL, PUBLISH, VIEW_APPEAL, VIEW_DECISION, WORK_ON_SCENARIO
from dure.journey.selection.limits import limit_label
from dure.journey.selection.models import Appeal, Decision, Promotion, Publication, Result, Scenario
from dure.journey.selection.queries.decisions import city_names, sentence
from dure.journey.selection.states import AppealState, PublicationState, ScenarioState

_DOTS = {Result.SELECTED: Dot.DONE, Result.RESERVE: Dot.NOW, Result.NOT_SELECTED: Dot.ENDED}
STAGE = "selection"


def state_of(decision: Decision) -> str:
    """The state of a decision for counting: its result, or that the firm has given up since."""
    return "gave_up" if decision.application.status == "gave_up" else decision.result


def state_label(state: str) -> str:
    """The state in words."""
    return _("Gave up after selection") if state == "gave_up" else str(Result(state).label)


def standing(programme_id: int) -> StageStanding:
    """Decided applications by result, type and city; empty until a list has been proposed."""
    return in_numbers(STAGE, _("Selection"), tallies(programme_id, SYSTEM))


def facts(programme_id: int) -> dict[str, Any]:
    """The headline figures of a programme; each is counted from rows, none is typed in."""
    terms = programmes.terms_in_force(programme_id)
    levels = {each.code: each.level for each in terms.types}
    mine = [a for a in applications.applications_of(programme_id) if a.submitted_at is not None]
    chosen = [a for a in mine if a.status == "selected"]
    return {
        "places": programmes.places(programme_id).total,
        "applied": len(mine),
        "selected": len(chosen),
        "basic": sum(1 for a in chosen if levels.get(a.type_code) == "basic"),
        "first_time_ict": sum(1 for a in chosen if a.first_ict),
        "cities_with_selected": len({a.city_code for a in chosen}),
        "sectors_with_selected": len({a.sector_code for a in chosen}),
        "appeals": Appeal.objects.filter(decision__publication__programme_id=programme_id).count(),
    }


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The decided applications within the actor's sight, in numbers; one query."""
    return tallied(_standing_rows(programme_id, actor), state_label)


def _standing_rows(programme_id: int, actor: Actor) -> QuerySet[Decision]:
    rows = VIEW_DECISION.rows(actor, Decision.objects.filter(publication__programme_id=programme_id))
    named = rows.annotate(
        of_firm=F("application__firm_id"), by_name=F("application__firm__name"), in_city=F("application__city_id"),
        of_type=F("application__type_code"), is_late=Value(False),
        in_state=Case(When(application__status="gave_up", then=Value("gave_up")), default=F("result")),
    )  # fmt: skip
    return named.annotate(urgency=pressing({**_DOTS, "gave_up": Dot.ENDED}))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """The decided firms within the actor's sight: every one, or those of a part."""
    rows = _standing_rows(programme_id, actor).select_related("application__firm", "publication")
    return [_standing(row) for row in taken(rows, part)]


def _standing(row: Decision) -> FirmStanding:
    state = state_of(row)
    application = row.application
    return FirmStanding(
        firm_id=application.firm_id,
        name=application.firm.name,
        city_code=application.city_id,
        type_code=application.type_code,
        state=state,
        state_label=state_label(state),
        dot=Dot.ENDED if state == "gave_up" else _DOTS[Result(row.result)],
        since=row.publication.published_at or row.approved_at,
        url=reverse("selection:result", args=[application.pk]),
    )


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """Decision, appeals and promotions of a firm, as far as the actor may see them."""
    decisions = VIEW_DECISION.rows(actor, Decision.objects.filter(application__firm_id=firm_id))
    lines: list[StoryLine] = []
    for row in decisions.select_related("publication__programme", "application", "approved_by"):
        lines += _story_of(row)
    appeals = VIEW_APPEAL.rows(actor, Appeal.objects.filter(decision__application__firm_id=firm_id))
    for appeal in appeals.select_related("filed_by"):
        lines += _story_of_appeal(appeal)
    for promotion in Promotion.objects.filter(
        promoted__firm_id=firm_id, promoted_id__in=decisions.values("application_id")
    ):
        lines.append(StoryLine(at=promotion.at, kind=STAGE, title=_("Moved up from the reserve and selected")))
    return lines


def _story_of(row: Decision) -> list[StoryLine]:
    at = row.publication.published_at or row.approved_at
    if at is None:
        return []
    names = city_names(row.publication.programme.province_id)
    binding = tuple(limit_label(name, names) for name in row.reasons.get("binding", []))
    body = "" if row.result == Result.SELECTED else sentence(row, row.reasons.get("points_needed") or "", binding)
    title = _("Result of the selection: %(result)s") % {"result": row.get_result_display()}
    return [
        StoryLine(
            at=at,
            kind=STAGE,
            title=title,
            body=body,
            url=reverse("selection:result", args=[row.application_id]),
        )
    ]


def _story_of_appeal(appeal: Appeal) -> list[StoryLine]:
    by = appeal.filed_by.name if appeal.filed_by else ""
    url = reverse("selection:appeal", args=[appeal.pk])
    lines = [StoryLine(at=appeal.filed_at, kind=STAGE, title=_("Appeal filed"), actor=by, body=appeal.grounds, url=url)]
    if appeal.decided_at is not None:
        title = _("Appeal decided: %(state)s") % {"state": appeal.get_status_display()}
        lines.append(StoryLine(at=appeal.decided_at, kind=STAGE, title=title, body=appeal.answer, url=url))
    return lines


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """What the selection asks of the actor now."""
    found = _waiting_for_deciders(actor) + _waiting_for_desk(actor)
    if actor.has(Role.FIRM):
        found += _waiting_for_firm(actor, at)
    return found


def _waiting_for_desk(actor: Actor) -> list[Waiting]:
    scenarios = WORK_ON_SCENARIO.rows(actor, Scenario.objects.filter(status=ScenarioState.WORKING))
    if not actor.has(*STAFF):
        return []
    decided = Publication.objects.values("programme_id")
    return [
        Waiting(
            what=_("The scenario “%(name)s” is not before the committee yet") % {"name": row.name},
            verb=_("Open the desk"),
            url=reverse("selection:desk") + f"?scenario={row.pk}",
            stage=STAGE,
        )
        for row in scenarios.exclude(programme_id__in=decided).order_by("made_at", "id")
    ]


def _waiting_for_deciders(actor: Actor) -> list[Waiting]:
    found = []
    appeals = DECIDE_APPEAL.rows(actor, Appeal.objects.filter(status=AppealState.FILED))
    for appeal in appeals.select_related("decision__application__firm", "decision__publication").order_by("filed_at"):
        found.append(
            Waiting(
                what=_("Decide on the appeal"),
                verb=_("Decide"),
                url=reverse("selection:appeal", args=[appeal.pk]),
                due_at=appeal.decision.publication.appeals_close_at,
                firm=appeal.decision.application.firm.name,
                waits=appeal.decision.application.firm.name,
                stage=STAGE,
            )
        )
    drafts = Publication.objects.filter(status=PublicationState.DRAFT).select_related("scenario")
    for row in drafts:
        if PUBLISH.ask(actor, row.scenario) or (
            actor.has(Role.COMMITTEE) and WORK_ON_SCENARIO.ask(actor, row.scenario)
        ):
            found.append(
                Waiting(
                    what=_("The list waits for approval and publication"),
                    verb=_("Open the list"),
                    url=reverse("selection:approval", args=[row.pk]),
                    stage=STAGE,
                )
            )
    return found


def _waiting_for_firm(actor: Actor, at: datetime) -> list[Waiting]:
    rows = Decision.objects.filter(publication__status=PublicationState.PUBLISHED, publication__appeals_close_at__gt=at)
    rows = rows.filter(application__firm_id__in=actor.organisations(Role.FIRM)).exclude(result=Result.SELECTED)
    rows = rows.filter(appeals__isnull=True).select_related("publication", "application__firm")
    return [
        Waiting(
            what=_("Read the result and its reasons; an appeal is possible until then"),
            verb=_("Read the result"),
            url=reverse("selection:result", args=[row.application_id]),
            due_at=row.publication.appeals_close_at,
            firm=row.application.firm.name,
            stage=STAGE,
        )
        for row in rows
    ]
