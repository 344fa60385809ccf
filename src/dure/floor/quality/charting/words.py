"""Charts, groups and rules as people say them."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dure.engine.floor.spc.answer import Answer, Interval, Said
from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart
from dure.floor.quality.charting.asked import Group
from dure.foundation.interface.formats import number

CHARTS: Final[dict[Chart, str | Promise]] = {
    Chart.XBAR_R: gettext_lazy("X̄-R: means and ranges"),
    Chart.XBAR_S: gettext_lazy("X̄-s: means and standard deviations"),
    Chart.I_MR: gettext_lazy("I-MR: single values and moving ranges"),
    Chart.P: gettext_lazy("p: share of bad pieces"),
    Chart.NP: gettext_lazy("np: number of bad pieces"),
    Chart.C: gettext_lazy("c: number of defects"),
    Chart.U: gettext_lazy("u: defects per piece"),
    Chart.EWMA: gettext_lazy("EWMA: weighted moving mean"),
}
GROUPS: Final[dict[Group, str | Promise]] = {
    Group.ONE: gettext_lazy("each value alone"),
    Group.COUNT: gettext_lazy("so many values in a row"),
    Group.HOUR: gettext_lazy("by hour"),
    Group.SHIFT: gettext_lazy("by shift"),
    Group.DAY: gettext_lazy("by day"),
    Group.LOT: gettext_lazy("by lot"),
}
RULE_SETS: Final[dict[RuleSet, str | Promise]] = {
    RuleSet.NELSON: gettext_lazy("Nelson"),
    RuleSet.WESTERN_ELECTRIC: gettext_lazy("Western Electric"),
}
DISPERSION: Final = "_dispersion"


def rule_words(rule: str) -> str:
    """What a rule saw."""
    if rule.endswith(DISPERSION):
        return _("the spread within the sample is beyond its limit")
    beyond, two_of_three = _("beyond the control limit"), _("two of three far from the centre on one side")
    four_of_five = _("four of five away from the centre on one side")
    return {
        "nelson_1": beyond,
        "nelson_2": _("nine in a row on one side of the centre"),
        "nelson_3": _("six in a row rising or falling"),
        "nelson_4": _("fourteen in a row up and down in turn"),
        "nelson_5": two_of_three,
        "nelson_6": four_of_five,
        "nelson_7": _("fifteen in a row very near the centre"),
        "nelson_8": _("eight in a row away from the centre"),
        "western_electric_1": beyond,
        "western_electric_2": two_of_three,
        "western_electric_3": four_of_five,
        "western_electric_4": _("eight in a row on one side of the centre"),
    }.get(rule, rule)


def said(told: Said) -> str:
    """A reason or a caution in the reader's language."""
    return told.ko if (get_language() or "ko").startswith("ko") else told.en


def capability_rows(answer: Answer) -> list[tuple[str, str]]:
    """Cp, Cpk, Pp and Ppk with their intervals; empty where they are refused or nobody asked."""
    found = answer.capability
    if found is None or found.reason is not None:
        return []
    rows = (
        ("Cp", found.cp, found.intervals.cp), ("Cpk", found.cpk, found.intervals.cpk),
        ("Pp", found.pp, found.intervals.pp), ("Ppk", found.ppk, found.intervals.ppk),
    )  # fmt: skip
    return [(name, _index(value, interval)) for name, value, interval in rows if value is not None]


def refusal_words(answer: Answer) -> str:
    """Why capability is not told; empty where it is, or nobody asked."""
    found = answer.capability
    return "" if found is None or found.reason is None else said(found.reason)


def _index(value: float, interval: Interval | None) -> str:
    if interval is None:
        return number(value, 2)
    words = {"value": number(value, 2), "low": number(interval.low, 2), "high": number(interval.high, 2)}
    return _("%(value)s (95%% interval %(low)s to %(high)s)") % words
