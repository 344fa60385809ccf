"""What a firm agrees to show: values, and the text its owner reads before agreeing."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from dure.engine.floor.facts import Facts
from dure.engine.floor.plant import Plant
from dure.floor.plant.labels import figure_label
from dure.floor.plant.names import Called
from dure.floor.plant.offices import Office
from dure.foundation.interface.formats import day
from dure.foundation.interface.tags.formats import particle

# What may be shared, each by its own name, so that agreeing to one is not agreeing to all. Without `usage` no figure
# can be judged: it goes with every other.
USAGE = "usage"
FIGURES = ("output", "yield", "quality", "availability", "oee", "energy", USAGE)
# The text that is kept and vouched for is the Korean one, whatever language the owner reads the page in.
TEXT_IN = "ko"


class Grain(TextChoices):
    """The smallest span whose sums are seen."""

    MONTH = "month", gettext_lazy("By month")
    WEEK = "week", gettext_lazy("By week")
    DAY = "day", gettext_lazy("By day and shift")


@dataclass(frozen=True)
class Terms:
    """`machines` empty: the whole plant. `starts_on`, `ends_on`: the days whose figures are seen, both included."""

    figures: tuple[str, ...]
    starts_on: date
    ends_on: date | None = None
    grain: Grain = Grain.WEEK
    machines: tuple[str, ...] = ()
    with_events: bool = False

    def reaches(self, row: Facts) -> bool:
        """Whether the machine of these facts is one of those shared, on a day that is."""
        in_days = self.starts_on <= row.day and (self.ends_on is None or row.day <= self.ends_on)
        return in_days and (not self.machines or row.machine in self.machines)


def asked_terms(
    figures: Collection[str], starts_on: date, ends_on: date | None = None, *, grain: str = Grain.WEEK,
    machines: Collection[str] = (), with_events: bool = False,
) -> Terms:  # fmt: skip
    """The terms in their one spelling; unknown figures stay, so that whoever takes them up refuses them."""
    chosen = [name for name in FIGURES if name in figures or (figures and name == USAGE)]
    chosen += sorted(set(figures) - set(FIGURES))
    return Terms(tuple(chosen), starts_on, ends_on, Grain(grain), tuple(sorted(machines)), with_events)


def text_of(terms: Terms, firm: str, plant: Plant, office: Office, language: str = TEXT_IN) -> str:
    """The agreement in plain words, one numbered point a line."""
    with override(language):
        points = [*_what(terms, plant), *_ALWAYS_SAID]
        head = _("%(firm)s agrees that %(office)s sees the following figures of its plant.") % {
            "firm": particle(firm, "은/는"), "office": particle(office.organisation.name, "이/가")
        }  # fmt: skip
        lines = [_("For the programme: %(name)s") % {"name": office.programme}, *(str(point) for point in points)]
        return "\n".join([head, *(f"{number}. {line}" for number, line in enumerate(lines, start=1))])


def digest_of(text: str) -> str:
    """By which the record names the text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _what(terms: Terms, plant: Plant) -> list[str]:
    figures = ", ".join(str(figure_label(name)) for name in terms.figures)
    called = Called(plant)
    machines = ", ".join(called.machine(code) for code in terms.machines) or _("the whole plant, new machines too")
    return [
        _("Figures: %(names)s") % {"names": figures},
        _("Machines: %(names)s") % {"names": machines},
        _days(terms),
        _SUMS[terms.grain] % {},
        _("Single records: may be looked at, without the names of people.")
        if terms.with_events
        else _("Single records: are not shown. Only how many there are and where they are kept."),
    ]


def _days(terms: Terms) -> str:
    if terms.ends_on is None:
        return _("Days: the records from %(first)s on, until this is taken back.") % {"first": day(terms.starts_on)}
    words = {"first": day(terms.starts_on), "last": day(terms.ends_on)}
    return _("Days: the records from %(first)s to %(last)s.") % words


_SUMS = {
    Grain.MONTH: gettext_lazy("How finely: sums by month. Weeks, days and shifts are not shown."),
    Grain.WEEK: gettext_lazy("How finely: sums by week. Days and shifts are not shown."),
    Grain.DAY: gettext_lazy("How finely: sums by day, by shift and by machine."),
}
_ALWAYS_SAID = (
    gettext_lazy(
        "With it are seen: since when records are kept, on how many days, and how much of the time is known. "
        "No person, no recipe, no price."
    ),
    gettext_lazy("The firm may take this back on any day without giving a reason. From then on nothing is seen."),
    gettext_lazy("Agreeing and taking back are written in the ledger with the day, the name and this text's digest."),
)
