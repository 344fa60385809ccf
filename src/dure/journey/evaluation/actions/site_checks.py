"""The site check (현장실사): planned, typed on a phone, written up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.deadlines import meet_deadline, set_deadline
from dure.journey.evaluation.access import RUN_EXTRA, WRITE_SITE_CHECK
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import SiteCheck, SiteCheckDraft

if TYPE_CHECKING:
    from dure.journey.applications.models import Application

SITE_CHECK_DUE = "site_check"


@dataclass(frozen=True)
class Findings:
    """What was seen: plant running, plan matching the site, equipment sound; and what the firm needs."""

    plant_operating: bool
    plan_matches_site: bool
    equipment_sound: bool
    needs: str = ""
    remarks: str = ""


class StaleSiteCheck(ActionRefused):
    """Someone else wrote the check in between; what was typed is kept as a draft."""


def plan_site_check(
    *, application: Application, planned_at: datetime, by: Actor, at: datetime, lead_id: int | None = None
) -> SiteCheck:
    """Set or move the day of the site check and who leads it."""
    RUN_EXTRA.demand(by, application)
    if application.status not in SCORED:
        raise ActionRefused(_("Only firms found eligible are visited for a site check."))
    programme = application.programme
    with act("evaluation.plan_site_check", chain=programme.chain, by=by, at=at) as this:
        row = SiteCheck.objects.select_for_update().filter(application=application).first()
        row = row or SiteCheck(application=application)
        if row.held_at is not None:
            raise ActionRefused(_("This firm has been visited already; its site check is written up."))
        row.planned_at, row.lead_id = planned_at, lead_id
        row.save()
        this.about(row)
        if planned_at > at:
            set_deadline(row, SITE_CHECK_DUE, due_at=planned_at, at=at, programme_id=programme.pk, person_id=lead_id)
    return row


def write_site_check(
    *,
    application: Application,
    findings: Findings,
    by: Actor,
    at: datetime,
    held_at: datetime | None = None,
    revision: int | None = None,
) -> SiteCheck:
    """Write up what was seen on site. Writing again corrects it; ``revision`` is the one that was read."""
    programme = application.programme
    with act("evaluation.write_site_check", chain=programme.chain, by=by, at=at) as this:
        row, _created = SiteCheck.objects.select_for_update().get_or_create(application=application)
        WRITE_SITE_CHECK.demand(by, row)
        if revision is not None and row.revision != revision:
            raise StaleSiteCheck(_("Someone else has written this site check in the meantime. Compare before saving."))
        for name in ("plant_operating", "plan_matches_site", "equipment_sound", "needs", "remarks"):
            setattr(row, name, getattr(findings, name))
        row.held_at = held_at or row.held_at or at
        row.revision, row.written_by_id = row.revision + 1, by.person_id
        row.lead_id = row.lead_id or by.person_id
        row.save()
        this.about(row)
        meet_deadline(row, SITE_CHECK_DUE, at=at)
        SiteCheckDraft.objects.filter(application=application).delete()
    return row


def keep_site_check_draft(
    *, application: Application, answers: dict[str, Any], by: Actor, at: datetime
) -> SiteCheckDraft:
    """Keep what is being typed on site. It is scratch: the write-up alone counts."""
    with transaction.atomic():
        row, _created = SiteCheck.objects.get_or_create(application=application)
        WRITE_SITE_CHECK.demand(by, row)
        draft, _new = SiteCheckDraft.objects.update_or_create(
            application=application, defaults={"answers": answers, "saved_at": at, "saved_by_id": by.person_id}
        )
    return draft
