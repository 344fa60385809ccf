"""A kimchi plant of a firm with a project in a programme, and the offices of that programme."""

from dataclasses import dataclass
from datetime import date

from tests import world as w
from tests.floor import scene
from tests.journey.agreements import scene as project

from dure.floor.plant import actions
from dure.floor.plant.models import Sharing
from dure.floor.plant.offices import Office, offices_of
from dure.floor.plant.terms import Grain, asked_terms
from dure.foundation.access.actor import Role
from dure.foundation.installation.actions import mark_demo
from dure.foundation.parties.models import OrganisationKind


@dataclass(frozen=True)
class Supported:
    """A firm's plant and the programme that supports it; `jinan` is the official of the project's own city."""

    world: w.World
    floor: scene.Floor
    jinan: w.Member

    @property
    def operator(self) -> w.Member:
        return self.world.operator

    def office(self, member: w.Member) -> Office:
        """An office as the firm finds it on its page."""
        return next(
            each for each in offices_of(self.floor.site.organisation_id) if each.organisation == member.organisation
        )

    def share(
        self, member: w.Member | None = None, *, figures: tuple[str, ...] = ("yield", "quality"),
        starts_on: date = scene.DAY, ends_on: date | None = None, grain: str = Grain.WEEK,
        machines: tuple[str, ...] = (), with_events: bool = False,
    ) -> Sharing:  # fmt: skip
        """Agreed on the evening of the day, with the operator unless said."""
        terms = asked_terms(figures, starts_on, ends_on, grain=grain, machines=machines, with_events=with_events)
        return actions.share(
            site=self.floor.site, office=self.office(member or self.operator), terms=terms, by=self.floor.owner,
            at=scene.EVENING,
        )  # fmt: skip


def supported(name: str = "진안김치", world: w.World | None = None) -> Supported:
    """A firm with an agreement and a plant with a day of records; give the test a home of its own (``floor_home``)."""
    here = project.selected(name, world=world)
    project.prepared_agreement(here)
    mark_demo(name_ko="시험", name_en="Test", today=scene.EVENING)
    employer = w.organisation("진안군", OrganisationKind.CITY, place=w.JINAN)
    jinan = w.member("강진안", Role.CITY, employer, place=w.JINAN)
    return Supported(here.world, scene.with_a_day(scene.kimchi(here.firm)), jinan)


def partner(world: w.World) -> w.Member:
    """A partner company that is no party of any memorandum yet."""
    return w.member("노파트너", Role.PARTNER, w.organisation("삼성전자", OrganisationKind.PARTNER))
