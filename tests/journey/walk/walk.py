"""The walk itself: somebody tries something, then everything that must hold is asked."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from tests import world as w
from tests.journey.walk import holds
from tests.journey.walk.project import Project, begun, people, world
from tests.journey.walk.steps import VERBS, Try, Verb

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.workflow.models import Move
from dure.foundation.workflow.table import table_of

AT_ONCE = 4
LIKELY = 0.6
# How much likelier a try is whose transition nobody took so far.
UNTRIED = 6
START = w.moment(6, 26)
OVER = frozenset({"settled", "given_up", "terminated", "cancelled"})
Row = tuple[str, int]


class Walk:
    """Several projects under way, a clock that only goes on, and what was reached so far."""

    def __init__(self, seed: int, heard: Callable[[], AbstractContextManager[Any]]) -> None:
        """``heard`` runs what follows a commit, as each step is a transaction of its own."""
        self.dice, self.heard, self.at = random.Random(seed), heard, START
        self.world = world()
        self.people = people(self.world)
        self.projects: list[Project] = []
        self.begun = self.done = self.refused = 0
        self.states: dict[Row, str] = {}
        self.taken: Counter[tuple[str, str]] = Counter()
        self.tried: Counter[str] = Counter()
        self.last_move = 0
        while len(self.projects) < AT_ONCE:
            self._begin()

    def _begin(self) -> None:
        self.begun += 1
        self.projects.append(begun(self.world, self.begun))
        self.follow()

    def step(self) -> list[str]:
        """One try; what does not hold after it."""
        self.at += timedelta(minutes=self.dice.randint(5, 170))
        project = self.dice.choice(self.projects)
        before = holds.states_of(project.agreement_id)
        verb, pk = self._choose(before)
        try:
            with self.heard():
                verb.do(Try(self, project, pk, self.at, self.dice))
            self.done += 1
        except (ActionRefused, AccessRefused):
            self.refused += 1
        wrong = self.follow()
        now = holds.states_of(project.agreement_id)
        wrong += [
            f"{row} is {status}, its moves say {self._moved_to(row)}"
            for row, status in now.items()
            if status != self._moved_to(row)
        ]
        wrong += holds.wrong_with(project.agreement_id)
        self._retire(project, now)
        return [f"after {verb.do.__name__}: {each}" for each in wrong]

    def _moved_to(self, row: Row) -> str:
        return self.states.get(row, table_of(row[0]).initial)

    def _choose(self, rows: dict[Row, str]) -> tuple[Verb, int]:
        """What someone would do next, the untried first; or anything on anything."""
        if self.dice.random() < LIKELY:
            likely = [(verb, row[1]) for row, state in rows.items() for verb in VERBS if _fits(verb, row, state)]
            if likely:
                return self.dice.choices(likely, [self._weight(verb) for verb, _pk in likely])[0]
        anything = [(verb, row[1]) for row in rows for verb in VERBS if verb.model == row[0]]
        return self.dice.choice(anything)

    def _weight(self, verb: Verb) -> float:
        new = verb.leads and not self.taken[verb.model, verb.leads]
        return verb.often * (UNTRIED if new else 1)

    def follow(self) -> list[str]:
        """Every move since the last look, against its table."""
        moves = list(Move.objects.filter(pk__gt=self.last_move, model__in=TABLES).order_by("pk"))
        if not moves:
            return []
        self.last_move = moves[-1].pk
        self.taken.update((each.model, each.transition) for each in moves)
        return list(holds.wrong_moves(moves, self.states))

    def _retire(self, project: Project, rows: dict[Row, str]) -> None:
        """A project at its end makes room for the next one, as soon as nothing of it is open."""
        if rows["agreements.agreement", project.agreement_id] not in OVER or self.dice.random() > 0.2:
            return
        settled = all(state == "closed" for (model, _pk), state in rows.items() if model == "money.settlement")
        owed = any(state in ("open", "partly") for (model, _pk), state in rows.items() if model == "money.recovery")
        if settled and not owed:
            self.projects.remove(project)
            self._begin()

    def missing(self) -> list[tuple[str, str]]:
        """The transitions that nobody took."""
        every = [(model, each.name) for model in TABLES for each in table_of(model).transitions]
        return [each for each in every if not self.taken[each]]


def _fits(verb: Verb, row: Row, state: str) -> bool:
    return verb.model == row[0] and state in verb.states


TABLES = tuple(dict.fromkeys(verb.model for verb in VERBS))
