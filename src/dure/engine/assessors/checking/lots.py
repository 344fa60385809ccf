"""Replays a draw: the calling orders from the seed, and each call that was passed over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from dure.engine.assessors.checking.flow import can_be_met
from dure.engine.assessors.checking.report import Report
from dure.engine.assessors.checking.values import Assignment, View
from dure.engine.strict_json import JsonValue, pointer

Orders = dict[str, list[str]]


def check_draw(view: View, seed: str, answer: Mapping[str, JsonValue], assignment: Assignment, report: Report) -> None:
    """Every one called was the next; every one passed over was full or would have left others unserved.

    The assignment itself, being complete, is the witness that each call left room for the rest.
    """
    orders = {firm: _order(view, seed, firm) for firm in view.firms}
    report.compare("/calling_order", answer.get("calling_order"), {firm: list(row) for firm, row in orders.items()})
    left = {one.id: one.max_load for one in view.problem.assessors}
    owed = {one.id: one.min_load for one in view.problem.assessors}
    for place, firm in enumerate(view.firms):
        row = list(assignment[firm])
        if row != sorted(row, key=orders[firm].index):
            report.fail(pointer("/assignment", firm), row, "not in calling order")
        for skipped in _passed_over(orders[firm], row):
            if left[skipped] and _could_serve(view, orders, place, row, skipped, left, owed):
                report.fail(pointer("/assignment", firm), row, f"{skipped} was passed over")
        for one in row:
            left[one] -= 1
            owed[one] = max(0, owed[one] - 1)
    report.proof["draw"] = "replayed"


def _order(view: View, seed: str, firm: str) -> list[str]:
    lots = []
    for one in view.assessors:
        if (firm, one) in view.open:
            digest = hashlib.sha256("\n".join((seed, firm, one)).encode("utf-8")).hexdigest()
            lots.append((digest[:16], one))
    return [one for _, one in sorted(lots)]


def _passed_over(order: Sequence[str], called: Sequence[str]) -> list[str]:
    last = max(order.index(one) for one in called)
    return [one for one in order[:last] if one not in called]


def _could_serve(
    view: View,
    orders: Orders,
    place: int,
    row: Sequence[str],
    skipped: str,
    left: Mapping[str, int],
    owed: Mapping[str, int],
) -> bool:
    """Whether all could be served with this one called after those called before it."""
    order = orders[view.firms[place]]
    turn = order.index(skipped)
    called = {one for one in row if order.index(one) < turn} | {skipped}
    need = view.problem.per_firm - len(called)
    later = [(orders[firm], view.problem.per_firm) for firm in view.firms[place + 1 :]]
    loads = {one: (max(0, owed[one] - (one in called)), left[one] - (one in called)) for one in view.assessors}
    return can_be_met([(order[turn + 1 :], need), *later], loads)
