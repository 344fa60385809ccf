"""Match our payments to a bank's file, or our spending to another system's list. Nothing is guessed.

First by reference; then by amount, day and account or name, but only where there is exactly one way to pair all the
rows concerned. Whatever else could be meant is left to a human with its candidates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from dure.engine.money.payment_rows import Row, may_be_the_same, plain
from dure.engine.money.reasons import Reason, Why, refuse

__all__ = ["Candidates", "How", "MatchRules", "Matching", "Pair", "Row", "match"]


@dataclass(frozen=True, slots=True)
class MatchRules:
    """By how many days the two sides' dates may differ where no reference tells."""

    window_days: int = 3


class How(StrEnum):
    """What two rows were recognised by."""

    REFERENCE = "reference"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of ours and the row of theirs that is the same payment."""

    ours: str
    theirs: str
    how: How


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows that could be paired in more than one way, or that share a reference more than once."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Every row stands in exactly one of the first five; duplicates are flagged beside that.

    ``different_amounts``: the same reference with another amount. ``missing_there``: ours that they do not have;
    ``missing_here``: theirs that we do not have.
    """

    pairs: tuple[Pair, ...]
    ambiguous: tuple[Candidates, ...]
    different_amounts: tuple[Pair, ...]
    missing_there: tuple[str, ...]
    missing_here: tuple[str, ...]
    duplicates_ours: tuple[tuple[str, ...], ...]
    duplicates_theirs: tuple[tuple[str, ...], ...]

    @property
    def agrees(self) -> bool:
        """Whether both sides say the same and nothing is left to a human."""
        open_ends = (self.ambiguous, self.different_amounts, self.missing_there, self.missing_here)
        return not any((*open_ends, self.duplicates_ours, self.duplicates_theirs))


DEFAULT = MatchRules()


def match(ours: Sequence[Row], theirs: Sequence[Row], rules: MatchRules = DEFAULT) -> Matching:
    """Match two lists. The order of their rows changes nothing."""
    refuse(Reason(Why.NAMED_TWICE, one) for side in (ours, theirs) for one in _repeated(row.id for row in side))
    ours, theirs = _plain_in_order(ours), _plain_in_order(theirs)
    pairs, different, shared = _by_reference(ours, theirs)
    told = (*pairs, *different)
    done_ours = {pair.ours for pair in told} | {one for group in shared for one in group.ours}
    done_theirs = {pair.theirs for pair in told} | {one for group in shared for one in group.theirs}
    groups = _groups(
        [row for row in ours if row.id not in done_ours], [row for row in theirs if row.id not in done_theirs], rules
    )
    found, unsure = _by_details([group for group in groups if group.ours and group.theirs])
    return Matching(
        pairs=(*pairs, *found),
        ambiguous=(*shared, *unsure),
        different_amounts=different,
        missing_there=tuple(one for group in groups if not group.theirs for one in group.ours),
        missing_here=tuple(one for group in groups if not group.ours for one in group.theirs),
        duplicates_ours=_duplicates(ours),
        duplicates_theirs=_duplicates(theirs),
    )


def _repeated(ids: Iterable[str]) -> Iterator[str]:
    return (one for one, times in Counter(ids).items() if times > 1)


def _plain_in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted(map(plain, rows), key=lambda row: (row.on, row.id))


def _grouped(rows: Iterable[Row], by: Callable[[Row], Hashable]) -> dict[Hashable, list[Row]]:
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        groups[by(row)].append(row)
    return groups


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def _by_reference(
    ours: Sequence[Row], theirs: Sequence[Row]
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], tuple[Candidates, ...]]:
    """Pairs of a reference that stands once on each side, split by whether amounts agree; the rest that share one."""
    here = _grouped(ours, lambda row: row.reference)
    there = _grouped(theirs, lambda row: row.reference)
    pairs: list[Pair] = []
    different: list[Pair] = []
    shared: list[Candidates] = []
    for reference, mine in here.items():
        yours = there.get(reference, [])
        if not reference or not yours:
            continue
        if len(mine) > 1 or len(yours) > 1:
            shared.append(Candidates(_ids(mine), _ids(yours)))
            continue
        same = mine[0].won == yours[0].won
        (pairs if same else different).append(Pair(mine[0].id, yours[0].id, How.REFERENCE))
    return tuple(pairs), tuple(different), tuple(shared)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows connected by what they may be, none of which may be a row outside."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    candidates: Mapping[str, frozenset[str]]


def _groups(ours: Sequence[Row], theirs: Sequence[Row], rules: MatchRules) -> list[_Group]:
    there = _grouped(theirs, lambda row: (row.won, row.on))
    near = [timedelta(days) for days in range(-rules.window_days, rules.window_days + 1)]
    forth = {
        row.id: _ids(
            other
            for days in near
            for other in there.get((row.won, row.on + days), ())
            if may_be_the_same(row, other, rules.window_days)
        )
        for row in ours
    }
    back: dict[str, list[str]] = {row.id: [] for row in theirs}
    for mine, candidates in forth.items():
        for one in candidates:
            back[one].append(mine)
    lonely = [_Group((), (yours,), {}) for yours, candidates in back.items() if not candidates]
    return [*_connected(forth, back), *lonely]


def _connected(forth: Mapping[str, Sequence[str]], back: Mapping[str, Sequence[str]]) -> Iterator[_Group]:
    """The groups that hold a row of ours, each side in the order of its rows."""
    place_of_ours = {mine: place for place, mine in enumerate(forth)}
    place_of_theirs = {yours: place for place, yours in enumerate(back)}
    seen: set[str] = set()
    for start in forth:
        if start in seen:
            continue
        reached_ours, reached_theirs = _reach(start, forth, back)
        seen |= reached_ours
        ours = sorted(reached_ours, key=place_of_ours.__getitem__)
        theirs = sorted(reached_theirs, key=place_of_theirs.__getitem__)
        yield _Group(tuple(ours), tuple(theirs), {mine: frozenset(forth[mine]) for mine in ours})


def _reach(
    start: str, forth: Mapping[str, Sequence[str]], back: Mapping[str, Sequence[str]]
) -> tuple[set[str], set[str]]:
    """All of ours and of theirs that are connected to one of ours."""
    ours, theirs = {start}, set[str]()
    waiting = [start]
    while waiting:
        for yours in forth[waiting.pop()]:
            if yours not in theirs:
                theirs.add(yours)
                fresh = set(back[yours]) - ours
                ours |= fresh
                waiting += fresh
    return ours, theirs


def _by_details(groups: Iterable[_Group]) -> tuple[tuple[Pair, ...], tuple[Candidates, ...]]:
    found: list[Pair] = []
    unsure: list[Candidates] = []
    for group in groups:
        pairs = only_way(group.candidates)
        if pairs is None:
            unsure.append(Candidates(group.ours, group.theirs))
        else:
            found += [Pair(mine, pairs[mine], How.DETAILS) for mine in group.ours]
    return tuple(found), tuple(unsure)


def only_way(candidates: Mapping[str, frozenset[str]]) -> dict[str, str] | None:
    """The only way to give each of ours one of theirs; None where there is none or more than one.

    A single way always has a row with a single candidate: so take those away until none is left. (If each had two or
    more, one could walk from row to row until a circle closes or a free candidate is found, and swap along the walk.)
    """
    open_rows = dict(candidates)
    pairs: dict[str, str] = {}
    while open_rows:
        forced = next((mine for mine, yours in open_rows.items() if len(yours) == 1), None)
        if forced is None:
            return None
        (yours,) = open_rows.pop(forced)
        pairs[forced] = yours
        open_rows = {mine: rest - {yours} for mine, rest in open_rows.items()}
    return pairs


def _duplicates(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Rows of one side that tell of the same day, amount, reference and payee."""
    alike = _grouped(
        rows,
        lambda row: (row.on, row.won, row.reference, row.account or row.name),
    )
    return tuple(_ids(same) for same in alike.values() if len(same) > 1)
