"""Problems to try, and the answer by looking at every assignment there is."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from dure.engine.assessors import parse
from dure.engine.assessors.problem import Problem

Document = dict[str, Any]
Assignment = dict[str, tuple[str, ...]]


def problem(document: Document) -> Problem:
    return parse(json.dumps(document))


def realistic(seed: int, *, firms: int = 176, assessors: int = 25, per_firm: int = 5, spare: int = 2) -> Document:
    """A year's firms and pool: topics out of 20, one pair in twenty in conflict."""
    draw = random.Random(seed)
    topics = [f"topic {number}" for number in range(20)]
    load = -(-firms * per_firm // assessors) + spare
    document: Document = {
        "firms": [{"id": f"F{n:03}", "topics": draw.sample(topics, draw.randint(1, 4))} for n in range(firms)],
        "assessors": [
            {"id": f"E{n:02}", "topics": draw.sample(topics, draw.randint(4, 9)), "max_load": load}
            for n in range(assessors)
        ],
        "per_firm": per_firm,
    }
    document["conflicts"] = [
        [firm["id"], one["id"]] for firm in document["firms"] for one in document["assessors"] if draw.random() < 0.05
    ]
    return document


@st.composite
def small(draw: st.DrawFn) -> Document:
    """Up to 4 firms and 4 assessors: ties, conflicts, crossing loads, infeasible ones among them."""
    firms, assessors = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    firm_ids = draw(st.permutations([f"F{number}" for number in range(firms)]))
    assessor_ids = draw(st.permutations([f"E{number}" for number in range(assessors)]))
    topics = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3)
    pool = []
    for one in assessor_ids:
        least = draw(st.sampled_from([0, 0, 0, 1, 2]))
        pool.append(
            {
                "id": one,
                "topics": draw(topics),
                "min_load": least,
                "max_load": least + draw(st.integers(0, 4)),
            }
        )
    pairs = st.lists(st.tuples(st.sampled_from(firm_ids), st.sampled_from(assessor_ids)), max_size=4)
    affinity: dict[str, dict[str, str]] = {}
    for firm, one in draw(pairs):
        affinity.setdefault(firm, {})[one] = draw(st.sampled_from(["0.80", "0.5", "1", "0.333", "0", "0.8001"]))
    return {
        "firms": [{"id": firm, "topics": draw(topics)} for firm in firm_ids],
        "assessors": pool,
        "per_firm": draw(st.integers(1, 3)),
        "conflicts": [list(pair) for pair in draw(pairs)],
        "affinity": affinity,
    }


def affinity_of(document: Document, firm: str, one: str) -> Fraction:
    given = document.get("affinity", {}).get(firm, {}).get(one)
    if given is not None:
        return Fraction(given)
    wanted = next(item.get("topics", []) for item in document["firms"] if item["id"] == firm)
    known = next(item.get("topics", []) for item in document["assessors"] if item["id"] == one)
    return Fraction(len(set(wanted) & set(known)), len(wanted)) if wanted else Fraction(0)


def every_assignment(document: Document) -> Iterator[Assignment]:
    """In the order of ids: the first of equally good ones is the one wanted."""
    barred = {tuple(pair) for pair in document.get("conflicts", [])}
    firms = sorted(item["id"] for item in document["firms"])
    pool = {item["id"]: item for item in document["assessors"]}
    choices = [
        list(itertools.combinations([one for one in sorted(pool) if (firm, one) not in barred], document["per_firm"]))
        for firm in firms
    ]
    for rows in itertools.product(*choices):
        loads = {one: sum(one in row for row in rows) for one in pool}
        if all(item.get("min_load", 0) <= loads[one] <= item["max_load"] for one, item in pool.items()):
            yield dict(zip(firms, rows, strict=True))


def worth(document: Document, assignment: Assignment) -> tuple[Fraction, Fraction, bool]:
    sums = [sum((affinity_of(document, firm, one) for one in row), Fraction(0)) for firm, row in assignment.items()]
    return min(sums), sum(sums, Fraction(0)), is_linked(document, assignment)


def is_linked(document: Document, assignment: Assignment) -> bool:
    groups = [{item["id"]} for item in document["assessors"]]
    for row in assignment.values():
        together = [group for group in groups if group & set(row)]
        groups = [group for group in groups if not group & set(row)] + [set().union(*together)]
    return len(groups) == 1


def best(document: Document) -> Assignment | None:
    """The earliest by id among the best; `max` keeps the first of equals."""
    return max(every_assignment(document), key=lambda one: worth(document, one), default=None)
