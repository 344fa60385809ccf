"""A tablet on the wall and a phone: connected, tapped with and without signal, and everything arrives exactly once."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.floor.scene import Floor, kimchi
from tests.journeys.walk import axe

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event
from dure.floor.entry import actions
from dure.floor.entry.actions import DeviceFacts
from dure.floor.entry.notes import action_told
from dure.floor.events.queries import events
from dure.foundation.installation.clock import now

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.timeout(300)]
WALL, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 640}
# A finger in a wet glove: 20 mm at 96 pixels an inch.
FINGER_PX = 75.5
MODULES = {"modules": ["count", "stops", "batch", "checks", "haccp"]}
PICTURES = os.environ.get("DURE_TEST_PICTURES")


@dataclass
class Hand:
    """One device's browser: keys are touched by their names, which are the same in every language."""

    context: BrowserContext
    page: Page
    address: str

    def tap(self, *keys: str) -> None:
        for name in keys:
            self.page.locator(f'[data-key="{name}"]').first.click()

    def type(self, digits: str) -> None:
        for digit in digits:
            self.page.locator(f'[data-digit="{digit}"]').click()
        self.tap("enter")

    def unsent(self, count: int) -> None:
        expect(self.page.locator("[data-unsent]")).to_have_attribute("data-unsent", str(count))

    def all_sent(self, last: int) -> None:
        """The entry of that number is made, and nothing waits any more."""
        expect(self.page.locator("[data-last]")).to_have_attribute("data-last", str(last))
        self.unsent(0)

    def state(self, name: str) -> None:
        expect(self.page.locator("[data-state]")).to_have_attribute("data-state", name)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def clean(self) -> None:
        """Nothing wider than the screen, no barrier, no target smaller than a gloved finger."""
        small = self.page.evaluate(
            "least => [...document.querySelectorAll('button')].filter(b => b.offsetParent).map(b => [b.dataset.key ?? "
            "b.className, b.offsetWidth, b.offsetHeight]).filter(([, w, h]) => w < least || h < least)",
            FINGER_PX,
        )
        assert small == [], f"{self.page.url}: {small}"
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        self.page.evaluate(axe())
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []

    def picture(self, name: str) -> None:
        """For people who look at the screens; nothing is judged by it."""
        if PICTURES:
            self.page.wait_for_timeout(2000)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")


@pytest.fixture
def floor(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Floor:
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    return kimchi(**MODULES)


@pytest.fixture
def hands(browser: Browser) -> Iterator[list[BrowserContext]]:
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()


def connected(
    browser: Browser, floor: Floor, address: str, hands: list[BrowserContext], size: dict[str, int], language: str
) -> Hand:
    """A device connected by the address its camera read, standing before the packing machine."""
    facts = DeviceFacts("포장 태블릿", language=language)
    device = actions.add_device(site=floor.site, facts=facts, by=floor.owner, at=now())
    code = actions.issue_code(device=device, by=floor.owner, at=now())
    context = browser.new_context(viewport=size, locale="ko", has_touch=True)
    hands.append(context)
    hand = Hand(context, context.new_page(), address)
    hand.page.goto(address + reverse("kiosk:pair_code", args=[code]))
    hand.page.get_by_role("button", name="연결", exact=True).click()
    expect(hand.page.locator('[data-key="PACK1"]')).to_be_visible()
    return hand


def standing(floor: Floor) -> list[Event]:
    return effective(events(floor.code)).events


def test_line_leader_enters_a_shift_partly_without_signal_in_vietnamese(browser, live_server, floor, hands) -> None:
    hand = connected(browser, floor, live_server.url, hands, WALL, "vi")
    hand.clean()
    hand.tap("PACK1")
    hand.state("unknown")
    hand.tap("stop_or_run", "run")
    hand.state("run")
    hand.sees("Đang chạy")
    hand.all_sent(1)
    hand.clean()
    hand.picture("wall-home")

    # What is on the device must outlive both the signal and the page: the worker has taken over by then.
    hand.page.evaluate("navigator.serviceWorker.ready")
    hand.page.reload()
    expect(hand.page.locator('[data-key="stop"]')).to_be_visible()
    hand.context.set_offline(True)
    hand.tap("stop")
    hand.picture("wall-why")
    hand.tap("cleaning")
    hand.state("setup")
    hand.tap("run")
    hand.tap("machine", "METAL1", "check", "CCP-2P", "check_ng")
    hand.clean()
    hand.picture("wall-deviation")
    hand.tap("action_1", "machine", "PACK1")
    # The device remembers its machine before it shows it: a page left sooner would come back to the other one.
    hand.state("run")
    hand.unsent(3)
    hand.picture("wall-offline")
    hand.page.reload()
    hand.state("run")
    hand.unsent(3)
    hand.sees("Chưa gửi 3")

    hand.context.set_offline(False)
    hand.unsent(0)
    told = [(event.kind, event.value, event.reason) for event in events(floor.code)]
    assert told == [
        ("state", "run", ""), ("state", "setup", "cleaning"), ("state", "run", ""), ("ccp", "ng", "CCP-2P"),
    ]  # fmt: skip
    assert [event.source_seq for event in events(floor.code)] == [1, 2, 3, 4]
    assert action_told(list(events(floor.code))[-1].note) == "검출기를 멈추고 다시 조정한다"


def test_phone_counts_weighs_and_takes_back_within_a_few_taps(browser, live_server, floor, hands) -> None:
    hand = connected(browser, floor, live_server.url, hands, PHONE, "ko")
    hand.tap("PACK1")
    hand.clean()
    hand.picture("phone-home")
    # One count: the key, the number, done. The item is known: the plant packs one.
    hand.tap("good", "KIMCHI")
    hand.picture("phone-pad")
    hand.clean()
    hand.type("12.5")
    hand.tap("batch", "lot_in", "new_lot", "CABBAGE")
    hand.type("500")
    hand.tap("batch", "lot_in")
    hand.picture("phone-lots")
    hand.clean()
    hand.tap("back", "defect", "seal")
    hand.type("2")
    hand.tap("order", "KIMCHI")
    hand.tap("check", "pack_temp")
    hand.type("14")
    hand.sees("기준을 벗어났습니다")
    hand.picture("phone-deviation")
    hand.tap("seen")
    hand.picture("phone-after")
    hand.tap("undo")
    expect(hand.page.locator(".undone")).to_have_count(1)
    hand.unsent(0)
    stored = standing(floor)
    day = now_text(stored)

    assert [(event.kind, event.value, event.unit, event.item) for event in stored] == [
        ("count", "12.5", "kg", "KIMCHI"), ("lot_in", "500", "kg", "CABBAGE"), ("scrap", "2", "kg", "KIMCHI"),
        ("order_start", "", "", "KIMCHI"),
    ]  # fmt: skip
    assert [event.lot for event in stored if event.lot] == [f"CABBAGE-{day}-1-01"]


def test_buttons_and_scanners_speak_as_keyboards(browser, live_server, floor, hands) -> None:
    hand = connected(browser, floor, live_server.url, hands, WALL, "ko")
    hand.page.keyboard.type("https://dure.example/kiosk/m/SALT1/")
    hand.page.keyboard.press("Enter")
    hand.state("unknown")
    hand.page.keyboard.press("F5")
    hand.state("run")
    hand.page.keyboard.press("F5")
    hand.state("down")
    hand.page.keyboard.type("S-0302")
    hand.page.keyboard.press("Enter")
    hand.tap("lot_in")
    hand.type("40")
    hand.all_sent(3)

    assert [(event.machine, event.kind, event.value, event.lot) for event in events(floor.code)] == [
        ("SALT1", "state", "run", ""), ("SALT1", "state", "down", ""), ("SALT1", "lot_in", "40", "S-0302"),
    ]  # fmt: skip


def now_text(stored: list[Event]) -> str:
    """The day in a lot's code is the device's own."""
    return next(event.lot for event in stored if event.lot).split("-")[1]
