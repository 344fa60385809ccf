"""Money that went out to a supplier and came back to the firm's side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from dure.journey.money.patterns.facts import (
    BankMove,
    Body,
    Finding,
    Pairing,
    Pattern,
    Source,
    finding,
    plain,
    plain_body,
)

ROW = "money.importedrow"


@dataclass(frozen=True)
class TripRules:
    """How long after, and how much of the payment, before it is worth a look."""

    days: int = 60
    from_pct: int = 20


DEFAULT = TripRules()


def round_trips(
    pairings: Iterable[Pairing], moves: Sequence[BankMove], rules: TripRules = DEFAULT
) -> Iterator[Finding]:
    """A payment out to the supplier, and within the days a payment in from the supplier or the firm's own people.

    Explained rows (bounced payments, the firm's own cash) and small change do not count. A payment in is told of with
    the latest payment out before it.
    """
    outs = [move for move in moves if move.won > 0 and not move.known]
    ins = [move for move in moves if move.won < 0 and not move.known]
    for pairing in pairings:
        paid = [move for move in outs if _is_of(pairing.supplier, move)]
        for back in ins:
            if paid and (_is_of(pairing.supplier, back) or _is_of(pairing.firm, back)):
                yield from _trip(pairing, paid, back, rules)


def _trip(pairing: Pairing, paid: Sequence[BankMove], back: BankMove, rules: TripRules) -> Iterator[Finding]:
    before = [
        move for move in paid if move.on <= back.on <= move.on + timedelta(days=rules.days) and move.won >= -back.won
    ]
    out = max(before, key=lambda move: (move.on, move.row_id), default=None)
    if out is None or -back.won * 100 < out.won * rules.from_pct:
        return
    compared: dict[str, str | int] = {
        "out_won": out.won,
        "out_on": out.on.isoformat(),
        "out_name": out.name,
        "back_won": -back.won,
        "back_on": back.on.isoformat(),
        "back_name": back.name,
        "days": (back.on - out.on).days,
    }
    sources = (Source(ROW, out.row_id), Source(ROW, back.row_id))
    yield finding(Pattern.ROUND_TRIP, [pairing.agreement_id], compared, sources, (pairing.agreement_id, *sources))


def _is_of(body: Body, move: BankMove) -> bool:
    """By account where both are known, else by the body's or its representative's whole name."""
    if move.account and plain(move.account) in {plain(account) for account in body.accounts}:
        return True
    name = plain_body(move.name)
    return bool(name) and name in {plain_body(body.name), plain(body.representative)}
