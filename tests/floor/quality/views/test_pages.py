"""The pages of checks and HACCP: to whom they open, how often they ask the database, what they say."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.floor.quality.scene import METAL, PROBE, WASHING, a_day, at, correction, record, tell
from tests.floor.scene import DAY, Floor
from tests.portal.conftest import as_member

from dure.engine.floor.events import Event, Kind
from dure.floor.quality.models import Calibration, DayReview, Deviation
from dure.foundation.access.actor import Role

pytestmark = pytest.mark.django_db(transaction=True)


def at_point(route: str, ccp: str = WASHING) -> Callable[[Floor], str]:
    return lambda floor: f"{reverse(route, args=[floor.code])}?ccp={ccp}&day={DAY}"


PAGES: dict[str, Callable[[Floor], str]] = {
    "checks": lambda floor: reverse("quality:checks", args=[floor.code]),
    "chart": lambda floor: f"{reverse('quality:chart', args=[floor.code])}?check={WASHING}",
    "alarms": lambda floor: reverse("quality:alarms", args=[floor.code]),
    "haccp": lambda floor: reverse("quality:haccp", args=[floor.code]),
    "record": at_point("quality:record"),
    "pdf": at_point("quality:record_pdf"),
    "calibrate": at_point("quality:calibrate"),
    "deviations": lambda floor: reverse("quality:deviations", args=[floor.code]),
    "deviation": lambda floor: reverse("quality:deviation", args=[floor.code, Deviation.objects.all()[0].pk]),
}


def post(owner: Client, route: str, args: list[object], **told: str) -> int:
    return owner.post(reverse(route, args=args), told).status_code


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_pages_open_to_the_firm_and_to_nobody_else(floor: Floor, owner: Client) -> None:
    tell(floor, *a_day())
    others = [
        as_member(w.firm("무주식품").owner),
        as_member(w.member("운영자", Role.OPERATOR, w.organisation("전북테크노파크", "operator"))),
        Client(),
    ]

    for name, address in PAGES.items():
        answers = [owner.get(address(floor)).status_code] + [each.get(address(floor)).status_code for each in others]
        assert answers == [200, 403, 403, 302], name


def test_pages_of_what_is_not_there_say_so(floor: Floor, owner: Client) -> None:
    missing = [
        at_point("quality:record", "CCP-9")(floor),
        f"{reverse('quality:chart', args=[floor.code])}?check=none",
        reverse("quality:deviation", args=[floor.code, 99]),
        reverse("quality:haccp", args=["nowhere"]),
    ]

    assert [owner.get(each).status_code for each in missing] == [404] * 4


@pytest.mark.parametrize("page", PAGES)
def test_queries_do_not_grow_with_the_rows(floor: Floor, owner: Client, page: str) -> None:
    def rows(n: int) -> None:
        seq = 10 * n
        tell(floor, record(seq, 100 + n, "2", lot=f"S-{n}"), record(seq + 1, 110 + n, "3.3"))
        Calibration.objects.create(
            site=floor.site, ccp=WASHING, instrument="초시계", done_on=DAY, valid_until=DAY.replace(year=2026),
            passed=True, done_by="김",
        )  # fmt: skip
        DayReview.objects.create(
            site=floor.site, ccp=WASHING, day=DAY, part="checked", reviewed_by="김", reviewed_at=at(300), records=1
        )

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert owner.get(PAGES[page](floor)).status_code == 200
        return len(found)

    rows(1)
    asked()
    one = asked()
    rows(2)
    rows(3)

    assert asked() == one


def test_record_page_shows_typed_corrected_missing_and_taken_back(floor: Floor, owner: Client) -> None:
    first, second = record(1, 10, "3.2"), record(2, 20, "3.3")
    tell(floor, first, second, record(1, 130, "3.5", source=PROBE, actor=""))
    tell(floor, correction(3, 21, first, value="3.6"), correction(4, 22, second, void=True))

    page = text(owner, PAGES["record"](floor))

    assert page.count("✎ typed") == 1
    assert page.count(">automatic<") == 1
    assert "first told: 3.2 min" in page
    assert "Records taken back: 1" in page
    assert "No record in the period from: 12:00, 14:00" in page


def test_deviation_goes_from_held_to_released_on_its_pages(floor: Floor, owner: Client) -> None:
    tell(floor, record(1, 60, "2"))
    row = Deviation.objects.get()
    args: list[object] = [floor.code, row.pk]
    chosen = "직전 확인 이후 절임배추를 다시 세척한다"

    assert post(owner, "quality:correct", args, cause="", action="", correction="") == 422
    assert post(owner, "quality:correct", args, cause="타이머 고장", action=chosen, correction="120kg") == 302
    assert post(owner, "quality:decide", args, decision="", step="release") == 422
    assert post(owner, "quality:decide", args, decision="시간을 다시 잼", step="return") == 302
    assert post(owner, "quality:correct", args, cause="타이머 고장", action=chosen, correction="") == 302
    assert post(owner, "quality:decide", args, decision="재세척 적합", step="release") == 302

    row.refresh_from_db()
    assert (row.status, row.correction, row.decision) == ("released", chosen, "재세척 적합")
    assert "the same person acted and decided" in text(owner, PAGES["deviation"](floor))


def test_product_is_thrown_away_from_its_page(floor: Floor, owner: Client) -> None:
    tell(floor, record(1, 60, "ng", METAL))
    row = Deviation.objects.get()

    assert post(owner, "quality:decide", [floor.code, row.pk], decision="전량 폐기", step="discard") == 302

    row.refresh_from_db()
    assert (row.status, row.decision) == ("discarded", "전량 폐기")


def test_decision_that_is_none_is_refused(floor: Floor, owner: Client) -> None:
    tell(floor, record(1, 60, "2"))
    row = Deviation.objects.get()

    assert post(owner, "quality:decide", [floor.code, row.pk], decision="음", step="keep") == 400


def test_day_is_checked_and_approved_on_its_page(floor: Floor, owner: Client) -> None:
    tell(floor, record(1, 60, "3.2"))
    told = {"ccp": WASHING, "day": DAY.isoformat(), "note": "이상 없음"}

    assert "I have checked these records" in text(owner, PAGES["record"](floor))
    assert post(owner, "quality:review", [floor.code], part="checked", **told) == 302
    assert "I approve these records" in text(owner, PAGES["record"](floor))
    assert post(owner, "quality:review", [floor.code], part="approved", **told) == 302

    page = text(owner, PAGES["record"](floor))
    assert "The approver also wrote or checked these records." in page
    assert "I approve these records" not in page
    assert post(owner, "quality:review", [floor.code], part="blessed", **told) == 400


def test_records_changed_after_a_signature_show_it(floor: Floor, owner: Client) -> None:
    first = record(1, 60, "3.2")
    tell(floor, first)
    post(owner, "quality:review", [floor.code], ccp=WASHING, day=DAY.isoformat(), note="", part="checked")
    before = text(owner, PAGES["record"](floor))
    tell(floor, correction(2, 61, first, value="3.3"))

    assert "records changed since" not in before
    assert "records changed since" in text(owner, PAGES["record"](floor))


def test_calibration_is_recorded_on_its_page(floor: Floor, owner: Client) -> None:
    args: list[object] = [floor.code]
    told = {"ccp": METAL, "instrument": "금속검출기", "passed": "on", "note": ""}

    assert post(owner, "quality:calibrate", args, done_on="2025-03-09", **told) == 409
    assert post(owner, "quality:calibrate", args, done_on="then", **told) == 422
    assert post(owner, "quality:calibrate", args, done_on="2025-03-01", **told) == 302

    assert Calibration.objects.get().ccp == METAL


def test_checks_of_the_day_stand_with_what_was_missed(floor: Floor, owner: Client) -> None:
    tell(floor, Event("hands#1", 1, "PACK1", at(30), Kind.CHECK, "ng", reason="seal"))

    page = text(owner, f"{PAGES['checks'](floor)}?day={DAY}")

    assert "08:30 · not in order" in page
    assert "10:00, 12:00, 14:00" in page


def test_chart_needs_enough_values_and_says_what_stands_out(floor: Floor, owner: Client) -> None:
    tell(floor, record(1, 60, "3.2"))
    few = text(owner, PAGES["chart"](floor))
    values = ["3.5", "3.6", "3.4", "3.5", "3.6", "3.5", "3.4", "3.5", "3.6", "3.4", "3.5", "9"]
    tell(floor, *(record(10 + n, 70 + n, value) for n, value in enumerate(values)))
    enough = text(owner, PAGES["chart"](floor))

    assert "It cannot be drawn" in few
    assert "fewer than 20 samples: the limits are provisional" in enough
    assert "a signal stands: the process is not stable" in enough
    assert "<svg" in enough
    assert "beyond the control limit" in enough
