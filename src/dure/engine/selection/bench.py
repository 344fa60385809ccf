"""The workbench of one contest: every feasible set met so far, and the search that finds or excludes more.

A set found for one question is tried first for the next, so most questions need no search at all.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dure.engine.selection.lines import Real
from dure.engine.selection.proven import NOTHING, Proof, Proven
from dure.engine.selection.rows import Contest, Mask, Places, Rows, Whole
from dure.engine.selection.search import Equals, Found, Search, tightened

MOST_SETS = 4000
MOST_CELLS = 40_000_000
BLOCK = 256


class Bench:
    """Answers about `contest.rows` with other pins and bars. Scores may be exchanged, limits may not."""

    def __init__(self, contest: Contest, cancelled: Callable[[], bool] = lambda: False) -> None:
        self._take(contest)
        self.cancelled = cancelled
        self._search: Search | None = None
        self._proven = Proven(contest.rows.width)
        self.proofs: list[Proof] = []
        self._sets = np.zeros((64, contest.rows.width), dtype=np.bool_)
        self._weights = np.zeros(64, dtype=np.int64)
        self._count = 0
        self._most = max(64, min(MOST_SETS, MOST_CELLS // max(contest.rows.width, 1)))

    def rescore(self, contest: Contest) -> None:
        """The same limits with other scores, pins and bars: sets and cuts are kept."""
        self._take(contest)
        self._proven = Proven(contest.rows.width)
        self._weights[: self._count] = self._sets[: self._count] @ self._worth
        if self._search is not None:
            self._search.weigh(self._worth)

    def _take(self, contest: Contest) -> None:
        self.contest, self._worth, self._order = contest, contest.weights, contest.list_order

    def repin(self, contest: Contest, cancelled: Callable[[], bool]) -> None:
        """The same limits and scores with other pins and bars: proofs are kept as well."""
        self._take(contest)
        self.cancelled = cancelled
        if self._search is not None:
            self._search.cancelled = cancelled

    @property
    def nodes(self) -> int:
        """Branches searched so far: how hard the questions were."""
        return 0 if self._search is None else self._search.nodes

    @property
    def count(self) -> int:
        """How many sets are remembered."""
        return self._count

    def learn(self, sets: Mask, proofs: list[Proof]) -> None:
        """Take over what another bench of the same contest found."""
        for one in sets:
            self.keep(one)
        for proof in proofs:
            self.prove(proof)

    def sets(self) -> Mask:
        """Every remembered set, one a row."""
        return self._sets[: self._count].copy()

    def keep(self, chosen: Mask) -> None:
        """Remember a set that holds all limits (pins and bars aside)."""
        if self._count == len(self._sets) < self._most:
            self._sets = np.vstack([self._sets, np.zeros_like(self._sets)])
            self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
        if self._count == self._most:
            self._count = self._most // 2
        self._sets[self._count] = chosen
        self._weights[self._count] = int(self._worth[chosen].sum(dtype=np.int64))
        self._count += 1

    def known(self, rows: Rows) -> Found | None:
        """The heaviest remembered set between the pins and bars of `rows`."""
        sets = self._sets[: self._count]
        fits = sets[:, rows.must].all(axis=1) & ~sets[:, ~rows.may].any(axis=1)
        if not bool(fits.any()):
            return None
        place = int(np.flatnonzero(fits)[np.argmax(self._weights[: self._count][fits])])
        return Found(int(self._weights[place]), sets[place].copy())

    def best(self, rows: Rows) -> Found | None:
        """The heaviest set between pins and bars; None proves there is none."""
        known = self.known(rows)
        weight = NOTHING if known is None else known.weight
        if self._proven.ceiling(rows) == weight:
            return known
        found = self._ask(rows, weight, first=False) or known
        self.prove(Proof(rows.must, rows.may, NOTHING if found is None else found.weight))
        return found

    def all_best(self, rows: Rows) -> Equals | None:
        """All the heaviest sets between pins and bars, as far as they are few; None proves there is none."""
        known = self.known(rows)
        weight = NOTHING if known is None else known.weight
        if self._proven.ceiling(rows) == weight:
            if known is None:
                return None
            listed = self._proven.equals(rows, weight)
            if listed is not None:
                return Equals(weight, known.chosen, tuple(listed))
        question = self._narrowed(rows, weight - 1)
        found = None if question is None else self._searcher().all_best(question, max(weight - 1, NOTHING))
        self._collect()
        self.prove(Proof(rows.must, rows.may, found.weight if found else NOTHING, found.sets if found else None))
        return found

    def knows(self, rows: Rows) -> bool:
        """Whether `best` needs no search."""
        known = self.known(rows)
        return self._proven.ceiling(rows) == (NOTHING if known is None else known.weight)

    def prove(self, proof: Proof) -> None:
        """Take as proven, here or in another process."""
        self._proven.keep(proof.must, proof.may, proof.weight, proof.equals)
        self.proofs.append(proof)

    def _narrowed(self, rows: Rows, beyond: int) -> Rows | None:
        """What earlier proofs and single rows leave of a question about sets above `beyond`."""
        return tightened(self._proven.decided(rows, beyond))

    def some(self, rows: Rows, least: int = 0) -> Found | None:
        """Any set between pins and bars that weighs `least` or more; None proves there is none."""
        if least <= 0 and self._searcher().refuted(rows):
            return None
        found = self._at_hand(rows, least)
        if found is not None:
            return found
        if least <= 0:
            if self._searcher().refutes(rows):
                return None
            self._collect()
        return self._at_hand(rows, least) or self._ask(rows, least - 1, first=True)

    def costs(self) -> Real:
        """By how much, as one linear bound has it, deciding each firm otherwise lowers the weight at least."""
        return self._searcher().pulls(self.contest.rows)

    def shut_out(self, must: Mask, may: Mask) -> Mask:
        """Those of `may` whom a kept proof of emptiness keeps out beside `must`."""
        return self._searcher().shut_out(must, may)

    def settled(self, rows: Rows, least: int) -> Rows:
        """The same question with those decided whom one linear bound decides for sets of `least` or more."""
        return self._searcher().settled(rows, least - 1)

    def _at_hand(self, rows: Rows, least: int) -> Found | None:
        known = self.known(rows)
        if known is not None and known.weight >= least:
            return known
        chosen = fill(rows, self._order)
        if chosen is None or not rows.holds(chosen):
            return None
        self.keep(chosen)
        weight = int(self._worth[chosen].sum(dtype=np.int64))
        return Found(weight, chosen) if weight >= least else None

    def _ask(self, rows: Rows, beyond: int, *, first: bool) -> Found | None:
        question = self._narrowed(rows, beyond)
        found = None if question is None else self._searcher().best(question, beyond, first=first)
        self._collect()
        return found

    def _collect(self) -> None:
        for witness in self._searcher().witnesses:
            self.keep(witness)
        self._searcher().witnesses.clear()

    def _searcher(self) -> Search:
        if self._search is None:
            self._search = Search(self.contest.rows, self._worth, self.cancelled)
        return self._search


def fill(rows: Rows, order: Whole) -> Mask | None:
    """Down `order`, everyone whom no maximum keeps out, minima not looked at; None if the pins do not fit.

    The first row counts seats, of which everyone takes one.

    If the outcome meets the minima it is the first set in that order: whoever was left out breaks a maximum
    together with those before, and the outcome itself completes all who were taken.
    """
    chosen = rows.must.copy()
    room = rows.high - rows.used(chosen)
    if bool((room < 0).any()):
        return None
    waiting = order[(rows.may & ~chosen)[order]]
    for start in range(0, len(waiting), BLOCK):
        if room[0] <= 0:
            break
        room = _fill_block(rows, waiting[start : start + BLOCK], chosen, room)
    return chosen


def _fill_block(rows: Rows, block: Places, chosen: Mask, room: Whole) -> Whole:
    """Take all up to the first who does not fit, drop those who cannot fit any more, and so on."""
    while block.size:
        amounts = rows.amounts[:, block]
        fits = (amounts <= room[:, None]).all(axis=0)
        block, amounts = block[fits], amounts[:, fits]
        sums = np.cumsum(amounts, axis=1)
        stops = np.flatnonzero((sums > room[:, None]).any(axis=0))
        first = int(stops[0]) if stops.size else len(block)
        chosen[block[:first]] = True
        if first:
            room = room - sums[:, first - 1]
        block = block[first + 1 :]
    return room
