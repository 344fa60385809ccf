"""What the firm does about deviations, instruments and its daily records."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Ccp
from dure.floor.events.queries import volume
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of
from dure.floor.quality.access import HANDLE_DEVIATION
from dure.floor.quality.models import AlarmPlan, Calibration, DayReview, Deviation, ReviewPart
from dure.floor.quality.queries.points import newest_review, reviews_of
from dure.floor.quality.records import DayRecords, day_records
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.workflow.gate import move
from dure.foundation.workflow.periods import months_after


def correct(*, deviation: Deviation, cause: str, correction: str, by: Actor, at: datetime) -> Deviation:
    """Record why it happened and what was done; the product stays held until somebody approves that."""
    HANDLE_DEVIATION.demand(by, deviation)
    cause = demand_text(cause, _("Say in a sentence why it happened."))
    correction = demand_text(correction, _("Say in a sentence what was done about it."))
    with act("quality.correct", chain=INSTALLATION_CHAIN, by=by, at=at, subject=deviation, reason=correction):
        row = Deviation.objects.select_for_update().get(pk=deviation.pk)
        row.cause, row.correction, row.corrected_by, row.corrected_at = cause, correction, by.name, at
        move(row, "correct", by=by, at=at, reason=correction)
        row.save(update_fields=["cause", "correction", "corrected_by", "corrected_at"])
    return row


def release(*, deviation: Deviation, decision: str, by: Actor, at: datetime) -> Deviation:
    """Approve what was done: the product may go on."""
    return _decide(deviation, "release", decision, _("Say why the product is safe."), by=by, at=at)


def discard(*, deviation: Deviation, decision: str, by: Actor, at: datetime) -> Deviation:
    """The held product is thrown away."""
    return _decide(deviation, "discard", decision, _("Say how much was thrown away, and how."), by=by, at=at)


def send_back(*, deviation: Deviation, decision: str, by: Actor, at: datetime) -> Deviation:
    """What was done is not enough; the product stays held."""
    HANDLE_DEVIATION.demand(by, deviation)
    reason = demand_text(decision, _("Say what is missing."))
    with act("quality.send_back", chain=INSTALLATION_CHAIN, by=by, at=at, subject=deviation, reason=reason):
        row = Deviation.objects.select_for_update().get(pk=deviation.pk)
        move(row, "return", by=by, at=at, reason=reason)
    return row


def calibrate(
    *, site: Site, ccp: str, instrument: str, done_on: date, passed: bool, note: str, by: Actor, at: datetime
) -> Calibration:
    """Record that an instrument was compared with a standard; valid for as long as the plant says."""
    CHANGE_SITE.demand(by, site)
    point = _point(site, ccp)
    if done_on > timezone.localdate(at):
        raise ActionRefused(_("This day is still to come."))
    with act("quality.calibrate", chain=INSTALLATION_CHAIN, by=by, at=at, subject=site) as this:
        row = Calibration.objects.create(
            site=site,
            ccp=point.id,
            instrument=demand_text(instrument, _("Name the instrument.")),
            done_on=done_on,
            valid_until=months_after(done_on, point.calibration_months),
            passed=passed,
            note=note.strip(),
            done_by=by.name,
        )
        this.evidence(row)
    return row


def review(*, site: Site, ccp: str, day: date, part: ReviewPart, note: str, by: Actor, at: datetime) -> DayReview:
    """Check or approve a day's records as they stand now; a later change of one shows beside the name."""
    CHANGE_SITE.demand(by, site)
    point = _point(site, ccp)
    found = day_records(site.code, plant_of(site.code), point, day, at)
    if not found.records:
        raise ActionRefused(_("There is no record of this day to answer for."))
    if part == ReviewPart.APPROVED:
        _demand_checked(site, point, found)
    with act("quality.review", chain=INSTALLATION_CHAIN, by=by, at=at, subject=site) as this:
        row = DayReview.objects.create(
            site=site,
            ccp=point.id,
            day=day,
            part=part,
            reviewed_by=by.name,
            reviewed_at=at,
            note=note.strip(),
            records=len(found.records),
            digest=found.digest,
            chain=volume(site.code).head,
        )
        this.evidence(row)
    return row


def plan_alarms(*, site: Site, repeat_min: int, lines: dict[str, str], by: Actor, at: datetime) -> AlarmPlan:
    """Set whom a check outside its limits is told to, and after how long again."""
    CHANGE_SITE.demand(by, site)
    with act("quality.plan_alarms", chain=INSTALLATION_CHAIN, by=by, at=at, subject=site) as this:
        row, _made = AlarmPlan.objects.update_or_create(site=site, defaults={"repeat_min": repeat_min, "lines": lines})
        this.evidence(row)
    return row


def _demand_checked(site: Site, point: Ccp, found: DayRecords) -> None:
    checked = newest_review(reviews_of(site, point.id, found.day), ReviewPart.CHECKED)
    if checked is None:
        raise ActionRefused(_("The records are not checked yet. Check them first, then approve them."))
    if checked.digest != found.digest:
        raise ActionRefused(_("Records changed after they were checked. Check them again, then approve them."))


def _decide(deviation: Deviation, step: str, decision: str, sentence: str, *, by: Actor, at: datetime) -> Deviation:
    HANDLE_DEVIATION.demand(by, deviation)
    decision = demand_text(decision, sentence)
    with act(f"quality.{step}", chain=INSTALLATION_CHAIN, by=by, at=at, subject=deviation, reason=decision):
        row = Deviation.objects.select_for_update().get(pk=deviation.pk)
        row.decision, row.decided_by, row.decided_at = decision, by.name, at
        move(row, step, by=by, at=at, reason=decision)
        row.save(update_fields=["decision", "decided_by", "decided_at"])
    return row


def _point(site: Site, ccp: str) -> Ccp:
    found = plant_of(site.code).ccps.get(ccp)
    if found is None:
        raise ActionRefused(_("The plant has no such critical control point."))
    return found
