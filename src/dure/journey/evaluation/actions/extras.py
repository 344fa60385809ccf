"""Bonus and penalty points (우대가점·감점): granted or refused by staff, each with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.evaluation.access import RUN_EXTRA
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import ExtraScore
from dure.journey.evaluation.steps import terms_for
from dure.journey.programmes.terms import ExtraPoints, Terms

if TYPE_CHECKING:
    from dure.journey.applications.models import Application


def grant_extra(
    *, application: Application, code: str, granted: bool, by: Actor, at: datetime, reason: str = ""
) -> ExtraScore:
    """Grant or refuse a bonus or penalty of the notice. A penalty, and a bonus refused, need a reason."""
    RUN_EXTRA.demand(by, application)
    found = extra_of(terms_for(application.programme_id), code)
    if found is None:
        raise ActionRefused(_("The notice has no bonus or penalty of this code."))
    extra, is_penalty = found
    if application.status not in SCORED:
        raise ActionRefused(_("Bonus and penalty points are decided for eligible firms, before the list is decided."))
    if granted == is_penalty and not reason.strip():
        raise ActionRefused(_("Write the reason: what happened for a penalty, what the proof lacks for a bonus."))
    programme = application.programme
    with act("evaluation.grant_extra", chain=programme.chain, by=by, at=at, reason=reason) as this:
        row, _created = ExtraScore.objects.update_or_create(
            application=application,
            code=code,
            defaults={
                "is_penalty": is_penalty,
                "granted": granted,
                "points": extra.points,
                "reason": reason.strip(),
                "decided_at": at,
                "decided_by_id": by.person_id,
            },
        )
        this.about(row)
    return row


def extra_of(terms: Terms, code: str) -> tuple[ExtraPoints, bool] | None:
    """The bonus (False) or penalty (True) of a code."""
    for extra in terms.scoring.bonuses:
        if extra.code == code:
            return extra, False
    for extra in terms.scoring.penalties:
        if extra.code == code:
            return extra, True
    return None
