"""Shares of the cost, and whether the budgets can carry the places."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from dure.foundation.interface.formats import won
from dure.journey.programmes.checks.findings import Finding, duplicates, error, warning
from dure.journey.programmes.terms import CostRules, Terms

SECTION = "budgets"


def cost_findings(terms: Terms, cities: Mapping[str, str]) -> list[Finding]:
    """Shares that sum to 100, cost items with codes of their own, budgets that reach."""
    return [
        *_share_findings(terms.costs),
        *duplicates(SECTION, "/costs/items", (item.code for item in terms.costs.items)),
        *_item_findings(terms.costs),
        *duplicates(SECTION, "/city_budgets", (row.city for row in terms.city_budgets)),
        *_city_findings(terms, cities),
        *_province_findings(terms),
    ]


def _share_findings(costs: CostRules) -> list[Finding]:
    total = costs.province_pct + costs.city_pct + costs.firm_pct
    if total == 100:
        return []
    return [
        error(
            SECTION,
            "/costs/firm_pct",
            _("The shares of province, city and firm add up to %(sum)s %%, not 100 %%.") % {"sum": total},
            _("Change one of the three shares."),
        )
    ]


def _item_findings(costs: CostRules) -> list[Finding]:
    if not costs.items:
        return [error(SECTION, "/costs/items", _("The cost table has no items."), _("Add at least one cost item."))]
    return [
        error(
            SECTION,
            f"/costs/items/{item.code}",
            _("“%(item)s” has a limit without saying of what, or the other way round.") % {"item": item.name.ko},
            _("Enter both the percentage and what it is taken of, or neither."),
        )
        for item in costs.items
        if (item.max_pct is None) != (item.max_pct_of is None)
    ]


def _city_findings(terms: Terms, cities: Mapping[str, str]) -> list[Finding]:
    """A city pays its share for each of its places; the dearest case is every place at the ceiling."""
    budgets = {row.city: row.amount_won for row in terms.city_budgets}
    shares = {each.code: _share(each.ceiling_won, terms.costs.city_pct) for each in terms.types}
    found = []
    for code, budget in budgets.items():
        places = {row.type: row.places or 0 for row in terms.city_places if row.city == code}
        needed = sum(shares.get(kind, 0) * count for kind, count in places.items())
        cheapest = min((shares[kind] for kind, count in places.items() if count and kind in shares), default=0)
        words = {"city": cities.get(code, code), "budget": won(budget), "needed": won(needed), "one": won(cheapest)}
        if budget < cheapest:
            sentence = (
                _("%(city)s: the budget of %(budget)s does not cover one place (%(one)s at the ceiling).") % words
            )
            found.append(
                error(SECTION, f"/city_budgets/{code}", sentence, _("Raise the budget or take the places back."))
            )
        elif budget < needed:
            sentence = _("%(city)s: its places need %(needed)s at the ceiling, its budget is %(budget)s.") % words
            found.append(
                warning(
                    SECTION,
                    f"/city_budgets/{code}",
                    sentence,
                    _("Fewer firms may be selected there. Confirm with the city."),
                )
            )
    return found + _without_budget(terms, cities, set(budgets))


def _without_budget(terms: Terms, cities: Mapping[str, str], budgeted: set[str]) -> list[Finding]:
    with_places = {row.city for row in terms.city_places if row.places}
    return [
        warning(
            SECTION,
            f"/city_budgets/{code}",
            _("%(city)s has places but no budget: the selection will not limit its money.")
            % {"city": cities.get(code, code)},
            _("Enter the budget of the city."),
        )
        for code in sorted(with_places - budgeted)
        if terms.costs.city_pct
    ]


def _province_findings(terms: Terms) -> list[Finding]:
    budget = terms.province_budget_won
    needed = sum(each.places * _share(each.ceiling_won, terms.costs.province_pct) for each in terms.types)
    if budget is None or budget >= needed:
        return []
    words = {"needed": won(needed), "budget": won(budget)}
    return [
        warning(
            SECTION,
            "/province_budget_won",
            _("All places need %(needed)s of the province at the ceiling, its budget is %(budget)s.") % words,
            _("Fewer firms may be selected. Raise the budget or lower places or ceilings."),
        )
    ]


def _share(amount_won: int, pct: Decimal) -> int:
    return int(amount_won * pct / 100)
