"""The open branches of a search: which is looked at next, and on whom it is split."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from math import floor, inf

import numpy as np

from dure.engine.selection.lines import Real
from dure.engine.selection.rows import Mask, Places

WHOLE = 1e-6
LEAST_DROP = 1e-3


@dataclass(frozen=True, slots=True)
class Step:
    """How a branch came about: `pick` was decided from `share`, under a ceiling of `before`."""

    pick: int
    inside: bool
    share: float
    before: float


@dataclass(eq=False)
class Branch:
    """The sets between `must` and `may`; none weighs more than `ceiling`, and see `Ceiling.pull`."""

    must: Mask
    may: Mask
    depth: int = 0
    step: Step | None = None
    ceiling: float = inf
    shares: Real = field(default_factory=lambda: np.zeros(0))
    pull: Real = field(default_factory=lambda: np.zeros(0))

    @property
    def free(self) -> Mask:
        return self.may & ~self.must

    @property
    def undecided(self) -> int:
        return int(np.count_nonzero(self.free))

    def lost(self, beyond: int) -> Mask:
        """Those whom deciding against their pull would leave without a set above `beyond`."""
        return self.free & (self.ceiling - np.abs(self.pull) < beyond + 1)

    def decide(self, beyond: int) -> None:
        lost = self.lost(beyond)
        self.must = self.must | (lost & (self.pull > 0))
        self.may = self.may & ~(lost & (self.pull < 0))


class Experience:
    """By how much deciding each applicant has lowered ceilings so far, in and out, per unit of share."""

    def __init__(self, width: int) -> None:
        self._drops = np.zeros((2, width))
        self._times = np.zeros((2, width))
        self._places = np.arange(width)

    def part(self, free: Places) -> Experience:
        """The same memory, seen from a smaller model."""
        smaller = object.__new__(Experience)
        smaller._drops, smaller._times = self._drops, self._times
        smaller._places = self._places[free]
        return smaller

    def learn(self, step: Step | None, after: float) -> None:
        if step is None or step.before == inf:
            return
        distance = max(1 - step.share if step.inside else step.share, WHOLE)
        place = self._places[step.pick]
        self._drops[int(step.inside), place] += max(step.before - after, 0.0) / distance
        self._times[int(step.inside), place] += 1

    def pick(self, branch: Branch) -> int:
        """The split applicant whose two sides should lower the ceiling most."""
        free = np.flatnonzero(branch.free)
        shares = branch.shares[free]
        split = np.flatnonzero((shares > WHOLE) & (shares < 1 - WHOLE))
        if not split.size:
            return int(free[np.argmin(np.abs(branch.pull[free]))])
        known = self._times > 0
        usual = float(self._drops[known].sum() / max(self._times[known].sum(), 1.0)) or 1.0
        places = self._places[free[split]]
        each = np.where(known[:, places], self._drops[:, places] / np.maximum(self._times[:, places], 1.0), usual)
        out = np.maximum(each[0] * shares[split], LEAST_DROP)
        inside = np.maximum(each[1] * (1 - shares[split]), LEAST_DROP)
        return int(free[split[np.argmax(out * inside)]])


class Tree:
    """Follows one branch down as long as it stays open, then takes up the one with the highest ceiling."""

    def __init__(self, experience: Experience) -> None:
        self._experience = experience
        self._waiting: list[tuple[float, int, Branch]] = []
        self._next: Branch | None = None
        self._made = 0

    def split(self, branch: Branch) -> None:
        pick = self._experience.pick(branch)
        share = float(branch.shares[pick])
        sides = [self._side(branch, pick, share, inside) for inside in (True, False)]
        self._next = sides[0] if share > 0.5 else sides[1]
        other = sides[1] if share > 0.5 else sides[0]
        self._made += 1
        heapq.heappush(self._waiting, (-branch.ceiling, self._made, other))

    def next(self, beyond: int) -> Branch | None:
        """The next branch that may hold more than `beyond`."""
        following, self._next = self._next, None
        if following is not None:
            return following
        while self._waiting:
            ceiling, _, branch = heapq.heappop(self._waiting)
            if ceiling == -inf or floor(-ceiling) > beyond:
                return branch
        return None

    def _side(self, branch: Branch, pick: int, share: float, inside: bool) -> Branch:
        must, may = branch.must, branch.may
        if inside:
            must = must.copy()
            must[pick] = True
        else:
            may = may.copy()
            may[pick] = False
        return Branch(must, may, branch.depth + 1, Step(pick, inside, share, branch.ceiling))
