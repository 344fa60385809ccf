"""What the tellers of the demo year share: who acts, and how far each firm has come."""

from dataclasses import dataclass, field
from random import Random

from dure.demo.cast import CastFirm
from dure.demo.progress import Progress
from dure.foundation.access.actor import Actor
from dure.foundation.parties.models import Establishment, Organisation, Person
from dure.journey.applications.models import Application
from dure.journey.evaluation.models import Assessor
from dure.journey.programmes.models import Programme
from dure.journey.prospects.models import Interest

SEED = 20240603


@dataclass(frozen=True)
class Player:
    """A person of the demo with the actor they are."""

    person: Person
    actor: Actor
    organisation: Organisation


@dataclass
class FirmInYear:
    """A firm as the year goes on."""

    cast: CastFirm
    interest: Interest | None = None
    owner: Player | None = None
    site: Establishment | None = None
    application: Application | None = None
    # The mean of its site-check sheets, before weighting.
    site_mean: float = 0.0

    @property
    def actor(self) -> Actor:
        """The owner as actor; the firm has signed up by then."""
        if self.owner is None:
            raise LookupError(f"{self.cast.name} has not signed up yet")
        return self.owner.actor

    @property
    def applied(self) -> Application:
        """The application; the firm has begun one by then."""
        if self.application is None:
            raise LookupError(f"{self.cast.name} has no application yet")
        return self.application


@dataclass
class Year:
    """The whole demo under construction."""

    progress: Progress
    firms: list[FirmInYear] = field(default_factory=list)
    operators: list[Player] = field(default_factory=list)
    approver: Player | None = None
    committee: list[Player] = field(default_factory=list)
    forum: list[Player] = field(default_factory=list)
    mentors: list[Player] = field(default_factory=list)
    experts: list[Player] = field(default_factory=list)
    # The offices that read: "province", "council", "auditor", "partner", and each city by its code.
    offices: dict[str, Player] = field(default_factory=dict)
    suppliers: dict[str, Player] = field(default_factory=dict)
    pool: list[Assessor] = field(default_factory=list)
    main: Programme | None = None

    @property
    def programme(self) -> Programme:
        """The programme of 2024; announced by then."""
        if self.main is None:
            raise LookupError("the programme has not been announced yet")
        return self.main

    @property
    def operator(self) -> Actor:
        """The member of staff who does the daily work."""
        return self.operators[0].actor

    @property
    def second_operator(self) -> Actor:
        """The colleague."""
        return self.operators[1].actor

    @property
    def approving(self) -> Actor:
        """The one who approves for the operator."""
        if self.approver is None:
            raise LookupError("nobody approves yet")
        return self.approver.actor

    @property
    def applicants(self) -> list[FirmInYear]:
        """The firms that hand in an application."""
        return [each for each in self.firms if each.cast.applies]


def chance(*words: object) -> Random:
    """A source of chance that depends on nothing but its words: the same demo each time."""
    return Random("|".join(str(word) for word in (SEED, *words)))
