"""Branch and cut over whole-number rows: the greatest weight of a set, proven, with the set that reaches it.

Floating point only guides it. A branch is closed by a bound with its rounding error added (`Relaxation.ceiling`)
or by whole-number row sums; a set is accepted only after its rows are added up again in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from dure.engine.selection.covers import Cut, Knapsack, separate
from dure.engine.selection.lines import Real
from dure.engine.selection.prices import Prices
from dure.engine.selection.refusals import Refusals
from dure.engine.selection.relaxation import Advice, Relaxation
from dure.engine.selection.rows import Mask, Rows, Whole
from dure.engine.selection.tree import WHOLE, Branch, Experience, Tree

ROOT_ROUNDS = 12
WIDEST_KNAPSACK = 64
MOST_CUTS = 120
SMALLER = 0.7
MOST_EQUALS = 24
TIGHT = 0.3


class Cancelled(Exception):
    """The caller asked to stop; nothing was decided."""


@dataclass(frozen=True, eq=False)
class Found:
    weight: int
    chosen: Mask


@dataclass(frozen=True, eq=False)
class Equals:
    """`sets`: all that weigh `weight`, `chosen` among them; None where there are too many to list."""

    weight: int
    chosen: Mask
    sets: tuple[Mask, ...] | None


class Search:
    """Questions about one set of rows. Cuts and the solver's basis are kept from one question to the next."""

    def __init__(
        self,
        rows: Rows,
        weights: Whole,
        cancelled: Callable[[], bool] = lambda: False,
        experience: Experience | None = None,
    ) -> None:
        self.rows = rows
        self.weights = weights
        self.nodes = 0
        self.cancelled = cancelled
        self._experience = experience or Experience(rows.width)
        self._value = Relaxation(rows, weights)
        self._elastic: Relaxation | None = None
        self._refusals = Refusals(rows.width)
        self._knapsacks = _knapsacks(rows)
        self._cuts: list[Cut] = []
        self._best: Found | None = None
        self._beyond = -1
        self._equals: dict[bytes, Mask] | None = None
        self._prices = Prices(rows.width)
        self.witnesses: list[Mask] = []

    def weigh(self, weights: Whole) -> None:
        """Ask for another objective from now on; the cuts hold on."""
        self.weights = weights
        self._value.weigh(weights)
        self._prices = Prices(self.rows.width)

    def best(self, rows: Rows, beyond: int, *, first: bool = False) -> Found | None:
        """The set of greatest weight above `beyond` between rows.must and rows.may; None proves there is none.

        `rows` must be `self.rows` with other pins and bars only. With `first`, any set above `beyond` will do.
        """
        self._equals = None
        return self._seek(rows, beyond, first)

    def all_best(self, rows: Rows, beyond: int) -> Equals | None:
        """All sets of the greatest weight above `beyond`, as far as they are few; None proves there is none."""
        self._equals = {}
        found = self._seek(rows, beyond, first=False)
        equals, self._equals = self._equals, None
        if found is None:
            return None
        whole = equals is not None and len(equals) < MOST_EQUALS
        return Equals(found.weight, found.chosen, tuple(equals.values()) if equals is not None and whole else None)

    def _seek(self, rows: Rows, beyond: int, first: bool) -> Found | None:
        self._best, self._beyond = None, beyond
        self._prune_cuts()
        root = Branch(rows.must, rows.may)
        self.nodes += 1
        if not self._open(root) or (first and self._best is not None):
            return self._best
        while self._reopen(root):
            if root.undecided <= SMALLER * rows.width:
                self._narrow(root, first)
                break
            if self._branch(root, first):
                break
        return self._best

    def refuted(self, rows: Rows) -> bool:
        """Whether an earlier proof of emptiness shows that nothing meets `rows`."""
        return self._refusals.refute(rows.must, rows.may)

    def shut_out(self, must: Mask, may: Mask) -> Mask:
        return self._refusals.shut_out(must, may)

    def refutes(self, rows: Rows) -> bool:
        """Whether one linear bound shows that nothing meets `rows`.

        Weights must not be negative. A set met on the way is among the witnesses.
        """
        self._best, self._beyond = None, -1
        branch = Branch(rows.must, rows.may)
        return not tighten(self.rows, branch) or (not self._possible(branch) and self._best is None)

    def settled(self, rows: Rows, beyond: int) -> Rows:
        """The same question, with those decided whom the root alone decides for sets above `beyond`.

        Only meaningful where such a set is known to exist.
        """
        self._best, self._beyond = None, beyond
        root = Branch(rows.must, rows.may)
        advice = self._value.solve(root.must, root.may)
        if advice.feasible:
            self._fix(self._value, advice, root, beyond)
        return rows.between(root.must, root.may)

    def pulls(self, rows: Rows) -> Real:
        """How strongly the linear relaxation leans towards its decision of each firm."""
        advice = self._value.solve(rows.must, rows.may)
        if not advice.feasible:
            return np.zeros(rows.width)
        return np.abs(self._value.ceiling(advice.prices, rows.must, rows.may).pull)

    def _reopen(self, root: Branch) -> bool:
        """Decide at the root whom the sets found since then decide; whether anything is left to search."""
        root.decide(self._beyond)
        return root.ceiling >= self._beyond + 1 and self._undecided(root)

    def _branch(self, root: Branch, first: bool) -> bool:
        """Search below the root; False to start anew from a root that new sets have made much smaller."""
        tree = Tree(self._experience)
        tree.split(root)
        while (branch := tree.next(self._beyond)) is not None:
            if self.cancelled():
                raise Cancelled
            self.nodes += 1
            before = self._beyond
            opened = self._open(branch)
            self._experience.learn(branch.step, branch.ceiling if opened else float(self._beyond))
            if opened:
                if first and self._best is not None:
                    return True
                tree.split(branch)
            if self._beyond > before and _shrinks(root, self._beyond):
                return False
        return True

    def _narrow(self, root: Branch, first: bool) -> None:
        """Go on in a smaller model of the undecided applicants only; its cuts are its own."""
        free = np.flatnonzero(root.free)
        base = int(self.weights[root.must].sum(dtype=np.int64))
        part = self.rows.part(free, root.must)
        inner = Search(part, self.weights[free], self.cancelled, self._experience.part(free))
        for cut in self._cuts:
            if root.shares.size and cut.slack(root.shares) > TIGHT:
                continue
            inner.inherit(cut, root, free)
        if self._equals is None:
            inner.best(part, self._beyond - base, first=first)
        else:
            inner.all_best(part, self._beyond - base)
        self.nodes += inner.nodes
        for witness in inner.witnesses:
            chosen = root.must.copy()
            chosen[free] = witness
            self._accept(chosen)

    def inherit(self, cut: Cut, root: Branch, free: NDArray[np.intp]) -> None:
        """Take over what a cut of the wider model says about the free applicants, if it may still bind."""
        factors = np.zeros(root.must.size, dtype=np.int64)
        factors[cut.members] = cut.factors
        bound = cut.bound - int(factors[root.must].sum())
        left = factors[free]
        if int(np.maximum(left, 0).sum()) <= bound:
            return
        members = np.flatnonzero(left)
        self._value.add_cut(Cut(members, left[members], bound))

    def _prune_cuts(self) -> None:
        """Start again from the newest cuts when so many have gathered that each question pays for them."""
        if len(self._cuts) <= MOST_CUTS:
            return
        self._cuts = self._cuts[-MOST_CUTS // 2 :]
        self._value = Relaxation(self.rows, self.weights)
        for cut in self._cuts:
            self._value.add_cut(cut)

    def _open(self, branch: Branch) -> bool:
        """Tighten and bound one branch, cut it if it is a root; whether it still has to be split."""
        for _ in range(1 if branch.depth else ROOT_ROUNDS):
            if not tighten(self.rows, branch) or not self._priced(branch):
                return False
            advice = self._value.solve(branch.must, branch.may)
            if not advice.feasible:
                return self._possible(branch)
            if not self._fix(self._value, advice, branch, self._beyond):
                return False
            branch.shares = advice.shares
            self._try(branch)
            if branch.depth or not self._cut(advice.shares):
                break
        return self._undecided(branch)

    def _priced(self, branch: Branch) -> bool:
        """Close the branch, or decide in it, by the prices of branches before."""
        if not branch.depth:
            return True
        decided = self._prices.decide(branch.must, branch.may, self._beyond)
        if decided is None:
            return False
        must, may = decided
        if must is branch.must and may is branch.may:
            return True
        branch.must, branch.may = must, may
        return tighten(self.rows, branch)

    def _undecided(self, branch: Branch) -> bool:
        if bool((branch.must != branch.may).any()):
            return True
        self._accept(branch.must)
        return False

    def _fix(self, relaxation: Relaxation, advice: Advice, branch: Branch, beyond: int) -> bool:
        """Close the branch if its ceiling is not above `beyond`, else decide whom that ceiling decides."""
        ceiling = relaxation.ceiling(advice.prices, branch.must, branch.may)
        if relaxation is self._value and branch.depth:
            self._prices.keep(ceiling)
        if floor(ceiling.value) <= beyond:
            return False
        branch.pull, branch.ceiling = ceiling.pull, ceiling.value
        branch.decide(beyond)
        return True

    def _possible(self, branch: Branch) -> bool:
        """The solver calls the branch empty: prove it by prices of the elastic rows, or go on and split."""
        if self._elastic is None:
            self._elastic = Relaxation(self.rows, np.zeros_like(self.weights), elastic=True)
        advice = self._elastic.solve(branch.must, branch.may)
        if not advice.feasible:
            branch.shares = np.full(self.rows.width, 0.5)
            branch.pull = self.weights.astype(np.float64)
            return self._undecided(branch)
        if not self._fix(self._elastic, advice, branch, -1):
            self._refusals.keep(self._elastic.ceiling(advice.prices, branch.must, branch.may))
            return False
        branch.shares, branch.ceiling = advice.shares, np.inf
        self._try(branch)
        return self._undecided(branch)

    def _try(self, branch: Branch) -> None:
        """Round the shares down to a set, then add what still fits, by share and then by weight."""
        rows, shares = self.rows, branch.shares
        chosen = branch.must | (branch.may & (shares > 1 - WHOLE))
        room = rows.high - rows.used(chosen)
        if bool((room < 0).any()):
            return
        order = np.lexsort((-self.weights, -np.round(shares, 6)))
        fits = branch.may & ~chosen & (rows.amounts <= room[:, None]).all(axis=0)
        for index in order[fits[order]].tolist():
            if shares[index] <= WHOLE and self.weights[index] <= 0:
                break
            amounts = rows.amounts[:, index]
            if bool((amounts <= room).all()):
                chosen[index] = True
                room = room - amounts
                if room[0] <= 0:
                    break
        self._accept(chosen)

    def _accept(self, chosen: Mask) -> None:
        if not self.rows.between(chosen, chosen).holds(chosen):
            return
        weight = int(self.weights[chosen].sum(dtype=np.int64))
        if weight > self._beyond:
            self._take(chosen, weight)

    def _take(self, chosen: Mask, weight: int) -> None:
        """Seek more than this from now on; while its equals are gathered, as much as this."""
        better = self._best is None or weight > self._best.weight
        if better:
            self._best = Found(weight, chosen)
        if self._equals is None:
            self._beyond = weight
            self.witnesses.append(chosen)
            return
        if better:
            self._equals = {}
        if chosen.tobytes() not in self._equals:
            self._equals[chosen.tobytes()] = chosen
            self.witnesses.append(chosen)
        self._beyond = weight if len(self._equals) >= MOST_EQUALS else weight - 1

    def _cut(self, shares: Real) -> bool:
        found = [separate(knapsack, shares) for knapsack in self._knapsacks if _is_split(knapsack, shares)]
        cuts = [cut for cut in found if cut is not None]
        for cut in cuts:
            self._value.add_cut(cut)
        self._cuts += cuts
        return bool(cuts)


def tighten(rows: Rows, branch: Branch) -> bool:
    """Decide, in whole numbers, whom one row alone decides; False if a row can no longer be met."""
    is_plain = bool(rows.amounts.min(initial=0) >= 0)
    while True:
        free = np.flatnonzero(branch.may & ~branch.must)
        amounts = rows.amounts[:, free]
        base = rows.used(branch.must)
        least = base if is_plain else base + np.minimum(amounts, 0).sum(axis=1)
        most = base + (amounts if is_plain else np.maximum(amounts, 0)).sum(axis=1)
        if bool((least > rows.high).any() or (most < rows.low).any() or (branch.must & ~branch.may).any()):
            return False
        over, under = (rows.high - least)[:, None], (most - rows.low)[:, None]
        never, always = (amounts > over).any(axis=0), (amounts > under).any(axis=0)
        if not is_plain:
            never, always = never | (-amounts > under).any(axis=0), always | (-amounts > over).any(axis=0)
        if not bool(never.any() or always.any()):
            return True
        branch.may, branch.must = branch.may.copy(), branch.must.copy()
        branch.may[free[never]], branch.must[free[always]] = False, True


def tightened(rows: Rows) -> Rows | None:
    """The rows with everyone decided whom one row alone decides; None if they cannot be met."""
    branch = Branch(rows.must, rows.may)
    return rows.between(branch.must, branch.may) if tighten(rows, branch) else None


def _shrinks(root: Branch, beyond: int) -> bool:
    return int(np.count_nonzero(root.lost(beyond))) > (1 - SMALLER) * root.undecided


def _is_split(knapsack: Knapsack, shares: Real) -> bool:
    inside = shares[knapsack.members]
    return bool(((inside > WHOLE) & (inside < 1 - WHOLE)).any())


def _knapsacks(rows: Rows) -> list[Knapsack]:
    """The rows worth cutting: unequal amounts, not too wide."""
    found = []
    for place in range(rows.amounts.shape[0]):
        members = np.flatnonzero(rows.amounts[place])
        amounts = rows.amounts[place, members].tolist()
        if len(set(amounts)) < 2 or min(amounts) < 0 or len(amounts) > WIDEST_KNAPSACK:
            continue
        total, low, high = sum(amounts), int(rows.low[place]), int(rows.high[place])
        if high < total:
            found.append(Knapsack(members, amounts, high, outside=False))
        if 0 < low <= total:
            found.append(Knapsack(members, amounts, total - low, outside=True))
    return found
