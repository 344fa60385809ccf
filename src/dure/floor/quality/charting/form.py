"""Choosing a chart."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import Plant
from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart
from dure.floor.plant.editor.fields import number
from dure.floor.plant.names import Called
from dure.floor.quality.charting.asked import LARGEST, MOST_DAYS, Asked, Group, Subject, looked_at, usual_days
from dure.floor.quality.charting.words import CHARTS, GROUPS, RULE_SETS


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class ChartForm(forms.Form):
    """What is drawn, how it is put into samples, and what sets the limits."""

    what = forms.ChoiceField(label=_("What is drawn"))
    machine = forms.ChoiceField(label=_("Machine"), required=False)
    chart = forms.ChoiceField(label=_("Kind of chart"), required=False)
    group = forms.ChoiceField(label=_("Samples"), required=False)
    size = forms.IntegerField(label=_("Values in a row"), min_value=2, max_value=LARGEST)
    rules = forms.ChoiceField(label=_("Run rules"), choices=list(RULE_SETS.items()))
    first = _day(_("First day"))
    last = _day(_("Last day"))
    base_first = _day(_("Limits from (first day)"), required=False)
    base_last = _day(_("Limits from (last day)"), required=False)
    lsl = number(_("Lower specification limit"))
    usl = number(_("Upper specification limit"))

    def __init__(self, *args: Any, plant: Plant, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._choices("what", subjects(plant))
        self._choices("machine", [("", _("all")), *((code, Called(plant).machine(code)) for code in plant.machines)])
        self._choices("chart", [("", _("the fitting one")), *CHARTS.items()])
        self._choices("group", [("", _("the fitting ones")), *GROUPS.items()])

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and not first <= last:
            self.add_error("last", _("The last day lies before the first."))
        if first and last and (last - first).days > MOST_DAYS:
            self.add_error("first", _("At most a year and a few days at once."))
        self._clean_base(told)
        low, high = told.get("lsl"), told.get("usl")
        if low is not None and high is not None and low >= high:
            self.add_error("lsl", _("The lower limit must lie below the upper one."))
        return told

    def _clean_base(self, told: dict[str, Any]) -> None:
        first, last = told.get("base_first"), told.get("base_last")
        if bool(first) is not bool(last):
            self.add_error("base_first" if last else "base_last", _("Give both days, or neither."))
        if not (first and last and told.get("first")):
            return
        if first > last:
            self.add_error("base_last", _("The last day lies before the first."))
        elif first > told["first"]:
            self.add_error("base_first", _("The days that set the limits begin on the first day shown, or before it."))
        elif (told["first"] - first).days > MOST_DAYS:
            self.add_error("base_first", _("At most a year and a few days at once."))

    def asked(self) -> Asked:
        """The chart; only when the form is valid."""
        told = self.cleaned_data
        subject, _colon, of = told["what"].partition(":")
        base = (told["base_first"], told["base_last"]) if told["base_first"] else None
        return Asked(
            subject=Subject(subject),
            of=of,
            first=told["first"],
            last=told["last"],
            chart=Chart(told["chart"]) if told["chart"] else None,
            group=Group(told["group"]) if told["group"] else None,
            size=told["size"],
            machine=told["machine"],
            rules=RuleSet(told["rules"]),
            base=base,
            lsl=None if told["lsl"] is None else float(told["lsl"]),
            usl=None if told["usl"] is None else float(told["usl"]),
        )


def subjects(plant: Plant) -> list[tuple[str, str]]:
    """What may be drawn: measured checks and CCPs, the weight of lots, defects of items."""
    called = Called(plant)
    found = [
        (f"{Subject.CHECK}:{code}", called.check(code))
        for code in (*plant.ccps, *plant.checks)
        if looked_at(plant, code) is not None
    ]
    made = [item for item in plant.items.values() if not item.auxiliary]
    found += [(f"{Subject.WEIGHT}:{each.id}", _weight(called.item(each.id))) for each in made if each.unit != "ea"]
    return found + [(f"{Subject.DEFECTS}:{each.id}", _defects(called.item(each.id))) for each in made]


def _weight(name: str) -> str:
    return str(_("%(name)s: weight of a lot")) % {"name": name}


def _defects(name: str) -> str:
    return str(_("%(name)s: defects")) % {"name": name}


def filled(query: QueryDict, plant: Plant, today: date) -> dict[str, str]:
    """What was asked, with the usual for what was not; `check` names a check in short."""
    what = query.get("what") or f"{Subject.CHECK}:{query['check']}" if query.get("check") else query.get("what", "")
    what = what or next((code for code, _name in subjects(plant)), "")
    first, last = usual_days(today)
    check = looked_at(plant, what.partition(":")[2]) if what.startswith(Subject.CHECK) else None
    usual = {
        "what": what,
        "size": "5",
        "rules": RuleSet.NELSON.value,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "lsl": _shown(None if check is None else check.low),
        "usl": _shown(None if check is None else check.high),
    }
    # Another thing was chosen than the limits in the boxes belong to: its own are put in.
    changed = query.get("of", what) != what
    told = {key: str(query[key]) for key in query if key in ChartForm.base_fields and key != "what"}
    kept = {key: value for key, value in told.items() if not (changed and key in {"lsl", "usl", "machine"})}
    return usual | kept


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
