"""The people one may be in the demo, with what waits for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.demo.names import CITY_OFFICIALS
from dure.foundation.installation.queries import is_demo
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import actor_from, organisation, person_by_email
from dure.foundation.places.queries import cities
from dure.foundation.workflow.values import Waiting
from dure.portal.stages import everything_waiting

# Two lines of what waits are enough to choose by.
SHOWN = 2


@dataclass(frozen=True)
class Role:
    """One person to sign in as; ``finds`` says what there is to see for those for whom nothing waits."""

    email: str
    label: str | Promise
    finds: str | Promise = ""


@dataclass(frozen=True)
class Group:
    """Roles that stand together on the page."""

    title: str | Promise
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Card:
    """A role as the page shows it."""

    role: Role
    name: str
    organisation: str
    waiting: tuple[Waiting, ...]
    count: int

    @property
    def more(self) -> int:
        """How many things wait beside those shown."""
        return self.count - len(self.waiting)


PROVINCE, JINAN = "52000", "52720"

GROUPS = (
    Group(
        _("Operator"),
        (
            Role("operator1@example.org", _("Staff")),
            Role("approver@example.org", _("Approver")),
            Role("committee1@example.org", _("Deliberation committee")),
        ),
    ),
    Group(
        _("Firms"),
        (
            Role("firm120@example.org", _("Selected")),
            Role("firm021@example.org", _("Not selected: the county's money was spent")),
            Role("firm161@example.org", _("Not selected: has appealed")),
            Role("firm068@example.org", _("Below the minimum score")),
            Role("firm153@example.org", _("Gave the place up")),
            Role("firm102@example.org", _("Has something to supplement (pilot)")),
        ),
    ),
    Group(
        _("Those who help and assess"),
        (
            Role("forum1@example.org", _("Forum officer")),
            Role("mentor1@example.org", _("Mentor")),
            Role("assessor4@example.org", _("Assessor")),
            Role("supplier12@example.org", _("Supplier")),
            Role("partner@example.org", _("Partner company")),
            Role("accountant1@example.org", _("Outside accountant")),
        ),
    ),
    Group(
        _("Offices that read"),
        (
            Role("province@example.org", _("Province")),
            Role(f"city{JINAN}@example.org", _("Jinan-gun")),
            Role("council@example.org", _("Provincial council")),
            Role("auditor@example.org", _("Auditor")),
        ),
    ),
)


def cards(at: datetime) -> Iterator[tuple[Group, list[Card]]]:
    """Each group with the cards of its people."""
    for group in GROUPS:
        yield group, [card for role in group.roles if (card := _card(role, at)) is not None]


def other_cities() -> list[tuple[str, str]]:
    """The officials of the other cities and counties: e-mail address, and the name of the place."""
    names = {place.code: place.name for place in cities(PROVINCE)}
    return [(city_email(code), names[code]) for code in CITY_OFFICIALS if code != JINAN and code in names]


def city_email(code: str) -> str:
    """The address of a city's official."""
    return f"city{code}@example.org"


def person_of(email: str) -> Person | None:
    """The person behind a card, in a demo only; None for everyone else."""
    known = {role.email for group in GROUPS for role in group.roles} | {city_email(code) for code in CITY_OFFICIALS}
    return person_by_email(email) if is_demo() and email in known else None


def _card(role: Role, at: datetime) -> Card | None:
    person = person_of(role.email)
    if person is None:
        return None
    actor = actor_from(person)
    waiting = everything_waiting(actor, at)
    employer = organisation(min(actor.organisations())).name if actor.grants else ""
    return Card(role, person.name, employer, tuple(waiting[:SHOWN]), len(waiting))
