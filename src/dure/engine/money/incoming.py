"""Match money that came in to what is awaited: a firm's own cash, money due back. Nothing is guessed.

An awaited amount knows no exact day and may come in one of several sizes (all of it, or the part that is next), which
is why it is not matched as a payment of ours is. A row finds what it is only where it fits one awaited amount, is the
only row that fits it, and says who paid or for what; the rest is left to a human with its candidates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dure.engine.money.payment_rows import Row, plain_name, plain_reference
from dure.engine.money.reconcile import How, Pair

__all__ = ["Awaited", "IncomingMatching", "match_incoming"]


@dataclass(frozen=True, slots=True)
class Awaited:
    """Money awaited from one party between two days (both included), in one of these amounts."""

    id: str
    amounts: frozenset[int]
    from_on: date
    until_on: date
    name: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class IncomingMatching:
    """``pairs`` are sure (ours is the awaited amount); ``candidates`` gives for every other row what it may be."""

    pairs: tuple[Pair, ...]
    candidates: Mapping[str, tuple[str, ...]]


def match_incoming(awaited: Sequence[Awaited], rows: Sequence[Row]) -> IncomingMatching:
    """Match rows of money that came in, their amounts above zero. The order of both changes nothing."""
    in_order = sorted(rows, key=lambda row: (row.on, row.id))
    fitting = {row.id: [one for one in awaited if _fits(one, row)] for row in in_order}
    named = {
        row.id: {one.id: how for one in fitting[row.id] if (how := _told_by(one, row)) is not None} for row in in_order
    }
    asked = [one for found in named.values() for one in found]
    pairs = tuple(
        Pair(ours, theirs, how)
        for theirs, found in named.items()
        if len(found) == 1
        for ours, how in found.items()
        if asked.count(ours) == 1
    )
    sure = {pair.theirs for pair in pairs}
    taken = {pair.ours for pair in pairs}
    left = {
        theirs: tuple(one.id for one in found if one.id not in taken)
        for theirs, found in fitting.items()
        if theirs not in sure
    }
    return IncomingMatching(pairs, left)


def _fits(one: Awaited, row: Row) -> bool:
    return row.won in one.amounts and one.from_on <= row.on <= one.until_on


def _told_by(one: Awaited, row: Row) -> How | None:
    """What of a row says that it is this: the reference, or who paid. A bank may write either as the memo."""
    reference, name = plain_reference(one.reference), plain_name(one.name)
    if reference and reference == plain_reference(row.reference):
        return How.REFERENCE
    if name and name in (plain_name(row.name), plain_name(row.reference)):
        return How.DETAILS
    return None
