"""Which pictures there are: who looks at which address, on what width. Read from the demo before a browser opens."""

from dataclasses import dataclass

from django.urls import reverse

from dure.foundation.access.actor import Role
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import actor_from, person_by_email
from dure.journey.agreements.models import Agreement
from dure.journey.applications import queries as applications
from dure.journey.applications.queries import ApplicationFacts
from dure.journey.builds.models import Build
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import Programme

DESK, PHONE = (1440, 900), (390, 844)
COUNTY = "52720"
OPERATOR, OFFICIAL = "operator1@example.org", f"city{COUNTY}@example.org"
# A firm of that county which stands high and was not selected: the county's money was spent.
OWNER = "firm021@example.org"
# A firm that was selected and has come as far as its money.
SELECTED = "firm120@example.org"


@dataclass(frozen=True)
class Shot:
    """``email`` is that of a card on the demo's page of roles; empty for the public."""

    name: str
    address: str
    size: tuple[int, int]
    email: str = ""


def shots() -> list[Shot]:
    """All pictures."""
    programme = _programme()
    firm = _firm(programme)
    return [
        Shot("home", reverse("portal:home"), DESK, OPERATOR),
        Shot("pipeline", f"{reverse('portal:pipeline')}?stage=builds", DESK, OPERATOR),
        Shot("selection-desk", f"{reverse('selection:desk')}?firm={firm.number}", DESK, OPERATOR),
        Shot("city", reverse("portal:city", args=[COUNTY]), DESK, OFFICIAL),
        Shot("agreement", reverse("agreements:agreement", args=[_settled().pk]), DESK, OPERATOR),
        Shot("build", reverse("builds:build", args=[_under_way().pk]), DESK, OPERATOR),
        Shot("budget", reverse("budgets:overview"), DESK, OPERATOR),
        Shot("result-phone", reverse("selection:result", args=[firm.id]), PHONE, OWNER),
        Shot("story-phone", reverse("portal:firm", args=[_own_firm(SELECTED)]), PHONE, SELECTED),
        Shot("agreement-phone", reverse("agreements:mine"), PHONE, SELECTED),
    ]


def _programme() -> Programme:
    programme = programmes.current_programme(actor_from(_person(OPERATOR)))
    if programme is None:
        raise LookupError("no programme is running: build the demo first")
    return programme


def _firm(programme: Programme) -> ApplicationFacts:
    """The owner's application in the running programme."""
    own = _own_firm(OWNER)
    return next(row for row in applications.applications_of(programme.pk) if row.firm_id == own)


def _own_firm(email: str) -> int:
    return min(actor_from(_person(email)).organisations(Role.FIRM))


def _settled() -> Agreement:
    """The first agreement that has gone all the way."""
    return Agreement.objects.filter(status="settled").order_by("number")[0]


def _under_way() -> Build:
    """A build whose last milestone is near."""
    return Build.objects.filter(agreement__status="started", milestones__status="ahead").order_by("agreement__number")[
        0
    ]


def _person(email: str) -> Person:
    person = person_by_email(email)
    if person is None:
        raise LookupError(f"{email} is not in this demo")
    return person
