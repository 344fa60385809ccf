"""Who may open the reports, and what comes as a file."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, Floor
from tests.portal.conftest import as_member

from dure.engine.floor.events import Kind
from dure.floor.events.queries import volume
from dure.foundation.access.actor import Role
from dure.foundation.interface.lists.excel import EXCEL_TYPE

pytestmark = pytest.mark.django_db
PAGES = ("reports", "report_file")


def address(plant: Floor, page: str) -> str:
    return reverse(f"boards:{page}", args=[plant.code])


@pytest.mark.parametrize("page", PAGES)
def test_reports_open_for_the_owner_alone(plant: Floor, page: str):
    others = [w.firm("무주식품").owner, w.member("김운영", Role.OPERATOR, w.organisation("전북테크노파크", "operator"))]

    statuses = [as_member(each).get(address(plant, page)).status_code for each in (plant.firm.owner, *others)]

    assert statuses == [200, 403, 403]


@pytest.mark.parametrize("kind", ["usage", "kpi"])
def test_page_says_where_its_figures_come_from(plant: Floor, kind: str):
    page = as_member(plant.firm.owner).get(address(plant, "reports"), {"kind": kind, "from": DAY, "to": DAY})

    told = {line[0][0].text: line[1][0].text for line in page.context["origin"].lines}
    assert (told["기록 사슬의 끝값"], told["저장된 기록(건)"]) == (volume(plant.code).head, "7")


@pytest.mark.parametrize(("wanted", "kind"), [("xlsx", EXCEL_TYPE), ("json", "application/json")])
def test_report_goes_out_as_a_file(plant: Floor, wanted: str, kind: str):
    response = as_member(plant.firm.owner).get(address(plant, "report_file"), {"format": wanted, "from": DAY})

    assert (response.headers["Content-Type"], response.headers["Content-Disposition"]) == (
        kind, f'attachment; filename="dure-usage-{plant.code}-20250303-20250303.{wanted}"',
    )  # fmt: skip


def test_other_format_is_not_found(plant: Floor):
    assert as_member(plant.firm.owner).get(address(plant, "report_file"), {"format": "pdf"}).status_code == 404


def test_two_periods_come_from_the_address(plant: Floor):
    days = {"before_from": "2025-02-03", "before_to": "2025-02-28", "after_from": DAY, "after_to": DAY}

    response = as_member(plant.firm.owner).get(address(plant, "report_file"), {"kind": "kpi", "format": "json", **days})

    found = json.loads(response.content)["provenance"]
    assert (found["before"], found["after"]) == ("2025-02-03/2025-02-28", "2025-03-03/2025-03-03")


def test_half_of_two_periods_is_none(plant: Floor):
    days = {"kind": "kpi", "format": "json", "before_from": "2025-02-03", "before_to": "2025-02-28"}

    response = as_member(plant.firm.owner).get(address(plant, "report_file"), days)

    assert json.loads(response.content)["provenance"]["before"] is None


@pytest.mark.parametrize("kind", ["usage", "kpi"])
def test_queries_do_not_grow_with_the_records(plant: Floor, kind: str):
    client = as_member(plant.firm.owner)
    url = f"{address(plant, 'reports')}?kind={kind}"
    client.get(url)
    few = _queries(client, url)
    for days in (-1, -2):
        tell(plant, event(Kind.LOT_IN, at(9, days=days), "5", lot=f"L{days}", unit="kg"))

    assert _queries(client, url) == few


def _queries(client, url: str) -> int:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)
