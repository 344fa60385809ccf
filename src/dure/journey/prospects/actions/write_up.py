"""Writing up a visit on the spot."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.prospects.access import WRITE_UP
from dure.journey.prospects.models import Interest, Readiness, Visit, VisitDraft
from dure.journey.prospects.states import InterestState, VisitState
from dure.journey.prospects.values import VisitReport


def write_up_visit(*, visit: Visit, report: VisitReport, held_at: datetime, by: Actor, at: datetime) -> Visit:
    """Keep what was found; the firm counts as visited. A held visit may be written again by the same people."""
    WRITE_UP.demand(by, visit)
    if report.readiness not in Readiness.values:
        raise ActionRefused(_("Say how ready the firm is: one of the three answers."))
    if held_at > at:
        raise ActionRefused(_("The visit lies in the future. Enter the time at which you were there."))
    programme = visit.interest.programme
    with act("prospects.write_up_visit", chain=programme.chain, by=by, at=at, subject=visit):
        row = Visit.objects.select_for_update().get(pk=visit.pk)
        _fill(row, report, held_at)
        row.save()
        if row.status != VisitState.HELD:
            move(row, "hold", by=by, at=at)
        interest = Interest.objects.select_for_update().get(pk=visit.interest_id)
        if interest.status == InterestState.VISIT_PLANNED:
            move(interest, "visit", by=by, at=at)
        VisitDraft.objects.filter(visit=row).delete()
    return row


def _fill(row: Visit, report: VisitReport, held_at: datetime) -> None:
    row.held_at, row.readiness = held_at, report.readiness
    row.owner_committed, row.ict_in_use = report.owner_committed, report.ict_in_use
    row.needs, row.note, row.advice = report.needs.strip(), report.note.strip(), report.advice.strip()


def save_visit_draft(*, visit: Visit, texts: dict[str, str], by: Actor, at: datetime) -> None:
    """Keep what is being typed, so that nothing is lost on the way; no entry in the ledger."""
    WRITE_UP.demand(by, visit)
    VisitDraft.objects.update_or_create(visit=visit, defaults={"texts": texts, "saved_at": at})
