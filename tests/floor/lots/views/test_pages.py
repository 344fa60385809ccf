"""The pages of lots."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import Floor
from tests.portal.conftest import as_member

from dure.engine.floor.events import Kind
from dure.floor.lots.actions import begin_recall
from dure.floor.lots.models import MockRecall

pytestmark = pytest.mark.django_db


def addresses(plant: Floor) -> dict[str, str]:
    row = begin_recall(site=plant.site, lot="S-0302", reason="훈련", by=plant.owner, at=at(17))
    return {
        "list": reverse("lots:list", args=[plant.code]),
        "lot": reverse("lots:lot", args=[plant.code, "K-0303"]),
        "labels": reverse("lots:labels", args=[plant.code]),
        "recalls": reverse("lots:recalls", args=[plant.code]),
        "begin": reverse("lots:begin_recall", args=[plant.code]),
        "recall": reverse("lots:recall", args=[plant.code, row.pk]),
        "pdf": reverse("lots:recall_pdf", args=[plant.code, row.pk]),
    }


def test_pages_open_for_the_owner_alone(plant: Floor):
    owner, other = as_member(plant.firm.owner), as_member(w.firm("무주식품").owner)

    found = {name: (owner.get(url).status_code, other.get(url).status_code) for name, url in addresses(plant).items()}

    assert found == dict.fromkeys(found, (200, 403))


def test_recall_of_another_plant_is_not_found(plant: Floor):
    from tests.floor import scene

    other = scene.kimchi(scene.firm("무주김치"))
    row = begin_recall(site=plant.site, lot="S-0302", reason="훈련", by=plant.owner, at=at(17))

    url = reverse("lots:recall", args=[other.code, row.pk])

    assert as_member(other.firm.owner).get(url).status_code == 404


def test_recall_is_begun_and_finished_on_its_pages(plant: Floor):
    client = as_member(plant.firm.owner)

    client.post(reverse("lots:begin_recall", args=[plant.code]), {"lot": "S-0302", "reason": "정기 훈련"})
    row = MockRecall.objects.get()
    client.post(reverse("lots:finish_recall", args=[plant.code, row.pk]), {"found_kg": "460", "note": ""})

    row.refresh_from_db()
    assert (row.lots, row.found_kg) == (2, 460)


def test_unknown_lot_stays_in_the_form_with_the_reason(plant: Floor):
    url = reverse("lots:begin_recall", args=[plant.code])

    response = as_member(plant.firm.owner).post(url, {"lot": "없음", "reason": "훈련"})

    assert response.status_code == 422
    assert response.context["form"].errors["lot"] == ["이 로트의 기록이 없습니다. 라벨의 로트 번호를 확인하십시오."]


def test_search_finds_by_part_of_the_code(plant: Floor):
    page = as_member(plant.firm.owner).get(reverse("lots:list", args=[plant.code]), {"q": "k-03"})

    assert [row[0][0].text for row in page.context["table"].lines] == ["K-0303"]


@pytest.mark.parametrize("name", ["list", "lot", "labels", "recalls", "recall", "pdf"])
def test_queries_do_not_grow_with_the_lots(plant: Floor, name: str):
    client, url = as_member(plant.firm.owner), addresses(plant)[name]
    client.get(url)
    few = _queries(client, url)
    for number in range(2):
        tell(plant, event(Kind.LOT_IN, at(9), "5", lot=f"N{number}", unit="kg"))
        begin_recall(site=plant.site, lot="K-0303", reason="훈련", by=plant.owner, at=at(18, number))

    assert _queries(client, url) == few


def _queries(client, url: str) -> int:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)
