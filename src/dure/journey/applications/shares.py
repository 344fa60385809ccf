"""Who pays what of a project's cost: province, city or county, firm. Pure; every split sums to the won."""

from dataclasses import dataclass
from decimal import Decimal

from dure.journey.programmes.terms import CostRules, Terms

VAT_PCT = 10


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


def shares(cost_won: int, terms: Terms, in_kind_won: int = 0, ceiling_won: int | None = None) -> Shares:
    """Split a cost by the notice's percentages.

    Public shares are cut below the notice's rounding and the firm takes the rest, so that nothing is lost.
    ``ceiling_won`` limits the public money (the ceiling of the type): beyond it the firm pays. In kind
    counts towards the firm's share only up to that share.
    """
    rules = terms.costs
    province, city = (_part(cost_won, pct, rules) for pct in (rules.province_pct, rules.city_pct))
    uncapped = province + city
    if ceiling_won is not None and uncapped > ceiling_won:
        province, city = _within(ceiling_won, rules)
    firm = cost_won - province - city
    in_kind = min(in_kind_won, firm)
    return Shares(
        cost_won=cost_won,
        province_won=province,
        city_won=city,
        firm_won=firm,
        in_kind_won=in_kind,
        in_kind_limit_won=int(firm * rules.firm_in_kind_max_pct / 100),
        excess_won=uncapped - province - city,
        vat_won=0 if rules.vat_included else (cost_won - in_kind) * VAT_PCT // 100,
    )


def rounded_down(amount_won: int, rules: CostRules) -> int:
    """An amount cut below the notice's rounding (as a rule, below 1,000 won)."""
    return amount_won - amount_won % rules.round_down_to_won


def _part(amount_won: int, pct: Decimal, rules: CostRules) -> int:
    return rounded_down(int(amount_won * pct / 100), rules)


def _within(ceiling_won: int, rules: CostRules) -> tuple[int, int]:
    public_pct = rules.province_pct + rules.city_pct
    province = rounded_down(int(ceiling_won * rules.province_pct / public_pct), rules)
    return province, rounded_down(ceiling_won - province, rules)
