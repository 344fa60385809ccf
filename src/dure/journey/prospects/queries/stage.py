"""What this stage tells the pages that join stages."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Count, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, SYSTEM, Actor, Role
from dure.foundation.interface.formats import moment
from dure.foundation.workflow.queries import last_moved_at
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding, StoryLine, Waiting
from dure.journey.programmes.queries import intake_is_open, terms_in_force
from dure.journey.prospects.access import EDIT, SEE, SEE_NOTES, of_firms
from dure.journey.prospects.models import Interest, Visit
from dure.journey.prospects.states import InterestState, VisitState

STAGE = "prospects"
UNDECIDED = "undecided"
DOTS = {
    InterestState.RECEIVED: Dot.NOW,
    InterestState.VISIT_PLANNED: Dot.NOW,
    InterestState.VISITED: Dot.DONE,
    InterestState.APPLIED: Dot.DONE,
    InterestState.DUPLICATE: Dot.ENDED,
    InterestState.WITHDRAWN: Dot.ENDED,
}


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """Visits to pay and write up, firms without a visit, a form that can become an application."""
    return [*_visits(actor, at), *_unvisited(actor), *_to_apply(actor, at)]


def _visits(actor: Actor, at: datetime) -> list[Waiting]:
    if actor.person_id is None:
        return []
    rows = Visit.objects.filter(visitor_id=actor.person_id, status=VisitState.PLANNED)
    return [
        Waiting(
            what=_("Preliminary visit to %(firm)s, %(city)s")
            % {"firm": row.interest.firm_name, "city": row.interest.city.name},
            verb=_("Write up the visit") if row.planned_at <= at else _("Prepare the visit"),
            url=reverse("prospects:visit", args=[row.pk]),
            due_at=row.planned_at,
            firm=row.interest.firm_name,
            waits=row.interest.firm_name,
            stage=STAGE,
        )
        for row in rows.select_related("interest__city").order_by("planned_at", "id")
    ]


def _unvisited(actor: Actor) -> list[Waiting]:
    """One line a programme for the operator: how many firms wait for a visit, due before intake opens."""
    if not actor.has(*STAFF):
        return []
    rows = EDIT.rows(actor, Interest.objects.filter(status=InterestState.RECEIVED, programme__status="running"))
    counted = rows.values("programme_id", "programme__slug").annotate(n=Count("id")).order_by("programme_id")
    return [
        Waiting(
            what=_("Firms that wait for a preliminary visit: %(n)d") % {"n": row["n"]},
            verb=_("Assign visits"),
            url=reverse("prospects:list_of", args=[row["programme__slug"]]) + "?state=received",
            due_at=terms_in_force(row["programme_id"]).calendar.intake_opens_at,
            count=row["n"],
            stage=STAGE,
        )
        for row in counted
    ]


def _to_apply(actor: Actor, at: datetime) -> list[Waiting]:
    firms = actor.organisations(Role.FIRM)
    if not firms:
        return []
    live = (InterestState.RECEIVED, InterestState.VISIT_PLANNED, InterestState.VISITED)
    rows = Interest.objects.filter(of_firms(firms), status__in=live, programme__status="running")
    found = []
    for row in rows.select_related("programme"):
        terms = terms_in_force(row.programme_id)
        if any(intake_is_open(row.programme_id, each.code, row.city_id, at) for each in terms.types):
            found.append(
                Waiting(
                    what=_("%(programme)s: applications are open") % {"programme": row.programme.name},
                    verb=_("Start the application"),
                    url=f"{reverse('applications:start')}?interest={row.pk}",
                    due_at=terms.calendar.intake_closes_at,
                    firm=row.firm_name,
                    stage=STAGE,
                )
            )
    return found


def programmes_of_firm(firm_id: int) -> frozenset[int]:
    """The programmes in which a firm showed interest, whoever asks."""
    return frozenset(Interest.objects.filter(of_firms([firm_id])).values_list("programme_id", flat=True))


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """The firm's forms and visits, oldest first. A visitor's inner note is not told to the firm."""
    seen = SEE.rows(actor, Interest.objects.filter(of_firms([firm_id]))).select_related("programme")
    forms = list(SEE_NOTES.marked(actor, seen, "notes_are_open").order_by("received_at"))
    noted = {row.pk for row in forms if row.notes_are_open}  # type: ignore[attr-defined]
    visits = Visit.objects.filter(interest__in=forms).select_related("visitor")
    lines = [_form_line(row) for row in forms]
    lines += [_visit_line(row, with_note=row.interest_id in noted) for row in visits]
    return sorted(lines, key=lambda line: line.at)


def _form_line(row: Interest) -> StoryLine:
    return StoryLine(
        at=row.received_at,
        kind="interest",
        title=_("Interest form received (%(receipt)s)") % {"receipt": row.receipt},
        actor=row.firm_name,
        body=row.wishes,
        url=reverse("prospects:detail", args=[row.pk]),
    )


def _visit_line(row: Visit, *, with_note: bool) -> StoryLine:
    titles = {
        VisitState.PLANNED: _("Preliminary visit planned for %(when)s") % {"when": moment(row.planned_at)},
        VisitState.HELD: _("Preliminary visit: %(readiness)s") % {"readiness": row.get_readiness_display()},
        VisitState.CANCELLED: _("Preliminary visit cancelled"),
    }
    texts = (row.needs, row.advice, row.note) if with_note else (row.needs, row.advice)
    return StoryLine(
        at=row.held_at or row.planned_at,
        kind="visit",
        title=titles[VisitState(row.status)],
        actor=row.visitor.name,
        body="\n".join(text for text in texts if text),
        url=reverse("prospects:detail", args=[row.interest_id]),
    )


def standing(programme_id: int) -> StageStanding:
    """The forms received, without those that repeat another; types are wishes at this stage."""
    rows = _standing_rows(programme_id, SYSTEM).exclude(status=InterestState.DUPLICATE)
    found = [replace(each, type_code=each.type_code or UNDECIDED) for each in tallied(rows, _state_label)]
    return in_numbers(STAGE, _("Interest"), found)


def _state_label(state: str) -> str:
    return str(InterestState(state).label)


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The interested businesses within the actor's sight, in numbers; one query."""
    return tallied(_standing_rows(programme_id, actor), _state_label)


def _standing_rows(programme_id: int, actor: Actor) -> QuerySet[Interest]:
    rows = SEE.rows(actor, Interest.objects.filter(programme_id=programme_id))
    named = rows.annotate(
        of_firm=F("firm_id"), by_name=F("firm_name"), in_city=F("city_id"), of_type=F("type_code"),
        in_state=F("status"), is_late=Value(False),
    )  # fmt: skip
    return named.annotate(urgency=pressing(DOTS))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """Where interested businesses stand: every one, or those of a part."""
    rows = list(taken(_standing_rows(programme_id, actor), part))
    moved = last_moved_at(Interest._meta.label, [row.pk for row in rows])
    return [
        FirmStanding(
            firm_id=row.firm_id,
            name=row.firm_name,
            city_code=row.city_id,
            type_code=row.type_code,
            state=row.status,
            state_label=row.get_status_display(),
            dot=DOTS[InterestState(row.status)],
            since=moved.get(row.pk, row.received_at),
            blocks=_("No visit planned yet") if row.status == InterestState.RECEIVED else "",
            url=reverse("prospects:detail", args=[row.pk]),
        )
        for row in rows
    ]
