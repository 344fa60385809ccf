"""The plan as a form: it reads what was typed and never saves."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from dure.foundation.interface.fields import WonField, labelled_errors
from dure.journey.applications.completeness import asked_facts
from dure.journey.applications.cost_table import MOST_WON
from dure.journey.applications.forms.fields import CountField, MeasureField, TextField, yes_no_field
from dure.journey.applications.indicators import AREAS, catalogue
from dure.journey.applications.labels import FACT_LABELS, FIELD_LABELS, HELPER_LABELS
from dure.journey.applications.plan import (
    MOST_COST_LINES,
    MOST_KPI_ROWS,
    MOST_LINE,
    MOST_TEXT,
    CostLine,
    Facts,
    Helper,
    KpiRow,
    Plan,
)
from dure.journey.applications.units import unit_choices
from dure.journey.programmes.terms import Terms

LINES = ("title", "supplier_number", "supplier_name")
TEXTS = ("present_state", "problems", "goals", "modules", "schedule", "operation")
HELP = {
    "present_state": gettext_lazy("How orders, output, quality and stock are recorded today, and by whom."),
    "problems": gettext_lazy("What this costs you: hours, losses, claims. Two or three are enough."),
    "goals": gettext_lazy("What will be different when it is done."),
    "modules": gettext_lazy("Functions and equipment, one a line."),
    "schedule": gettext_lazy("Which month design, installation, trial and completion are planned for."),
    "operation": gettext_lazy("Who enters, who looks at the results, who is called when something fails."),
    "supplier_number": gettext_lazy("Ten digits, for example 123-45-67891."),
}


class CostRow(forms.Form):
    """A row of the cost table."""

    item = forms.ChoiceField(label=gettext_lazy("Cost item"), required=False)
    what = TextField(label=gettext_lazy("What is bought"), required=False, max_length=MOST_LINE)
    quantity = CountField(label=gettext_lazy("Quantity"), required=False, max_value=100_000)
    unit_won = WonField(max_value=MOST_WON, label=gettext_lazy("Unit price"), required=False)

    def __init__(self, *args: Any, items: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].choices = items  # type: ignore[attr-defined]

    def line(self) -> CostLine | None:
        """The row as a value; None when it was left empty."""
        data = self.cleaned_data
        # An extra row that was not touched has no cleaned values at all.
        if not any((data.get("item"), data.get("what"), data.get("unit_won"))):
            return None
        return CostLine(
            item=data["item"], what=data["what"],
            quantity=1 if data["quantity"] is None else data["quantity"], unit_won=data["unit_won"] or 0,
        )  # fmt: skip


class KpiForm(forms.Form):
    """A row of the table of key indicators."""

    key = forms.ChoiceField(label=gettext_lazy("Indicator"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    before = MeasureField(label=gettext_lazy("Value before"))
    target = MeasureField(label=gettext_lazy("Target"))
    weight_pct = CountField(label=gettext_lazy("Weight (%)"), required=False, max_value=100)
    how_measured = TextField(label=gettext_lazy("How it is measured"), required=False, max_length=MOST_LINE)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].choices = indicator_choices()  # type: ignore[attr-defined]
        self.fields["unit"].choices = unit_choices()  # type: ignore[attr-defined]

    def row(self) -> KpiRow | None:
        """The row as a value; None when it was left empty."""
        data = self.cleaned_data
        if not data.get("key"):
            return None
        units = catalogue()[data["key"]].units
        return KpiRow(
            key=data["key"], unit=data["unit"] if data["unit"] in units else units[0], before=data["before"],
            target=data["target"], weight_pct=data["weight_pct"] or 0, how_measured=data["how_measured"],
        )  # fmt: skip


def indicator_choices() -> list[tuple[str, Any]]:
    """The catalogue in groups, with the way that is better."""
    arrows = {"up": "▲", "down": "▼"}
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in catalogue().values():
        groups.setdefault(each.area, []).append((each.key, f"{each.name} {arrows[each.better]}"))
    return [("", _("Choose")), *((str(AREAS[area]), rows) for area, rows in groups.items())]


class PlanForm(forms.Form):
    """Everything of the plan but its two tables. No field is required here: a draft may be empty anywhere."""

    in_kind_won = WonField(max_value=MOST_WON, label=FIELD_LABELS["in_kind_won"], required=False)
    helper_kind = forms.ChoiceField(label=FIELD_LABELS["helper"], choices=tuple(HELPER_LABELS.items()), required=False)
    helper_name = TextField(label=gettext_lazy("Name of the person or office"), required=False, max_length=MOST_LINE)
    helper_paid = yes_no_field(gettext_lazy("Did you pay for it?"))
    bonuses = forms.MultipleChoiceField(
        label=FIELD_LABELS["bonuses"], required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, terms: Terms, type_code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in LINES:
            self.fields[name] = TextField(
                label=FIELD_LABELS[name], help_text=HELP.get(name, ""), required=False, max_length=MOST_LINE
            )
        for name in TEXTS:
            area = forms.Textarea(attrs={"rows": 5, "data-counter": True})
            self.fields[name] = TextField(
                label=FIELD_LABELS[name], help_text=HELP[name], required=False, max_length=MOST_TEXT, widget=area
            )
        self.asked = asked_facts(terms, type_code)
        for name in self.asked:
            self.fields[f"fact_{name}"] = _fact_field(name)
        language = get_language() or "ko"
        self.fields["bonuses"].choices = [  # type: ignore[attr-defined]
            (each.code, f"{each.name.in_language(language)} (+{each.points})") for each in terms.scoring.bonuses
        ]

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """The questions about the firm, in the order of the notice."""
        return [self[f"fact_{name}"] for name in self.asked]


def _fact_field(name: str) -> forms.Field:
    label = FACT_LABELS[name]
    if name == "sales_won":
        return WonField(max_value=MOST_WON, label=label, required=False)
    if name == "headcount":
        return CountField(label=label, required=False, max_value=1_000_000)
    return yes_no_field(label)


@dataclass(frozen=True)
class ReadPlan:
    """What could be read of a form; fields that could not keep their stored value and are named in ``problems``."""

    plan: Plan
    problems: tuple[str, ...]


class PlanForms:
    """The plan's form and its two tables, bound to what was sent or showing a stored plan."""

    def __init__(
        self,
        stored: Plan,
        terms: Terms,
        type_code: str,
        data: QueryDict | None = None,
        *,
        spare: tuple[int, int] = (0, 0),
    ) -> None:
        self.stored = stored
        language = get_language() or "ko"
        items = [("", _("Choose")), *((each.code, each.name.in_language(language)) for each in terms.costs.items)]
        self.plan = PlanForm(data, initial=_initial(stored), terms=terms, type_code=type_code)
        costs, kpis = len(stored.costs), len(stored.kpis)
        self.costs = _table(CostRow, MOST_COST_LINES, spare[0] or (1 if costs else 3))(
            data, initial=_rows(stored.costs, data), prefix="costs", form_kwargs={"items": items}
        )
        self.kpis = _table(KpiForm, MOST_KPI_ROWS, spare[1] or (1 if kpis else 2))(
            data, initial=_rows(stored.kpis, data), prefix="kpis"
        )

    @property
    def forms(self) -> list[forms.BaseForm]:
        """All forms, for the summary of errors."""
        return [self.plan, *self.costs.forms, *self.kpis.forms]

    def read(self) -> ReadPlan:
        """What was typed, as a plan. What cannot be read keeps its stored value and is named."""
        form, problems = self.plan, labelled_errors(self.plan)
        form.is_valid()
        data = form.cleaned_data
        changes: dict[str, Any] = {name: data[name] for name in (*LINES, *TEXTS, "bonuses") if name in data}
        if "bonuses" in changes:
            changes["bonuses"] = tuple(changes["bonuses"])
        if "in_kind_won" in data:
            changes["in_kind_won"] = data["in_kind_won"] or 0
        facts = {name: data[f"fact_{name}"] for name in form.asked if f"fact_{name}" in data}
        changes["facts"] = Facts.model_validate({**self.stored.facts.model_dump(), **facts})
        changes["helper"] = self._helper(data)
        for name, table, rows in (("costs", self.costs, _cost_lines), ("kpis", self.kpis, _kpi_rows)):
            if table.is_valid():
                changes[name] = rows(table)
            else:
                problems += _table_errors(table)
        try:
            plan = Plan.model_validate({**_loose(self.stored), **changes})
        except ValidationError:
            return ReadPlan(self.stored, (*problems, _("Some entries could not be read.")))
        return ReadPlan(plan, tuple(problems))

    def _helper(self, data: dict[str, Any]) -> Helper:
        kind: Any = data.get("helper_kind") or "nobody"
        name = data.get("helper_name", self.stored.helper.name)
        return Helper(kind=kind, name="" if kind == "nobody" else name, paid=bool(data.get("helper_paid")))


def _rows(stored: tuple[CostLine, ...] | tuple[KpiRow, ...], data: QueryDict | None) -> list[dict[str, Any]] | None:
    """Rows to show; none where something was sent, or a row like the stored one would count as left empty."""
    return [each.model_dump() for each in stored] if data is None else None


def _loose(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in Plan.model_fields}


def _initial(plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(plan, name) for name in (*LINES, *TEXTS)}
    values |= {"in_kind_won": plan.in_kind_won or None, "bonuses": list(plan.bonuses)}
    values |= {"helper_kind": plan.helper.kind, "helper_name": plan.helper.name}
    values["helper_paid"] = "yes" if plan.helper.paid else "no" if plan.helper.kind != "nobody" else None
    for name in Facts.model_fields:
        value = getattr(plan.facts, name)
        values[f"fact_{name}"] = ("yes" if value else "no") if isinstance(value, bool) else value
    return values


def _table(row: type[forms.Form], most: int, spare: int) -> Any:
    return formset_factory(row, extra=spare, max_num=most, validate_max=True, absolute_max=most + 20)


def _cost_lines(table: BaseFormSet[CostRow]) -> tuple[CostLine, ...]:
    return tuple(line for form in table.forms if (line := form.line()) is not None)


def _kpi_rows(table: BaseFormSet[KpiForm]) -> tuple[KpiRow, ...]:
    return tuple(row for form in table.forms if (row := form.row()) is not None)


def _table_errors(table: BaseFormSet[Any]) -> list[str]:
    rows = [
        _("Row %(row)d, %(problem)s") % {"row": number, "problem": problem}
        for number, form in enumerate(table.forms, start=1)
        for problem in labelled_errors(form)
    ]
    return rows + [str(text) for text in table.non_form_errors()]
