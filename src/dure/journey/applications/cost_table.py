"""The cost table priced by the notice's rules, with what is wrong in it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.interface.formats import pct, won
from dure.journey.applications.plan import CostLine, Plan
from dure.journey.applications.shares import Shares, rounded_down, shares
from dure.journey.programmes.terms import CostItem, Terms

MOST_WON = 10**12


@dataclass(frozen=True)
class PricedLine:
    """A row with its amount after rounding; ``cut_won`` is what the rounding took."""

    line: CostLine
    item_name: str
    amount_won: int
    cut_won: int


@dataclass(frozen=True)
class CostTable:
    """All rows, the split of their sum, and sentences about what breaks a rule of the notice."""

    lines: tuple[PricedLine, ...]
    shares: Shares
    ceiling_won: int
    problems: tuple[str, ...]

    @property
    def total_won(self) -> int:
        """The project's cost without VAT."""
        return self.shares.cost_won

    @property
    def cut_won(self) -> int:
        """All that the rounding took."""
        return sum(each.cut_won for each in self.lines)


def price(plan: Plan, terms: Terms, type_code: str) -> CostTable:
    """Price a plan's cost table for a type of the notice."""
    items = {item.code: item for item in terms.costs.items}
    lines = tuple(_priced(line, items, terms) for line in plan.costs)
    total = sum(each.amount_won for each in lines)
    ceiling = terms.type(type_code).ceiling_won
    split = shares(min(total, MOST_WON), terms, plan.in_kind_won, ceiling)
    problems = (*_line_problems(lines, items), *_cap_problems(lines, items, split), *_sum_problems(total, plan, split))
    return CostTable(lines=lines, shares=split, ceiling_won=ceiling, problems=problems)


def _priced(line: CostLine, items: dict[str, CostItem], terms: Terms) -> PricedLine:
    amount = rounded_down(line.amount_won, terms.costs)
    item = items.get(line.item)
    name = item.name.in_language(get_language() or "ko") if item is not None else line.item
    return PricedLine(line, name, amount, line.amount_won - amount)


def _line_problems(lines: tuple[PricedLine, ...], items: dict[str, CostItem]) -> Iterator[str]:
    for row, each in enumerate(lines, start=1):
        if each.line.item not in items:
            yield _("Row %(row)d: choose a cost item of the notice.") % {"row": row}
        elif not each.line.what:
            yield _("Row %(row)d: write what is bought.") % {"row": row}
        elif each.amount_won == 0:
            yield _("Row %(row)d: the amount is 0 won. Enter the quantity and unit price.") % {"row": row}


def _cap_problems(lines: tuple[PricedLine, ...], items: dict[str, CostItem], split: Shares) -> Iterator[str]:
    for item in items.values():
        if item.max_pct is None:
            continue
        whole = split.firm_won if item.max_pct_of == "firm_share" else split.cost_won
        limit = int(whole * item.max_pct / 100)
        used = sum(each.amount_won for each in lines if each.line.item == item.code)
        if used > limit:
            sentence = (
                _("%(item)s may be at most %(pct)s of the firm's share (%(limit)s); the table has %(used)s.")
                if item.max_pct_of == "firm_share"
                else _("%(item)s may be at most %(pct)s of the whole cost (%(limit)s); the table has %(used)s.")
            )
            name = item.name.in_language(get_language() or "ko")
            yield sentence % {"item": name, "pct": pct(item.max_pct, 0), "limit": won(limit), "used": won(used)}


def _sum_problems(total: int, plan: Plan, split: Shares) -> Iterator[str]:
    if total > MOST_WON:
        yield _("The total is too large. Check for a digit too many.")
    if total and plan.in_kind_won > split.in_kind_limit_won:
        yield _("The in-kind part may be at most %(limit)s; the plan has %(used)s.") % {
            "limit": won(split.in_kind_limit_won),
            "used": won(plan.in_kind_won),
        }
