"""Who pays what of a project's cost by the notice's terms: province, city or county, firm. Pure; sums to the won."""

from dataclasses import dataclass

from dure.engine.money import rounding
from dure.engine.money.funders import Funder
from dure.engine.money.shares import FunderPart, SplitRules, Vat, split
from dure.journey.programmes.terms import CostRules, Terms


@dataclass(frozen=True)
class Shares:
    """The split of a cost in won. ``excess_won`` is the part of the firm's share that the ceiling left to it.

    ``vat_won`` is owed beside the cost by the firm when the notice leaves VAT out, and can be reclaimed.
    """

    cost_won: int
    province_won: int
    city_won: int
    firm_won: int
    in_kind_won: int = 0
    in_kind_limit_won: int = 0
    excess_won: int = 0
    vat_won: int = 0

    @property
    def support_won(self) -> int:
        """Public money: province and city."""
        return self.province_won + self.city_won

    @property
    def firm_cash_won(self) -> int:
        """What leaves the firm's account, VAT apart."""
        return self.firm_won - self.in_kind_won

    @property
    def in_kind_over_won(self) -> int:
        """By how much the in-kind part exceeds what the notice allows."""
        return max(0, self.in_kind_won - self.in_kind_limit_won)


def split_rules(rules: CostRules) -> SplitRules:
    """The notice's rules as the engine of money takes them."""
    return SplitRules(
        parts=(FunderPart(Funder.PROVINCE, rules.province_pct), FunderPart(Funder.CITY, rules.city_pct)),
        round_down_to_won=rules.round_down_to_won,
        in_kind_max_pct=rules.firm_in_kind_max_pct,
        vat=Vat.INCLUDED if rules.vat_included else Vat.BESIDE,
    )


def shares(cost_won: int, terms: Terms, in_kind_won: int = 0, ceiling_won: int | None = None) -> Shares:
    """Split a cost by the notice's percentages.

    Public shares are cut below the notice's rounding and the firm takes the rest, so that nothing is lost.
    ``ceiling_won`` limits the public money (the ceiling of the type): beyond it the firm pays. In kind
    counts towards the firm's share only up to that share.
    """
    parts = split(cost_won, split_rules(terms.costs), in_kind_won, ceiling_won)
    return Shares(
        cost_won=cost_won,
        province_won=parts.by_funder[Funder.PROVINCE],
        city_won=parts.by_funder[Funder.CITY],
        firm_won=parts.firm_won,
        in_kind_won=parts.in_kind_won,
        in_kind_limit_won=parts.in_kind_limit_won,
        excess_won=parts.excess_won,
        vat_won=parts.vat_won,
    )


def rounded_down(amount_won: int, rules: CostRules) -> int:
    """An amount cut below the notice's rounding (as a rule, below 1,000 won)."""
    return rounding.rounded_down(amount_won, rules.round_down_to_won)
