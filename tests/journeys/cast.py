"""Those who lead one selected firm to its settlement, the money that waits for it, and the days on which they act."""

from dataclasses import dataclass, field
from datetime import datetime

from tests import world as w
from tests.journey.agreements import scene as agreements
from tests.journey.money.scene import granted_line
from tests.journey.money.settlement_scene import accountant
from tests.journeys.walk import Party, Walk

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.installation.actions import mark_demo
from dure.foundation.parties import actions as parties
from dure.foundation.parties.models import Person
from dure.journey.agreements.models import AgreedPlan, Agreement
from dure.journey.builds.models import Build

FIRM = "두레식품"
REVIEWED, SENT, SIGNED = w.moment(6, 3), w.moment(6, 5), w.moment(6, 14)
STARTED, PAID_IN, CLAIMED, PAID = w.moment(6, 24), w.moment(6, 26), w.moment(7, 1), w.moment(7, 5)
BUILT, SPENT, PAID_OUT = w.moment(12, 10), w.moment(12, 12), w.moment(12, 16)
SETTLED, RETURNED = w.moment(12, 18), w.moment(12, 27)
# Those without an authenticator app get their code by e-mail.
WITHOUT_APP = frozenset({"owner", "supplier"})
ON_PHONE = frozenset({"owner"})


@dataclass
class Cast:
    """Each person has one window, opened when they first act."""

    party: Party
    scene: agreements.Scene
    people: dict[str, Person]
    windows: dict[str, Walk] = field(default_factory=dict)

    def walk(self, who: str) -> Walk:
        """The window of a person."""
        if who not in self.windows:
            person = self.people[who]
            self.windows[who] = self.party.member(person, phone=who in ON_PHONE, app=who not in WITHOUT_APP)
        return self.windows[who]

    def part_of(self, person: Person) -> str:
        """The part that a person plays."""
        return next(name for name, each in self.people.items() if each == person)

    @property
    def agreement(self) -> Agreement:
        """The agreement as it is now."""
        return Agreement.objects.select_related("programme", "current").get(application=self.scene.application)

    @property
    def plan(self) -> AgreedPlan:
        """What was agreed, as it holds now."""
        found = self.agreement.current
        assert found is not None
        return found

    @property
    def build(self) -> Build:
        """The build that its start began."""
        return Build.objects.select_related("agreement__programme").get(agreement=self.agreement)


def gather(party: Party) -> Cast:
    """A firm of Jinan selected in May 2024; province and county have granted their money."""
    world = w.small_programme()
    county = w.organisation("진안군", "city", place=w.JINAN)
    for funder in (world.province.organisation, county):
        granted_line(world, funder, 50_000_000)
    scene = agreements.selected(FIRM, world=world)
    members = {
        "operator": world.operator,
        "approver": world.approver,
        "second": w.member("박둘째", Role.APPROVER, world.programme.operator),
        "owner": scene.firm.owner,
        "supplier": scene.supplier,
        "county": w.member("최진안", Role.CITY, county, place=w.JINAN),
        "accountant": accountant(),
    }
    people = {name: each.person for name, each in members.items()}
    for name in WITHOUT_APP:
        _reachable(people[name], f"{name}@example.org")
    return Cast(party, scene, people)


def _reachable(person: Person, email: str) -> None:
    parties.change_person(person=person, name=person.name, email=email, phone="", by=SYSTEM, at=w.START)


def day_of(moment: datetime) -> None:
    """From here the clock of the pages runs from that moment on."""
    mark_demo(name_ko="두레 시험", name_en="Dure test", today=moment)
