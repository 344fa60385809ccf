"""The catalogue of key indicators (KPI) and what is wrong in a plan's rows of them. Pure but for its data file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from dure.journey.applications.plan import KpiRow

_FILE = Path(__file__).parent / "data" / "kpi_catalogue.csv"
AREAS = {
    "P": gettext_lazy("Productivity"),
    "Q": gettext_lazy("Quality"),
    "C": pgettext_lazy("area of indicators", "Cost"),
    "D": gettext_lazy("Delivery"),
    "E": gettext_lazy("Environment"),
    "S": gettext_lazy("Society"),
}


@dataclass(frozen=True)
class Indicator:
    """An indicator; ``better`` says which way is an improvement, ``units`` those it may be given in."""

    key: str
    area: str
    name_ko: str
    name_en: str
    better: Literal["up", "down"]
    units: tuple[str, ...]
    is_core: bool

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return self.name_ko if (get_language() or "ko").startswith("ko") else self.name_en


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator by key, in the order of the national list."""
    with _FILE.open(encoding="utf-8") as file:
        return {row["key"]: _indicator(row) for row in csv.DictReader(file)}


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        key=row["key"],
        area=row["area"],
        name_ko=row["name_ko"],
        name_en=row["name_en"],
        better="up" if row["better"] == "up" else "down",
        units=tuple(row["units"].split("|")),
        is_core=row["core"] == "yes",
    )


def indicator_name(key: str) -> str:
    """The indicator's name for the reader; the key itself when the catalogue does not know it."""
    found = catalogue().get(key)
    return key if found is None else found.name


def kpi_problems(rows: tuple[KpiRow, ...]) -> tuple[str, ...]:
    """Sentences about what keeps these rows from being complete: empty when they are."""
    if not rows:
        return (_("Choose at least one indicator and give its value before and its target."),)
    return (*_row_problems(rows), *_weight_problems(rows))


def _row_problems(rows: tuple[KpiRow, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        found = catalogue().get(row.key)
        if found is None:
            yield _("“%(key)s” is not an indicator of the catalogue. Choose one from the list.") % {"key": row.key}
            continue
        if row.key in seen:
            yield _("%(name)s is listed twice. Keep one row.") % {"name": found.name}
        seen.add(row.key)
        if row.before is None or row.target is None:
            yield _("%(name)s: give the value before and the target.") % {"name": found.name}
        elif not improves(row, found):
            yield _direction_sentence(found)


def improves(row: KpiRow, found: Indicator) -> bool:
    """Whether the target is better than the value before; false where one of them is missing."""
    if row.before is None or row.target is None:
        return False
    return row.target > row.before if found.better == "up" else row.target < row.before


def _direction_sentence(found: Indicator) -> str:
    if found.better == "up":
        return _("%(name)s: the target must be higher than the value before.") % {"name": found.name}
    return _("%(name)s: the target must be lower than the value before.") % {"name": found.name}


def _weight_problems(rows: tuple[KpiRow, ...]) -> Iterator[str]:
    total = sum(row.weight_pct for row in rows)
    if total != 100:
        yield _("The weights sum to %(total)d%%. They must sum to 100%%.") % {"total": total}
