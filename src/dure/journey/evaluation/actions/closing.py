"""Settling the official scores: computed from the signed sheets by the notice's terms, and stored with their parts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.applications.actions import record_evaluation
from dure.journey.evaluation.access import RUN_PROGRAMME
from dure.journey.evaluation.actions.phases import named
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import OfficialScore, Panel
from dure.journey.evaluation.queries.official import is_due
from dure.journey.evaluation.settlement import settle, undecided_bonuses, without_enough_sheets
from dure.journey.evaluation.states import PhaseState
from dure.journey.evaluation.steps import notice_id_of

if TYPE_CHECKING:
    from dure.journey.applications.models import Application
    from dure.journey.programmes.models import Programme


def close_evaluation(*, programme: Programme, by: Actor, at: datetime) -> list[OfficialScore]:
    """Compute and store the official score of every firm that was scored, and pass the result to its application.

    May be run again after a step was reopened, until the list is decided. Gives the scores by application number.
    """
    RUN_PROGRAMME.demand(by, programme)
    _demand_ready(programme)
    applications = _applications(programme)
    ids = [row.pk for row in applications]
    short = without_enough_sheets(programme.pk, ids)
    if short:
        words = _("These firms have too few signed sheets in a step: %(names)s. Reopen the step and have them scored.")
        raise ActionRefused(words % {"names": named(short)})
    settled = settle(programme.pk, ids)
    notice_id = notice_id_of(programme.pk)
    with act("evaluation.close_evaluation", chain=programme.chain, by=by, at=at) as this:
        rows = []
        for application in applications:
            result = settled[application.pk]
            row, _created = OfficialScore.objects.update_or_create(
                application=application,
                defaults={
                    "notice_id": notice_id,
                    "total": result.total,
                    "passed_minimum": result.passed,
                    "parts": result.parts,
                    "closed_at": at,
                },
            )
            rows.append(row)
            if application.status in SCORED:
                record_evaluation(application=application, passed=result.passed, by=by, at=at)
        this.evidence(*rows)
        this.detail["firms"] = len(rows)
    return rows


def _applications(programme: Programme) -> list[Application]:
    """Those taking part now, and those scored in an earlier close who have left since: the figures stay comparable."""
    taking_part = Q(application__status__in=SCORED) | Q(application__official_score__isnull=False)
    panels = Panel.objects.filter(taking_part, phase__programme=programme)
    by_id = {
        panel.application_id: panel.application for panel in panels.select_related("application__programme__operator")
    }
    return sorted(by_id.values(), key=lambda row: (row.number, row.pk))


def _demand_ready(programme: Programme) -> None:
    if not is_due(programme.pk):
        open_steps = programme.phases.exclude(status=PhaseState.CLOSED)  # type: ignore[attr-defined]
        names = [str(each.get_step_display()) for each in open_steps]
        raise ActionRefused(
            _("Close every step of the notice first: %(names)s.") % {"names": ", ".join(names)}
            if names
            else _("Not every step of the notice has been held yet.")
        )
    open_claims = undecided_bonuses(programme.pk)
    if open_claims:
        raise ActionRefused(
            _("Bonus points claimed by these firms are not decided yet: %(names)s.") % {"names": named(open_claims)}
        )
