"""The contract read literally, by looking at every subset: slow, plain, and sharing no code with the solver.

It takes the parsed problem and writes the same answer as the solver does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from dure.engine.selection.digest import digest
from dure.engine.selection.problem import COUNT, Applicant, Constraint, MeasureKey, Problem, Rule

Chosen = frozenset[str]


def answer(problem: Problem) -> dict[str, object]:
    return Oracle(problem).answer()


class Oracle:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.firm = {one.id: one for one in problem.applicants}
        self.tie = {one.id: place for place, one in enumerate(sorted(problem.applicants, key=self._tie_key))}
        self.sets = [chosen for chosen in self._subsets() if self._holds(chosen, problem.limits)]

    def answer(self) -> dict[str, object]:
        if not self.sets:
            return self._infeasible()
        problem = self.problem
        chosen = self._list(problem.rule, self.sets)
        other = self._list(problem.rule.other, self.sets)
        return {
            "status": "optimal",
            "rule": problem.rule.value,
            "selected": sorted(chosen),
            "total": self._text(self._total(chosen)),
            "bound": self._text(self._total(chosen)),
            "count": len(chosen),
            "measures": self._measures(chosen),
            "applicants": {one: self._applicant(one, chosen) for one in sorted(self.firm)},
            **self._reserve(chosen),
            "differs_from": {
                "rule": problem.rule.other.value,
                "only_here": sorted(chosen - other),
                "only_there": sorted(other - chosen),
            },
            "digest": digest(problem, chosen),
        }

    def _subsets(self) -> Iterator[Chosen]:
        free = sorted(set(self.firm) - self.problem.pinned - self.problem.barred)
        for size in range(len(free) + 1):
            for some in combinations(free, size):
                yield self.problem.pinned | frozenset(some)

    def _used(self, limit: Constraint, chosen: Chosen) -> int:
        members = [self.firm[one] for one in chosen if _matches(limit, self.firm[one])]
        return len(members) if limit.measure == COUNT else sum(one.measures.get(limit.measure, 0) for one in members)

    def _holds(self, chosen: Chosen, limits: tuple[Constraint, ...]) -> bool:
        return all(self._within(limit, self._used(limit, chosen)) for limit in limits)

    @staticmethod
    def _within(limit: Constraint, used: int) -> bool:
        return (limit.minimum is None or used >= limit.minimum) and (limit.maximum is None or used <= limit.maximum)

    def _tie_key(self, one: Applicant) -> tuple[object, ...]:
        keys: list[object] = []
        for key in self.problem.tie_order:
            if isinstance(key, MeasureKey):
                keys.append((key.measure not in one.measures, one.measures.get(key.measure, 0)))
            elif key.tag not in one.tags:
                keys.append((True, 0))
            else:
                value = one.tags[key.tag]
                keys.append((False, key.first.index(value) if value in key.first else len(key.first)))
        return (*keys, one.id)

    def _total(self, chosen: Chosen) -> int:
        return sum(self.firm[one].score for one in chosen)

    def _in_order(self, chosen: Chosen, order: list[str]) -> tuple[bool, ...]:
        return tuple(one in chosen for one in order)

    def _list(self, rule: Rule, sets: list[Chosen]) -> Chosen:
        if rule is Rule.MAX_TOTAL:
            order = sorted(self.firm, key=self.tie.__getitem__)
            return max(sets, key=lambda one: (self._total(one), len(one), self._in_order(one, order)))
        taken: Chosen = self.problem.pinned
        for one in sorted(self.firm, key=lambda one: (-self.firm[one].score, self.tie[one])):
            if any(taken | {one} <= chosen for chosen in sets):
                taken = taken | {one}
        return taken

    def _text(self, steps: int) -> str:
        places = self.problem.decimals
        sign, steps = ("-" if steps < 0 else ""), abs(steps)
        return f"{sign}{steps // 10**places}" + (f".{steps % 10**places:0{places}d}" if places else "")

    def _measures(self, chosen: Chosen) -> dict[str, int]:
        names = sorted({name for one in self.problem.applicants for name in one.measures})
        return {name: sum(self.firm[one].measures.get(name, 0) for one in chosen) for name in names}

    def _applicant(self, one: str, chosen: Chosen) -> dict[str, object]:
        decided = one in self.problem.pinned | self.problem.barred
        flipped = [] if decided else [other for other in self.sets if (one in other) != (one in chosen)]
        margin = None
        if flipped and self.problem.rule is Rule.MAX_TOTAL:
            lost = self._total(chosen) - max(map(self._total, flipped))
            margin = self._text(lost if one in chosen else -lost)
        if one in chosen:
            return {"selected": True, "margin": margin, "essential": not decided and not flipped, "binding": []}
        points = self._points(one) if flipped else None
        return {
            "selected": False,
            "margin": margin,
            "reachable": bool(flipped),
            "points_needed": None if points is None else self._text(points),
            "attainable": points is not None and self.firm[one].score + points <= self.problem.score_max,
            "binding": [
                limit.name
                for limit in self.problem.limits
                if limit.maximum is not None and self._used(limit, chosen | {one}) > limit.maximum
            ],
        }

    def _points(self, one: str) -> int:
        """Try the steps one by one, as the contract words it."""
        points = 1
        while one not in self._raised(one, points)._list(self.problem.rule, self.sets):
            points += 1
        return points

    def _raised(self, one: str, points: int) -> Oracle:
        raised = object.__new__(Oracle)
        raised.problem, raised.tie, raised.sets = self.problem, self.tie, self.sets
        raised.firm = {**self.firm, one: replace(self.firm[one], score=self.firm[one].score + points)}
        return raised

    def _reserve(self, chosen: Chosen) -> dict[str, object]:
        reserve: dict[str, list[str]] = {}
        shortfalls: dict[str, dict[str, int]] = {}
        for gone in sorted(chosen):
            kept = chosen - {gone}
            sets = [
                kept | frozenset(some)
                for size in range(len(self.firm) + 1)
                for some in combinations(sorted(set(self.firm) - chosen - self.problem.barred), size)
            ]
            sets = [one for one in sets if self._under_maxima(one)]
            least = min(map(self._shortfall, sets))
            near = Oracle.__new__(Oracle)
            near.problem = replace(self.problem, pinned=kept)
            near.firm, near.tie = self.firm, self.tie
            then = near._list(self.problem.rule, [one for one in sets if self._shortfall(one) == least])
            reserve[gone] = sorted(then - kept)
            named = {limit.name: lack for limit, lack in zip(self.problem.limits, least, strict=True) if lack}
            if named:
                shortfalls[gone] = named
        return {"reserve": reserve, "reserve_shortfall": shortfalls}

    def _under_maxima(self, chosen: Chosen) -> bool:
        return all(limit.maximum is None or self._used(limit, chosen) <= limit.maximum for limit in self.problem.limits)

    def _shortfall(self, chosen: Chosen) -> tuple[int, ...]:
        return tuple(max(0, (limit.minimum or 0) - self._used(limit, chosen)) for limit in self.problem.limits)

    def _infeasible(self) -> dict[str, object]:
        kept = list(self.problem.limits)
        for limit in reversed(self.problem.limits):
            rest = tuple(one for one in kept if one != limit)
            if not any(self._holds(chosen, rest) for chosen in self._subsets()):
                kept = list(rest)
        relaxation = min((self._oversteps(chosen) for chosen in self._subsets()), key=self._cost)
        limits = {limit.name: limit for limit in self.problem.limits}
        bounds = {
            name: {"max": (limits[name].maximum or 0) + amount}
            if amount > 0
            else {"min": (limits[name].minimum or 0) + amount}
            for name, amount in relaxation.items()
        }
        return {
            "status": "infeasible",
            "rule": self.problem.rule.value,
            "conflict": [limit.name for limit in kept],
            "smallest_relaxation": {name: abs(amount) for name, amount in relaxation.items()},
            "relaxed_bounds": bounds,
        }

    def _oversteps(self, chosen: Chosen) -> dict[str, int]:
        """By limit: how far above its maximum (positive) or below its minimum (negative)."""
        found = {}
        for limit in self.problem.limits:
            used = self._used(limit, chosen)
            if limit.maximum is not None and used > limit.maximum:
                found[limit.name] = used - limit.maximum
            elif limit.minimum is not None and used < limit.minimum:
                found[limit.name] = used - limit.minimum
        return found

    def _cost(self, oversteps: dict[str, int]) -> tuple[object, ...]:
        limits = {limit.name: limit for limit in self.problem.limits}
        listed = [limit.name for limit in self.problem.limits]
        spent: dict[str, int] = {}
        for name, amount in oversteps.items():
            measure = limits[name].measure
            spent[measure] = spent.get(measure, 0) + abs(amount)
        measures = sorted({limit.measure for limit in self.problem.limits} - {COUNT})
        return (
            len(oversteps),
            spent.get(COUNT, 0),
            tuple(spent.get(name, 0) for name in measures),
            tuple(listed.index(name) for name in oversteps),
            tuple(-abs(amount) for amount in oversteps.values()),
            tuple(amount < 0 for amount in oversteps.values()),
        )


def _matches(limit: Constraint, one: Applicant) -> bool:
    return all(tag in one.tags and one.tags[tag] in values for tag, values in limit.where.items())
