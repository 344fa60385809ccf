"""The cost calculation in won: the reviewed lines, the shares by the notice's rules, and what is wrong. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.engine.money.cut import AcceptedTable, ItemLimit, LimitOf, ReviewedLine
from dure.engine.money.cut import review as reckoned
from dure.engine.money.funders import Funder
from dure.engine.money.reasons import Reason, Why
from dure.engine.money.shares import FunderPart, Shares, SplitRules, Vat, split
from dure.foundation.interface.formats import pct, won
from dure.journey.programmes.terms import Terms


@dataclass(frozen=True)
class Reckoning:
    """An accepted table with its problems as sentences; ``in_kind_cut_won`` moved from in kind to cash."""

    table: AcceptedTable
    problems: tuple[str, ...]
    in_kind_cut_won: int = 0

    @property
    def shares(self) -> Shares:
        """Who pays what of the accepted cost."""
        return self.table.shares


def rules_of(terms: Terms) -> SplitRules:
    """The notice's percentages with the partner's, who pays where the agreement says so."""
    parts = [
        FunderPart(Funder.PROVINCE, terms.costs.province_pct),
        FunderPart(Funder.CITY, terms.costs.city_pct),
        FunderPart(Funder.PARTNER, terms.delivery.agreement.partner_pct),
    ]
    return SplitRules(
        parts=tuple(part for part in parts if part.pct),
        round_down_to_won=terms.costs.round_down_to_won,
        in_kind_max_pct=terms.costs.firm_in_kind_max_pct,
        vat=Vat.INCLUDED if terms.costs.vat_included else Vat.BESIDE,
    )


def limits_of(terms: Terms) -> tuple[ItemLimit, ...]:
    """The most that each item of the cost table may be."""
    return tuple(
        ItemLimit(item.code, Decimal(item.max_pct), LimitOf(item.max_pct_of or "total"))
        for item in terms.costs.items
        if item.max_pct is not None
    )


def reckon(
    lines: Sequence[ReviewedLine],
    terms: Terms,
    type_code: str,
    in_kind_won: int = 0,
    agreed: Mapping[Funder, int] | None = None,
) -> Reckoning:
    """Reckon the accepted table. In kind beyond what the notice allows after a cut is paid in cash instead.

    With the shares ``agreed`` before, no funder pays more than that: what a change adds is the firm's.
    """
    rules, ceiling = _held(rules_of(terms), agreed), terms.type(type_code).ceiling_won
    accepted = sum(max(0, line.accepted_won) for line in lines)
    limit = split(accepted, rules, 0, ceiling).in_kind_limit_won
    in_kind = min(in_kind_won, limit)
    table = reckoned(lines, rules, limits_of(terms), in_kind, ceiling)
    return Reckoning(table, tuple(_sentence(each, terms) for each in table.problems), in_kind_won - in_kind)


def _held(rules: SplitRules, agreed: Mapping[Funder, int] | None) -> SplitRules:
    if agreed is None:
        return rules
    return replace(rules, parts=tuple(replace(part, ceiling_won=agreed[part.funder]) for part in rules.parts))


def item_name(code: str, terms: Terms) -> str:
    """A cost item as the notice calls it."""
    names = {item.code: item.name for item in terms.costs.items}
    return names[code].in_language(get_language() or "ko") if code in names else code


def _sentence(reason: Reason, terms: Terms) -> str:
    numbers = {"limit": won(reason.limit_won or 0), "used": won(reason.used_won or 0), "line": reason.subject}
    if reason.code is Why.ITEM_OVER_LIMIT:
        numbers |= {"item": item_name(reason.subject, terms), "pct": pct(reason.pct or 0, 0)}
        return _("%(item)s may be at most %(pct)s (%(limit)s); %(used)s are accepted. Cut it further.") % numbers
    if reason.code is Why.CUT_WITHOUT_REASON:
        return _("Line %(line)s: say why it is cut from %(limit)s to %(used)s.") % numbers
    if reason.code is Why.ACCEPTED_OVER_PLANNED:
        return _("Line %(line)s: at most the planned %(limit)s can be accepted, not %(used)s.") % numbers
    if reason.code is Why.NEGATIVE:
        return _("Line %(line)s: the amount cannot be below zero.") % numbers
    return _("In kind may be at most %(limit)s; the plan has %(used)s.") % numbers
