"""Who pays what of a project's cost. Every split sums to the won: what rounding and ceilings leave, the firm pays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dure.engine.money.funders import Amounts, Funder
from dure.engine.money.reasons import Reason, Why, refuse
from dure.engine.money.rounding import hundredths, part_won, rounded_down

ZERO = Decimal(0)


class Vat(StrEnum):
    """Whether the cost contains VAT or VAT is owed beside it (and can be reclaimed by the firm)."""

    INCLUDED = "included"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class FunderPart:
    """A funder's percentage of the cost and the most it pays for one project."""

    funder: Funder
    pct: Decimal
    ceiling_won: int | None = None


@dataclass(frozen=True, slots=True)
class SplitRules:
    """The notice's rules. The firm is not among the parts: it takes the rest."""

    parts: tuple[FunderPart, ...]
    round_down_to_won: int = 1000
    in_kind_max_pct: Decimal = ZERO
    vat: Vat = Vat.BESIDE
    vat_pct: Decimal = Decimal(10)

    def __post_init__(self) -> None:
        refuse(self._nonsense())

    def _nonsense(self) -> Iterator[Reason]:
        funders = [part.funder for part in self.parts]
        total = sum(hundredths(part.pct) for part in self.parts)
        if Funder.FIRM in funders:
            yield Reason(Why.FIRM_HAS_NO_PCT, Funder.FIRM)
        if len(set(funders)) < len(funders):
            yield Reason(Why.NAMED_TWICE, "parts")
        if total > 100 * 100:
            yield Reason(Why.PCT_OVER_100, "parts", pct=Decimal(total).scaleb(-2))
        if hundredths(self.in_kind_max_pct) > 100 * 100:
            yield Reason(Why.PCT_OVER_100, "in_kind", pct=self.in_kind_max_pct)
        if self.round_down_to_won < 1:
            yield Reason(Why.NEGATIVE, "round_down_to", 1, self.round_down_to_won)


@dataclass(frozen=True, slots=True)
class Shares:
    """The split of a cost. ``excess_won`` is what ceilings, ``rounding_won`` what rounding left to the firm.

    ``vat_won`` is owed by the firm beside the cost; ``vat_within_won`` is contained in it. In kind carries no VAT.
    """

    cost_won: int
    by_funder: Amounts
    in_kind_won: int
    in_kind_limit_won: int
    excess_won: int
    rounding_won: int
    vat_won: int
    vat_within_won: int
    reasons: tuple[Reason, ...]

    @property
    def firm_won(self) -> int:
        """The firm's share: cash and in kind."""
        return self.by_funder[Funder.FIRM]

    @property
    def public_won(self) -> int:
        """National, provincial and city money."""
        return self.by_funder.public_won

    @property
    def firm_cash_won(self) -> int:
        """The firm's share that is paid in money, VAT beside the cost apart."""
        return self.firm_won - self.in_kind_won

    @property
    def in_kind_over_won(self) -> int:
        """By how much the in-kind part exceeds what the notice allows."""
        return max(0, self.in_kind_won - self.in_kind_limit_won)

    @property
    def leaves_account_won(self) -> int:
        """What leaves the firm's account in all."""
        return self.firm_cash_won + self.vat_won

    @property
    def comes_back_won(self) -> int:
        """What the firm can reclaim of it."""
        return self.vat_won


def split(cost_won: int, rules: SplitRules, in_kind_won: int = 0, public_ceiling_won: int | None = None) -> Shares:
    """Split a cost: percentages cut below the rounding unit, then each funder's ceiling, then that of all public money.

    In kind counts towards the firm's share only up to that share.
    """
    named = (("cost", cost_won), ("in_kind", in_kind_won), ("public_ceiling", public_ceiling_won or 0))
    refuse(Reason(Why.NEGATIVE, name, 0, won) for name, won in named if won < 0)
    exact = {part.funder: part_won(cost_won, part.pct) for part in rules.parts}
    rounded = {funder: rounded_down(won, rules.round_down_to_won) for funder, won in exact.items()}
    capped = {part.funder: _capped(rounded[part.funder], part, rules) for part in rules.parts}
    paid = _within_public(capped, rules, public_ceiling_won)
    firm = cost_won - sum(paid.values())
    in_kind = min(in_kind_won, firm)
    limit = part_won(firm, rules.in_kind_max_pct)
    beside, within = _vat(cost_won - in_kind, rules)
    rounding = sum(exact.values()) - sum(rounded.values())
    return Shares(
        cost_won=cost_won,
        by_funder=Amounts.of(paid | {Funder.FIRM: firm}),
        in_kind_won=in_kind,
        in_kind_limit_won=limit,
        excess_won=sum(rounded.values()) - sum(paid.values()),
        rounding_won=rounding,
        vat_won=beside,
        vat_within_won=within,
        reasons=(
            *_ceilings_met(rules, rounded, capped, public_ceiling_won),
            *((Reason(Why.ROUNDING_LEFT, Funder.FIRM, used_won=rounding),) if rounding else ()),
            *((Reason(Why.IN_KIND_OVER_LIMIT, Funder.FIRM, limit, in_kind),) if in_kind > limit else ()),
        ),
    )


def _capped(won: int, part: FunderPart, rules: SplitRules) -> int:
    return won if part.ceiling_won is None else min(won, rounded_down(part.ceiling_won, rules.round_down_to_won))


def _public(amounts: dict[Funder, int]) -> int:
    return sum(won for funder, won in amounts.items() if funder.is_public)


def _ceilings_met(
    rules: SplitRules, rounded: dict[Funder, int], capped: dict[Funder, int], public_ceiling_won: int | None
) -> Iterator[Reason]:
    for part in rules.parts:
        if capped[part.funder] < rounded[part.funder]:
            yield Reason(Why.FUNDER_CEILING, part.funder, part.ceiling_won, rounded[part.funder])
    if public_ceiling_won is not None and _public(capped) > public_ceiling_won:
        yield Reason(Why.PUBLIC_CEILING, "public", public_ceiling_won, _public(capped))


def _within_public(capped: dict[Funder, int], rules: SplitRules, ceiling_won: int | None) -> dict[Funder, int]:
    """The ceiling divided among public funders by their percentages, nobody above what it would pay without it.

    The last of them takes what rounding leaves. Whoever reaches its own limit pays that; the others share the rest.
    """
    if ceiling_won is None or _public(capped) <= ceiling_won:
        return capped
    sharing = [part for part in rules.parts if part.funder.is_public and part.pct > 0]
    paid = dict(capped)
    room = ceiling_won
    while True:
        offered = _offers(room, sharing, rules)
        full = [part for part in sharing if offered[part.funder] > capped[part.funder]]
        if not full:
            return paid | offered
        room -= sum(capped[part.funder] for part in full)
        sharing = [part for part in sharing if part not in full]


def _offers(room_won: int, sharing: list[FunderPart], rules: SplitRules) -> dict[Funder, int]:
    whole = sum(hundredths(part.pct) for part in sharing)
    unit = rules.round_down_to_won
    offered = {part.funder: rounded_down(room_won * hundredths(part.pct) // whole, unit) for part in sharing}
    last = sharing[-1].funder
    offered[last] = rounded_down(room_won - sum(won for one, won in offered.items() if one is not last), unit)
    return offered


def _vat(taxed_won: int, rules: SplitRules) -> tuple[int, int]:
    """VAT beside and VAT within, of the part that is bought with money."""
    if rules.vat is Vat.BESIDE:
        return part_won(taxed_won, rules.vat_pct), 0
    rate = hundredths(rules.vat_pct)
    return 0, taxed_won * rate // (100 * 100 + rate)
