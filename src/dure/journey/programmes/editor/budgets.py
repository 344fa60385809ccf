"""Budgets of the cities, shares of the cost, cost items."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.foundation.places.models import Place
from dure.journey.programmes.editor.fields import CodeField, PctField, plain, won_field, words
from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import CityBudget, CostItem, CostRules, Terms


class CostForm(forms.Form):
    """Who pays which part, and how the amounts are written."""

    province_pct = PctField(label=_("Province (%)"))
    city_pct = PctField(label=_("City or county (%)"))
    firm_pct = PctField(label=_("Firm (%)"))
    firm_in_kind_max_pct = PctField(label=_("In-kind, at most (% of the firm's share)"))
    round_down_to_won = forms.TypedChoiceField(
        label=_("Amounts are cut to"), coerce=int,
        choices=[(1, _("1 won")), (1000, _("1,000 won")), (10_000, _("10,000 won")), (100_000, _("100,000 won"))],
    )  # fmt: skip
    vat_included = forms.BooleanField(label=_("Value added tax is part of the cost"), required=False)
    province_budget_won = won_field(label=_("Budget of the province (won)"), required=False)


class ItemForm(forms.Form):
    """One line kind of the cost table."""

    code = CodeField()
    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    max_pct = PctField(label=_("At most (%)"), required=False)
    max_pct_of = forms.ChoiceField(
        label=_("Taken of"), required=False,
        choices=[("", "–"), ("total", _("the total cost")), ("firm_share", _("the firm's share"))],
    )  # fmt: skip


ItemFormSet = formset_factory(ItemForm, extra=1, can_delete=True)


class BudgetForm(forms.Form):
    """The budget of each city; empty is without a limit."""

    def __init__(self, data: Data, *, terms: Terms, cities: Sequence[Place]) -> None:
        super().__init__(data, prefix="budget")
        self.cities = cities
        stored = {each.city: each.amount_won for each in terms.city_budgets}
        for city in cities:
            self.fields[city.code] = won_field(label=city.name, required=False, initial=stored.get(city.code))

    def rows(self) -> Iterator[tuple[Place, BoundField]]:
        """A city with its box."""
        for city in self.cities:
            yield city, self[city.code]

    def budgets(self) -> tuple[CityBudget, ...]:
        """The boxes that were filled in."""
        return tuple(
            CityBudget(city=city.code, amount_won=amount)
            for city in self.cities
            if (amount := self.cleaned_data.get(city.code)) is not None
        )


class BudgetsSection(Section):
    key = "budgets"
    label = _("Budgets and costs")

    def build(self, data: Data) -> None:
        costs = self.terms.costs
        initial = {
            "province_pct": plain(costs.province_pct),
            "city_pct": plain(costs.city_pct),
            "firm_pct": plain(costs.firm_pct),
            "firm_in_kind_max_pct": plain(costs.firm_in_kind_max_pct),
            "round_down_to_won": costs.round_down_to_won,
            "vat_included": costs.vat_included,
            "province_budget_won": self.terms.province_budget_won,
        }
        items = [
            {
                "code": each.code,
                "name_ko": each.name.ko,
                "name_en": each.name.en,
                "max_pct": plain(each.max_pct),
                "max_pct_of": each.max_pct_of or "",
            }
            for each in costs.items
        ]
        self.costs = CostForm(data, initial=initial)
        self.items = ItemFormSet(data, initial=items, prefix="items")
        self.budgets = BudgetForm(data, terms=self.terms, cities=self.cities)

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.costs, self.items, self.budgets]

    def changed_terms(self) -> Terms:
        values = dict(self.costs.cleaned_data)
        province_won = values.pop("province_budget_won")
        costs = rebuilt(CostRules, **values, items=tuple(_item(row) for row in kept(self.items)))
        return self.terms.model_copy(
            update={"costs": costs, "city_budgets": self.budgets.budgets(), "province_budget_won": province_won}
        )


def _item(row: dict[str, Any]) -> CostItem:
    part: CostItem = rebuilt(
        CostItem,
        code=row["code"],
        name=Label(ko=row["name_ko"], en=row["name_en"]),
        max_pct=row["max_pct"],
        max_pct_of=row["max_pct_of"] or None,
    )
    return part
