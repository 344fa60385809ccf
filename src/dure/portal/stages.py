"""The stages of the year in order, each seen through the questions that every stage answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.floor.boards.queries.story import story as floor_story
from dure.floor.quality import queries as quality
from dure.foundation.access.actor import Actor
from dure.foundation.messages import queries as messages
from dure.foundation.signing import queries as signing
from dure.foundation.workflow.standings import Part, Tally
from dure.foundation.workflow.values import FirmStanding, StageStanding, StoryLine, Waiting
from dure.journey.agreements import queries as agreements
from dure.journey.applications import queries as applications
from dure.journey.assets import queries as assets
from dure.journey.budgets import queries as budgets
from dure.journey.builds import queries as builds
from dure.journey.evaluation import queries as evaluation
from dure.journey.money import queries as money
from dure.journey.programmes import queries as programmes
from dure.journey.prospects import queries as prospects
from dure.journey.selection import queries as selection


@dataclass(frozen=True)
class Stage:
    """A stage: its code, its name, and its answers to what waits, what happened and where firms stand."""

    code: str
    label: str | Promise
    waiting: Callable[[Actor, datetime], list[Waiting]]
    story: Callable[[int, Actor], list[StoryLine]]
    standing: Callable[[int], StageStanding]
    firm_standings: Callable[[int, Actor, Part], list[FirmStanding]]
    tallies: Callable[[int, Actor], list[Tally]]


STAGES = (
    Stage(
        "prospects",
        _("Interest"),
        prospects.waiting,
        prospects.story,
        prospects.standing,
        prospects.firm_standings,
        prospects.tallies,
    ),
    Stage(
        "applications",
        _("Application"),
        applications.waiting,
        applications.story,
        applications.standing,
        applications.firm_standings,
        applications.tallies,
    ),
    Stage(
        "evaluation",
        _("Evaluation"),
        evaluation.waiting,
        evaluation.story,
        evaluation.standing,
        evaluation.firm_standings,
        evaluation.tallies,
    ),
    Stage(
        "selection",
        _("Selection"),
        selection.waiting,
        selection.story,
        selection.standing,
        selection.firm_standings,
        selection.tallies,
    ),
    Stage(
        "agreements",
        _("Agreements"),
        agreements.waiting,
        agreements.story,
        agreements.standing,
        agreements.firm_standings,
        agreements.tallies,
    ),
    Stage(
        "builds",
        _("Build"),
        builds.waiting,
        builds.story,
        builds.standing,
        builds.firm_standings,
        builds.tallies,
    ),
    Stage(
        "assets",
        _("Assets"),
        assets.waiting,
        assets.story,
        assets.standing,
        assets.firm_standings,
        assets.tallies,
    ),
    Stage(
        "money",
        _("Payment"),
        money.waiting,
        money.story,
        money.standing,
        money.firm_standings,
        money.tallies,
    ),
)


@dataclass(frozen=True)
class Teller:
    """What tells of a firm's story: a stage, or the budget or the shop floor, in which no firm stands."""

    code: str
    label: str | Promise
    story: Callable[[int, Actor], list[StoryLine]]


TELLERS = (
    *(Teller(stage.code, stage.label, stage.story) for stage in STAGES[:4]),
    Teller("budgets", _("Budget"), budgets.story),
    *(Teller(stage.code, stage.label, stage.story) for stage in STAGES[4:]),
    Teller("floor", _("Shop floor"), floor_story),
)


def everything_waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """All that is the actor's to do, whatever the stage: the most pressing first, the undated last."""
    found = [item for stage in STAGES for item in stage.waiting(actor, at)]
    found += programmes.waiting(actor, at) + budgets.waiting(actor, at) + messages.waiting(actor, at)
    found += signing.waiting(actor, at) + quality.waiting(actor, at)
    return sorted(found, key=lambda item: (item.due_at is None, item.due_at or at, item.what))
