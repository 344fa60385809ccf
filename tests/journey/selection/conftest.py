"""A scored programme: six firms in two cities, four places, made with the rows that evaluation leaves."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from tests.world import JEONJU, JINAN, Firm, Member, World, firm, member, moment, small_programme, small_terms

from dure.foundation.access.actor import Role
from dure.journey.applications.models import Application
from dure.journey.evaluation.models import OfficialScore
from dure.journey.programmes.models import NoticeVersion
from dure.journey.programmes.terms import CityBudget, CityShare
from dure.journey.selection import actions
from dure.journey.selection.models import Publication, Scenario

AT = moment(5, 27)


@dataclass(frozen=True)
class Scored:
    """``firms`` by application number."""

    world: World
    firms: dict[str, Firm]
    committee: Member


def parts(total: str) -> dict:
    """What evaluation keeps beside a score, as far as the selection reads it."""
    return {
        "total": total,
        "minimum_total": None,
        "passed": True,
        "failed": [],
        "steps": [
            {
                "code": "presentation",
                "weight_pct": "100",
                "mean": total,
                "weighted": total,
                "minimum": None,
                "passed": True,
                "sheets": [{"assessor": 1, "total": total, "dropped": False}],
                "criteria": [],
            }
        ],
        "bonus": {"codes": [], "points": "0", "counted": "0"},
        "penalty": {"codes": [], "points": "0", "counted": "0"},
        "rank": 1,
        "peers": 1,
        "median": total,
    }


def score(application: Application, total: str) -> None:
    OfficialScore.objects.create(
        application=application,
        notice=NoticeVersion.objects.get(programme=application.programme),
        total=Decimal(total),
        passed_minimum=True,
        parts=parts(total),
        closed_at=AT,
    )


def applied(world: World, number: str, name: str, city: str, total: str, city_won: int = 10_000_000) -> Firm:
    row = firm(name, city=city)
    application = Application.objects.create(
        programme=world.programme,
        number=number,
        type_code="JS1",
        firm=row.organisation,
        site=row.site,
        city_id=city,
        status="evaluated",
        created_at=AT,
        submitted_at=AT,
        cost_won=40_000_000,
        province_won=20_000_000,
        city_won=city_won,
        firm_won=20_000_000 - city_won,
        first_ict=True,
    )
    score(application, total)
    return row


FIRMS = (
    ("JS1-2024-001", "갑식품", JEONJU, "90.00"),
    ("JS1-2024-002", "을정밀", JEONJU, "88.00"),
    ("JS1-2024-003", "병섬유", JEONJU, "86.50"),
    ("JS1-2024-004", "정고무", JINAN, "80.00"),
    ("JS1-2024-005", "무화학", JINAN, "75.25"),
    ("JS1-2024-006", "기금속", JINAN, "70.00"),
)


@pytest.fixture
def scored(db) -> Scored:
    """Three places, at most two of them in Jeonju: 003 has more points than 004 and is kept out by its city."""
    terms = small_terms()
    js1 = terms.types[0].model_copy(update={"places": 3})
    terms = terms.model_copy(
        update={
            "types": (js1, terms.types[1]),
            "city_places": (CityShare(city=JEONJU, type="JS1", places=2),),
            "city_budgets": (
                CityBudget(city=JEONJU, amount_won=90_000_000),
                CityBudget(city=JINAN, amount_won=90_000_000),
            ),
            "province_budget_won": None,
        }
    )
    world = small_programme(publish=False)
    notice = NoticeVersion.objects.get()
    notice.terms = terms.model_dump(mode="json")
    notice.status, notice.published_at = "published", moment(1, 2)
    notice.save()
    firms = {number: applied(world, number, name, city, total) for number, name, city, total in FIRMS}
    committee = member("심의위원", Role.COMMITTEE, world.operator.organisation)
    return Scored(world, firms, committee)


@pytest.fixture
def scenario(scored: Scored) -> Scenario:
    """A solved scenario on the notice's rule."""
    row = actions.make_scenario(programme=scored.world.programme, name="기본안", by=scored.world.operator.actor, at=AT)
    actions.run_scenario(scenario=row, by=scored.world.operator.actor, at=AT)
    return row


@pytest.fixture
def publication(scored: Scored, scenario: Scenario) -> Publication:
    """A list that the committee has approved and the operator has published."""
    row = actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)
    ids = list(row.decisions.values_list("pk", flat=True))
    actions.approve(publication=row, decision_ids=ids, by=scored.committee.actor, at=AT)
    return actions.publish(publication=row, by=scored.world.approver.actor, at=moment(5, 30))


def result_of(number: str) -> str:
    """The state of an application now."""
    return Application.objects.get(number=number).status
