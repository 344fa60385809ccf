"""Chasing late assessors: one message each, naming how many sheets and by when."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import moment
from dure.foundation.ledger.act import act
from dure.foundation.messages.actions import send
from dure.journey.evaluation.access import RUN_PHASE
from dure.journey.evaluation.models import Phase, ScoreSheet
from dure.journey.evaluation.queries.desk import late_sheets
from dure.journey.evaluation.words import step_label


def remind_late(*, phase: Phase, by: Actor, at: datetime) -> int:
    """Remind every assessor whose sheets are late; each is told once a day. Gives how many were told."""
    RUN_PHASE.demand(by, phase)
    by_assessor: dict[int, list[ScoreSheet]] = {}
    for sheet in late_sheets(phase, at):
        by_assessor.setdefault(sheet.assignment.assessor_id, []).append(sheet)
    if not by_assessor:
        raise ActionRefused(_("No sheet of this step is late."))
    with act("evaluation.remind", chain=phase.programme.chain, by=by, at=at, subject=phase) as this:
        told = sum(_tell(phase, sheets, by, at) for sheets in by_assessor.values())
        this.detail["assessors"] = told
    return told


def _tell(phase: Phase, sheets: list[ScoreSheet], by: Actor, at: datetime) -> int:
    person = sheets[0].assignment.assessor.person
    with translation.override(person.language):
        count = len(sheets)
        subject = ngettext("%(step)s: %(n)d score sheet is late", "%(step)s: %(n)d score sheets are late", count) % {
            "step": step_label(phase.step),
            "n": count,
        }
        firms = "\n".join(f"- {sheet.assignment.application.firm.name}" for sheet in sheets)
        body = _("These score sheets were due by %(due)s. Please sign them, or tell the operator what is in the way.")
        told = send(
            to=person,
            subject=subject,
            body=f"{body % {'due': moment(sheets[0].assignment.due_at)}}\n\n{firms}",
            kind="evaluation",
            by=by,
            at=at,
            link=reverse("evaluation:queue"),
            dedupe_key=f"evaluation.late:{phase.pk}:{timezone.localdate(at):%Y%m%d}",
        )
    return len(told)
