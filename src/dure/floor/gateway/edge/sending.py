"""Sending in order: one batch at a time, trimmed only by what the server says it has.

What the gateway numbered is trimmed by the number without a gap below it. What brought its own key is trimmed by a
receipt that accounts for every line of the batch: accepted, known before, in quarantine, or refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass, field
from random import Random
from typing import Final

from dure.floor.gateway.edge.answers import NotTaken, Taken
from dure.floor.gateway.edge.keeping import Keeping
from dure.floor.gateway.edge.outbox import Offer, Outbox
from dure.floor.gateway.edge.post import Clock, Post

log = logging.getLogger(__name__)
CLOCK: Final = "gateway-clock"
# More than this, and the times of events deserve a remark; the header itself is good to a second.
CLOCK_TOLERANCE_S: Final = 5.0


@dataclass(frozen=True)
class Pace:
    """How much goes at a time, and how long the gateway waits: `first_s` doubled at each failure up to `longest_s`.

    A lane of which the server takes nothing stands aside for `parked_s`, so that the others go on. Mostly its name
    is not on the token, or its machine is not in the plant: whoever mends that in `give_up_s` loses nothing.
    """

    lines: int = 1000
    bytes: int = 512 * 1024
    gather_s: float = 1.0
    first_s: float = 1.0
    longest_s: float = 60.0
    parked_s: float = 300.0
    give_up_s: float = 86400.0


@dataclass
class Sender:
    """Goes on for ever; `step` is one exchange."""

    keeping: Keeping
    post: Post
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    draw: Random = field(default_factory=Random)
    failures: int = 0
    told_offset_s: float = 0.0
    # Lower than the pace once the server has said that a batch is too large.
    _lines: int = 0
    # Lanes that stand aside, until when, and since when nothing of theirs was taken; by the monotonic clock.
    _parked: dict[str, float] = field(default_factory=dict)
    _since: dict[str, float] = field(default_factory=dict)

    async def run(self) -> None:
        while True:
            wait_s = await self.step()
            if wait_s is None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.keeping.news.wait(), self._parked_s())
                # What arrives together goes together.
                await asyncio.sleep(self.pace.gather_s)
            elif wait_s:
                await asyncio.sleep(wait_s)

    async def step(self) -> float | None:
        """Send what is next; how long to wait before the next step, None where nothing is left to send."""
        self.keeping.news.clear()
        here = time.monotonic()
        self._parked = {lane: until for lane, until in self._parked.items() if until > here}
        most = self._lines or self.pace.lines
        offers = await self.keeping.call(Outbox.offer, most, self.pace.bytes, self.clock(), list(self._parked))
        if not offers:
            return None
        answer = await asyncio.to_thread(self.post.send, [offer.line for offer in offers], self.clock)
        if isinstance(answer, Taken) and offers[0].is_own and not answer.accounts_for(len(offers)):
            answer = NotTaken("the receipt does not account for every line")
        if isinstance(answer, NotTaken):
            return await self._not_taken(answer, offers)
        self.failures = 0
        await self._taken(answer, offers)
        return 0

    def _parked_s(self) -> float | None:
        """Until the first that stands aside is tried again."""
        return max(0.0, min(self._parked.values()) - time.monotonic()) if self._parked else None

    async def _taken(self, answer: Taken, offers: list[Offer]) -> None:
        await self._watch_clock(answer.clock_offset_s)
        refused = [(offers[place], why) for place, why in answer.refused.items() if place < len(offers)]
        trim = self._trim_own if offers[0].is_own else self._trim_numbered
        moved = await trim(answer, offers, [line for line, _ in refused])
        reasons = {line.lane: why for line, why in refused}
        for lane in {offer.lane for offer in offers}:
            if lane in reasons or lane not in moved:
                self._park(lane, reasons.get(lane, "its events lie in quarantine there"))
            else:
                self._since.pop(lane, None)
        over = [(line, why) for line, why in refused if self._is_over(line.lane)]
        if over:
            await self.keeping.call(Outbox.give_up, over, self.clock())

    async def _trim_numbered(self, answer: Taken, offers: list[Offer], refused: list[Offer]) -> set[str]:
        """The lanes that moved on."""
        if await self.keeping.call(Outbox.is_behind, answer.through) or answer.conflict:
            log.error("this outbox is an older copy of itself; what follows is numbered under a new epoch")
            await self.keeping.call(Outbox.begin_epoch)
        return await self.keeping.call(Outbox.trim, answer.through, refused)

    async def _trim_own(self, answer: Taken, offers: list[Offer], refused: list[Offer]) -> set[str]:
        if answer.conflict:
            log.error("%d came under a key that stands for something else; see the quarantine there", answer.conflict)
        stay = {offer.place for offer in refused}
        return await self.keeping.call(Outbox.forget, [offer for offer in offers if offer.place not in stay])

    def _park(self, lane: str, why: str) -> None:
        log.error("%s: the server does not take it: %s; next try in %.0f s", lane, why, self.pace.parked_s)
        self._since.setdefault(lane, time.monotonic())
        self._parked[lane] = time.monotonic() + self.pace.parked_s

    def _is_over(self, lane: str) -> bool:
        return time.monotonic() - self._since[lane] >= self.pace.give_up_s

    async def _not_taken(self, answer: NotTaken, offers: list[Offer]) -> float:
        if answer.too_large and len(offers) > 1:
            self._lines = len(offers) // 2
            return 0
        if answer.too_large:
            await self.keeping.call(Outbox.give_up, [(offers[0], answer.why)], self.clock())
        return self._back_off(answer)

    def _back_off(self, answer: NotTaken) -> float:
        """Longer each time, and never at the same moment as the other gateways of a region after a power cut."""
        full = min(self.pace.longest_s, self.pace.first_s * 2 ** min(self.failures, 16))
        self.failures += 1
        wait_s = max(answer.after_s, full * self.draw.uniform(0.5, 1.0))
        log.log(logging.ERROR if answer.is_refusal else logging.WARNING, "%s; next try in %.0f s", answer.why, wait_s)
        return wait_s

    async def _watch_clock(self, offset_s: float | None) -> None:
        """Tell when this clock is off, and again when that changed; the times themselves are never touched."""
        if offset_s is None or abs(offset_s - self.told_offset_s) <= CLOCK_TOLERANCE_S:
            return
        self.told_offset_s = offset_s if abs(offset_s) > CLOCK_TOLERANCE_S else 0.0
        log.warning("this clock is %.0f s ahead of the server's", offset_s)
        await self.keeping.call(Outbox.tell, CLOCK, str(round(offset_s)), "seconds ahead of the server", self.clock())
