"""What the course of agreements asks of people, and what it adds to a firm's story; a fixed small number of queries."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.workflow.queries import deadlines_on
from dure.foundation.workflow.values import StoryLine, Waiting
from dure.journey.agreements.access import CHECK_START, DECIDE_CHANGE, DECIDE_ENDING, NOTE_CHANGE, VIEW_COURSE
from dure.journey.agreements.models import Agreement, Change, ChangeRoute, Ending, StartNotice
from dure.journey.agreements.states import AgreementState, ChangeState, EndingState, StartState

STAGE = "agreements"


def course_waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """Starts to write or to look at, changes to note or decide, endings to decide."""
    found: list[Waiting] = []
    if actor.has(Role.FIRM):
        found += _to_start(actor)
    if actor.has(*STAFF):
        found += [*_to_accept(actor), *_to_note(actor)]
    if actor.has(Role.APPROVER):
        found += [*_to_decide(actor), *_to_end(actor)]
    return found


def _to_start(actor: Actor) -> list[Waiting]:
    open_ones = Q(start__isnull=True) | Q(start__status=StartState.DRAFT)
    rows = Agreement.objects.filter(open_ones, status=AgreementState.IN_FORCE)
    rows = rows.filter(firm_id__in=actor.organisations(Role.FIRM)).select_related("firm").order_by("concluded_at", "pk")
    due = deadlines_on("agreements.agreement", [row.pk for row in rows])
    return [
        Waiting(
            what=_("Hand in the notice of start of %(number)s") % {"number": row.number},
            verb=_("Write"),
            url=reverse("agreements:edit_start", args=[row.pk]),
            due_at=next((each.due_at for each in due.get(row.pk, []) if each.kind == "agreements.hand_in_start"), None),
            firm=row.firm.name,
            stage=STAGE,
        )
        for row in rows
    ]


def _to_accept(actor: Actor) -> list[Waiting]:
    mine = CHECK_START.rows(actor, Agreement.objects.filter(status=AgreementState.IN_FORCE))
    rows = StartNotice.objects.filter(status=StartState.HANDED_IN, agreement__in=mine)
    rows = rows.select_related("agreement__firm").order_by("handed_in_at", "pk")
    due = deadlines_on("agreements.startnotice", [row.pk for row in rows])
    return [
        Waiting(
            what=_("Look at the notice of start"),
            verb=_("Open"),
            url=reverse("agreements:start", args=[row.agreement_id]),
            due_at=next((each.due_at for each in due.get(row.pk, [])), None),
            firm=row.agreement.firm.name,
            waits=row.agreement.firm.name,
            stage=STAGE,
        )
        for row in rows
    ]


def _to_note(actor: Actor) -> list[Waiting]:
    mine = NOTE_CHANGE.rows(actor, Agreement.objects.all())
    rows = Change.objects.filter(status=ChangeState.SUBMITTED, route=ChangeRoute.REPORT, agreement__in=mine)
    return _changes(rows, _("Take note of a change: %(kind)s"), _("Open"))


def _to_decide(actor: Actor) -> list[Waiting]:
    mine = DECIDE_CHANGE.rows(actor, Agreement.objects.all())
    rows = Change.objects.filter(status=ChangeState.SUBMITTED, route=ChangeRoute.APPROVAL, agreement__in=mine)
    return _changes(rows, _("Decide on a change: %(kind)s"), _("Decide"))


def _changes(rows: QuerySet[Change], what: str, verb: str) -> list[Waiting]:
    found = list(rows.select_related("agreement__firm").order_by("submitted_at", "pk"))
    due = deadlines_on("agreements.change", [row.pk for row in found])
    return [
        Waiting(
            what=what % {"kind": row.get_kind_display()},
            verb=verb,
            url=reverse("agreements:change", args=[row.pk]),
            due_at=next((each.due_at for each in due.get(row.pk, [])), None),
            firm=row.agreement.firm.name,
            waits=row.agreement.firm.name,
            stage=STAGE,
        )
        for row in found
    ]


def _to_end(actor: Actor) -> list[Waiting]:
    mine = DECIDE_ENDING.rows(actor, Agreement.objects.all())
    rows = Ending.objects.filter(status=EndingState.ASKED, agreement__in=mine)
    found = list(rows.select_related("agreement__firm").order_by("asked_at", "pk"))
    due = deadlines_on("agreements.ending", [row.pk for row in found])
    return [
        Waiting(
            what=_("Decide on the ending: %(kind)s") % {"kind": row.get_kind_display()},
            verb=_("Decide"),
            url=reverse("agreements:ending", args=[row.pk]),
            due_at=next((each.due_at for each in due.get(row.pk, [])), None),
            firm=row.agreement.firm.name,
            waits=row.agreement.firm.name,
            stage=STAGE,
        )
        for row in found
    ]


def course_story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """Starts, changes and endings of a firm or supplier, as far as the actor may see them; three queries."""
    mine = Q(agreement__firm_id=firm_id) | Q(agreement__supplier_id=firm_id)
    lines: list[StoryLine] = []
    for start in VIEW_COURSE.rows(actor, StartNotice.objects.filter(mine, accepted_at__isnull=False)):
        url = reverse("agreements:start", args=[start.agreement_id])
        lines.append(
            StoryLine(start.accepted_at or start.agreement.created_at, STAGE, _("Start accepted"), "", "", url)
        )
    for row in VIEW_COURSE.rows(actor, Change.objects.filter(mine, submitted_at__isnull=False)):
        words = {"n": row.number, "kind": row.get_kind_display(), "state": row.get_status_display()}
        title = _("Change %(n)d (%(kind)s): %(state)s") % words
        at = row.decided_at or row.submitted_at or row.created_at
        lines.append(StoryLine(at, STAGE, title, "", row.reason, reverse("agreements:change", args=[row.pk])))
    for end in VIEW_COURSE.rows(actor, Ending.objects.filter(mine)):
        title = f"{end.get_kind_display()}: {end.get_status_display()}"
        at = end.decided_at or end.asked_at
        lines.append(StoryLine(at, STAGE, title, "", end.cause, reverse("agreements:ending", args=[end.pk])))
    return lines
