"""Whether a firm is outbid: under limits that give a little, a set without it weighs more than any with it.

Both sides are kept from one loosening to the next, so most loosenings are settled by what earlier ones left behind.
"""

from __future__ import annotations

from collections.abc import Callable

from dure.engine.selection.bench import Bench
from dure.engine.selection.bids import Bids
from dure.engine.selection.certain import certain
from dure.engine.selection.lists import greatest_total
from dure.engine.selection.rivals import Rival, Rivals
from dure.engine.selection.rows import Contest, Mask, Whole
from dure.engine.selection.search import tightened

Limits = tuple[int, ...]


class Outbid:
    """About the firm at `index`, which the list `chosen` lacks; a limit that gives does so by its one of `amounts`."""

    def __init__(
        self, contest: Contest, chosen: Mask, index: int, amounts: Whole, cancelled: Callable[[], bool]
    ) -> None:
        self._contest, self._index, self._amounts, self._cancelled = contest, index, amounts, cancelled
        self._bids = Bids(contest.rows.with_pin(index), contest.weights, amounts)
        self._rivals = Rivals(contest.rows.with_bar(index), contest.weights)
        self._rivals.keep(chosen)

    def opened_by(self, some: Limits) -> bool:
        """Whether the rule selects the firm once these limits give."""
        rival = self._rivals.best(some)
        if self._bids.most(some) < rival.weight:
            return False
        contest = self._loosened(some)
        if tightened(contest.rows.with_pin(self._index)) is None:
            return False
        self._bids.ask(contest.rows)
        most = self._bids.most(some)
        if most < rival.weight:
            return False
        self._rivals.improve(contest.rows.with_bar(self._index), rival, most)
        rival = self._rivals.best(some)
        if most < rival.weight or self._stays_outbid(some, rival.weight):
            return False
        return self._wins(contest, rival)

    def _loosened(self, some: Limits) -> Contest:
        return self._contest.on(self._contest.rows.loosened(some, self._amounts))

    def _stays_outbid(self, some: Limits, least: int) -> bool:
        """Whether no set with the firm weighs as much even when all limits without a price give as well.

        That settles at once most of the loosenings to come which hold these.
        """
        wide = tuple(sorted({*some, *self._bids.unpriced}))
        contest = self._loosened(wide)
        if Bench(contest, self._cancelled).some(contest.rows.with_pin(self._index), least) is not None:
            return False
        self._bids.prove(wide, least - 1)
        return True

    def _wins(self, contest: Contest, rival: Rival) -> bool:
        """Raise one side above the other in turns until one cannot be raised any more."""
        bench, least = Bench(contest, self._cancelled), rival.weight
        bench.keep(rival.chosen)
        while True:
            bid = bench.some(contest.rows.with_pin(self._index), least)
            if bid is None:
                return False
            other = bench.some(contest.rows.with_bar(self._index), bid.weight)
            if other is None:
                return True
            self._rivals.keep(other.chosen)
            if other.weight == bid.weight:
                return bool(certain(greatest_total(bench), "two sets are at hand")[self._index])
            least = other.weight
