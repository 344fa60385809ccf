"""A kimchi maker's first day: the plant set up from nothing, a shift told on the wall, and the papers that come of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from tests import world as w
from tests.journeys.people import ledger_holds
from tests.journeys.test_kiosk import WALL, Hand
from tests.journeys.walk import Party, Walk

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import take
from dure.floor.events.queries import events
from dure.floor.plant.models import Site
from dure.floor.quality.models import Deviation
from dure.foundation.installation.actions import set_up
from dure.foundation.installation.clock import now
from dure.foundation.places.actions import load_default_region

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
EVENING_LOT = "CABBAGE-1"


def test_first_day_of_a_kimchi_plant(
    browser: Browser, party: Party, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    load_default_region()
    set_up(name_ko="두레 시험", name_en="Dure test")
    owner = party.member(w.firm("진안김치").owner.person)
    code = set_up_plant(owner)
    salt_over_night(code)
    hand = pair_tablet(browser, owner, code)
    tell_shift(hand, code)
    read_yield(owner, code)
    trace_lot(owner, code)
    handle_deviation(owner, code)
    print_report(owner, code)
    print_record(owner, code)
    hand.context.close()
    assert ledger_holds()


def set_up_plant(owner: Walk) -> str:
    """Six pages of what a kimchi maker has anyway; the owner reads on and presses on."""
    owner.go(reverse("plant:start"))
    with owner.page.expect_navigation():
        owner.page.locator("button[value=food-kimchi]").click()
    owner.clean()
    owner.choose("Tiếng Việt")
    for _page in ("start", "machines", "items", "modules", "checks", "ccps"):
        with owner.page.expect_navigation():
            owner.page.locator(".form-foot button[value=next]").click()
        owner.clean()
    owner.send("공장 설정하기")
    return Site.objects.get().code


def salt_over_night(code: str) -> None:
    """The evening before, 1,000 kg of cabbage went into the brine."""
    told: dict[str, Any] = {"unit": "kg", "item": "CABBAGE", "lot": EVENING_LOT}
    take(code, [Event("hands#0", 1, "SALT1", now() - timedelta(hours=15), Kind.LOT_IN, "1000", **told)], origin="hands")


def pair_tablet(browser: Browser, owner: Walk, code: str) -> Hand:
    """The owner adds a tablet that speaks Vietnamese; its camera reads the code."""
    owner.go(reverse("entry:devices", args=[code]))
    owner.fill("이름", "작업장 태블릿")
    owner.pick("처음 언어", "Tiếng Việt")
    owner.send("추가하고 연결")
    letters = owner.page.locator(".pairing-letters").inner_text()
    context = browser.new_context(viewport=WALL, locale="ko", has_touch=True)
    hand = Hand(context, context.new_page(), owner.address)
    hand.page.goto(owner.address + reverse("kiosk:pair_code", args=[letters]))
    hand.page.get_by_role("button", name="연결", exact=True).click()
    expect(hand.page.locator('[data-key="SALT1"]')).to_be_visible()
    return hand


def tell_shift(hand: Hand, code: str) -> None:
    """In the morning the batch comes out; then the signal goes, and the line leader works on."""
    hand.tap("SALT1", "lot_out", "SALTED")
    hand.type("745")
    hand.all_sent(1)
    hand.sees("Đã gửi hết")
    # The worker that keeps the page without signal has taken over once the page was loaded again.
    hand.page.evaluate("navigator.serviceWorker.ready")
    hand.page.reload()
    expect(hand.page.locator('[data-key="lot_out"]')).to_be_visible()
    hand.context.set_offline(True)
    salted = next(event.lot for event in events(code) if event.kind is Kind.LOT_OUT)
    hand.tap("machine", "MIX1", "lot_in", salted)
    hand.type("745")
    hand.tap("lot_out", "KIMCHI")
    hand.type("905")
    hand.tap("machine", "WASH1", "check", "CCP-1B")
    hand.type("2.4")
    hand.tap("action_2", "check", "CCP-1B")
    hand.type("3.5")
    hand.unsent(4)
    hand.sees("Chưa gửi 4")
    hand.context.set_offline(False)
    hand.unsent(0)
    assert [event.source_seq for event in events(code) if event.source_id != "hands#0"] == [1, 2, 3, 4, 5]


def read_yield(owner: Walk, code: str) -> None:
    """745 of 1,000 kg came out of the brine."""
    owner.go(reverse("boards:yields", args=[code]))
    owner.sees("절임 · 74.5%")


def trace_lot(owner: Walk, code: str) -> None:
    """From the packed kimchi back to the cabbage of the evening before."""
    kimchi = next(event.lot for event in events(code) if event.kind is Kind.LOT_OUT and event.item == "KIMCHI")
    owner.go(reverse("lots:list", args=[code]))
    owner.send(kimchi)
    owner.sees(EVENING_LOT)


def handle_deviation(owner: Walk, code: str) -> None:
    """The washing that was too short waits on the owner's own list; the owner records and decides."""
    row = Deviation.objects.get()
    assert (row.value, row.line_action) == ("2.4", "직전 확인 이후 절임배추를 다시 세척한다")
    owner.go(reverse("portal:home"))
    with owner.page.expect_navigation():
        owner.page.get_by_role("link", name="조치 기록하기").first.click()
    owner.clean()
    owner.sees("제품 보류")
    owner.fill("발생 원인", "타이머가 일찍 울림")
    owner.fill("조치 내용", "120kg")
    owner.send("기록하기")
    owner.fill("사유", "다시 잰 세척 시간이 3.5분으로 적합")
    owner.send("제품 출고 승인")
    owner.sees("출고 승인", "조치자와 결정자가 같음")


def print_report(owner: Walk, code: str) -> None:
    """The daily report stands as paper."""
    owner.go(reverse("boards:report", args=[code]))
    words = paper(owner, "A4 인쇄 (PDF)")
    for expected in ("작업일보", "진안김치", "배추김치"):
        assert expected in words, words


def print_record(owner: Walk, code: str) -> None:
    """The record of the control point, checked, approved and printed as the form of the law."""
    owner.go(f"{reverse('quality:record', args=[code])}?ccp=CCP-1B")
    owner.send("이 기록을 점검하였습니다")
    owner.send("이 기록을 승인합니다")
    words = paper(owner, "A4 인쇄 (PDF)")
    for expected in (
        "중요관리점(CCP)점검표", "2.4분", "3.5분", "기준이탈", "입력", "타이머가일찍울림",
        "현장조치:직전확인이후절임배추를다시세척한다", "출고승인:다시잰세척시간이3.5분으로적합",
    ):  # fmt: skip
        assert expected in words, words
    assert "자동" not in words


def paper(owner: Walk, label: str) -> str:
    """The words of the PDF behind a link, without blanks."""
    address = owner.page.get_by_role("link", name=label).first.get_attribute("href") or ""
    answer = owner.page.request.get(f"{owner.address}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.body())]
    return "".join("".join(pages).split())
