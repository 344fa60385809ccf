"""The programme of 2024 is announced."""

from dure.demo.clock import moment
from dure.demo.year import Year
from dure.foundation.places.models import Place
from dure.foundation.places.queries import place_by_code
from dure.journey.programmes.actions import create_programme, draft_notice, publish_notice
from dure.journey.programmes.templates_of_notices import terms_from
from dure.journey.programmes.terms import CityBudget, CityShare, Terms

SLUG = "jeonbuk-2024"
# Places by city or county (at most) and co-funding in millions of won: an example, made so that some limits bind.
_CITIES = {
    "52110": (7, 4, 300), "52130": (6, 3, 330), "52140": (6, 4, 195), "52180": (3, 2, 160), "52190": (3, 1, 105),
    "52210": (4, 2, 150), "52710": (4, 2, 100), "52720": (2, 1, 50), "52730": (2, None, 60), "52740": (2, None, 50),
    "52750": (2, 1, 30), "52770": (1, 1, 50), "52790": (2, 1, 50), "52800": (2, 1, 20),
}  # fmt: skip


def announce(year: Year) -> None:
    """Draft the notice from the built-in template, set places and budgets, publish."""
    year.progress.begin("공고")
    year.main = create_programme(
        slug=SLUG,
        name_ko="전북형 스마트 제조혁신 프로젝트 2024",
        name_en="Jeonbuk Smart Manufacturing Innovation Project 2024",
        year=2024,
        operator=year.operators[0].organisation,
        province=province(),
        by=year.operator,
        at=moment(1, 4),
    )
    notice = draft_notice(programme=year.main, terms=terms(), by=year.operator, at=moment(1, 4, 11))
    publish_notice(notice=notice, by=year.approving, at=moment(1, 12, 14))
    year.main.refresh_from_db()
    year.progress.tick()


def province() -> Place:
    """The province of the demo."""
    found = place_by_code("52000")
    if found is None:
        raise LookupError("the region has not been loaded")
    return found


def terms() -> Terms:
    """The notice of the demo year."""
    template = terms_from("jeonbuk_2024")
    calendar = template.calendar.model_copy(update={"announcement_at": moment(5, 30)})
    shares = tuple(
        CityShare(city=city, type=code, places=places)
        for column, code in enumerate(("JS1", "JS2"))
        for city, row in _CITIES.items()
        if (places := row[column]) is not None
    )
    budgets = tuple(CityBudget(city=city, amount_won=row[2] * 1_000_000) for city, row in _CITIES.items())
    return template.model_copy(
        update={
            "calendar": calendar,
            "city_places": shares,
            "city_budgets": budgets,
            "contact": "전북테크노파크(예시) 스마트제조혁신팀 063-000-0101",
        }
    )
