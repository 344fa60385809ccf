"""The end of a build: accepted by the firm (검수), people trained, levels confirmed, completed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import act
from dure.journey.agreements import actions as agreements
from dure.journey.builds.access import ACCEPT_BUILD, LEAD_BUILD, SPEAK_FOR_FIRM, WORK_ON_BUILD
from dure.journey.builds.actions.beginning import lift_all
from dure.journey.builds.actions.frame import chain, demand_past, locked, under_way
from dure.journey.builds.deadlines import later
from dure.journey.builds.missing import missing_for_completion
from dure.journey.builds.models import Build, LevelConfirmation, LevelMoment, LevelScale, UserTraining
from dure.journey.builds.rules import rules_of
from dure.journey.builds.states import DeliverableState

LEVELS: Final = {
    LevelScale.SYSTEM: ("none", "basic", "intermediate1", "intermediate2", "advanced"),
    LevelScale.COMPANY: ("L1", "L2", "L3", "L4", "L5"),
}


def accept_build(*, build: Build, on: date, by: Actor, at: datetime, note: str = "") -> Build:
    """The firm has tried its system and takes it; the warranty runs from that day. It is accepted once."""
    ACCEPT_BUILD.demand(by, build)
    with act("builds.accept_build", chain=chain(build), by=by, at=at, subject=build) as this:
        build = under_way(build.pk)
        if build.accepted_on is not None:
            raise ActionRefused(_("The system was accepted already, on %(day)s.") % {"day": day(build.accepted_on)})
        demand_past(on, at, build)
        due = [row.name for row in build.deliverables.filter(status=DeliverableState.DUE)]
        if due:
            raise ActionRefused(
                _("Not handed in yet: %(names)s. Accept once everything has come.") % {"names": ", ".join(due)}
            )
        months = rules_of(build.agreement.programme_id).warranty_months
        build.accepted_on, build.accepted_by_id = on, by.person_id
        build.warranty_until, build.acceptance_note = later(on, months=months), note
        build.save(update_fields=["accepted_on", "accepted_by", "warranty_until", "acceptance_note"])
        this.evidence(build)
    return build


@dataclass(frozen=True)
class Training:
    """A training of the firm's people on the new system."""

    held_on: date
    hours: Decimal
    people: int
    subject: str


def hold_training(*, build: Build, training: Training, by: Actor, at: datetime) -> UserTraining:
    """Record a training that was held; the same one entered twice is one."""
    WORK_ON_BUILD.demand(by, build)
    with act("builds.hold_training", chain=chain(build), by=by, at=at) as this:
        build = under_way(build.pk)
        demand_past(training.held_on, at, build)
        if training.hours <= 0 or training.people < 1:
            raise ActionRefused(_("Enter how many hours the training took and how many people took part."))
        row, _made = UserTraining.objects.get_or_create(
            build=build, held_on=training.held_on, subject=training.subject,
            defaults={"hours": training.hours, "people": training.people},
        )  # fmt: skip
        this.about(row)
    return row


@dataclass(frozen=True)
class Level:
    """A level on one of the two scales, before or after the build. A number means that there is a certificate."""

    moment: str
    scale: str
    level: str
    confirmed_on: date
    confirmed_by: str
    certificate_no: str = ""


def confirm_level(*, build: Build, level: Level, by: Actor, at: datetime) -> LevelConfirmation:
    """Record a level; a later confirmation of the same stands beside the earlier one and counts instead."""
    LEAD_BUILD.demand(by, build)
    with act("builds.confirm_level", chain=chain(build), by=by, at=at) as this:
        build = locked(build.pk)
        moment, scale = LevelMoment(level.moment), LevelScale(level.scale)
        if level.level not in LEVELS[scale]:
            words = {"scale": scale.label, "names": ", ".join(LEVELS[scale])}
            raise ActionRefused(_("“%(scale)s” is one of: %(names)s.") % words)
        demand_past(level.confirmed_on, at, build if moment == LevelMoment.AFTER else None)
        years = rules_of(build.agreement.programme_id).certificate_years
        row = LevelConfirmation.objects.create(
            build=build, moment=moment, scale=scale, level=level.level, confirmed_on=level.confirmed_on,
            confirmed_by=level.confirmed_by, certificate_no=level.certificate_no,
            valid_until=later(level.confirmed_on, months=12 * years) if level.certificate_no and years else None,
        )  # fmt: skip
        this.about(row)
    return row


def complete_build(*, build: Build, on: date, by: Actor, at: datetime) -> Build:
    """The build is finished, and with it the agreement's work; refuses with what is still missing."""
    LEAD_BUILD.demand(by, build)
    with act("builds.complete_build", chain=chain(build), by=by, at=at, subject=build) as this:
        build = under_way(build.pk)
        demand_past(on, at, build)
        missing = missing_for_completion(build)
        if missing:
            raise ActionRefused(_("Not complete yet. Missing: %(what)s.") % {"what": "; ".join(missing)})
        if build.accepted_on is not None and on < build.accepted_on:
            raise ActionRefused(_("A build is completed on the day of its acceptance at the earliest."))
        build.completed_on = on
        build.save(update_fields=["completed_on"])
        this.evidence(build)
        lift_all(build, at=at)
        agreements.record_completed(agreement=build.agreement, by=by, at=at)
    return build


def record_in_use(*, build: Build, in_use: bool, on: date, by: Actor, at: datetime) -> Build:
    """Whether the firm still uses the system on a day; only after its completion."""
    SPEAK_FOR_FIRM.demand(by, build)
    with act("builds.record_in_use", chain=chain(build), by=by, at=at, subject=build) as this:
        build = locked(build.pk)
        if build.completed_on is None:
            raise ActionRefused(_("Whether the system is still in use is asked once the build is completed."))
        demand_past(on, at, build)
        build.in_use, build.in_use_on = in_use, on
        build.save(update_fields=["in_use", "in_use_on"])
        this.evidence(build)
    return build
