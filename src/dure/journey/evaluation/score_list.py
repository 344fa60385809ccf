"""The list of official scores."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.interface import hangul
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State
from dure.foundation.interface.parts import Tone
from dure.journey.evaluation.lists import CITY, FIRM
from dure.journey.evaluation.queries.agreement import Spread
from dure.journey.evaluation.queries.official import facts_of


def scores_list(spreads: Mapping[int, Spread]) -> ListPage:
    """Every settled score; the spread of the panel stands beside it and never changes it."""
    return ListPage(
        key="scores",
        title=gettext_lazy("Official scores"),
        columns=(
            FIRM,
            Column("type", gettext_lazy("Type"), value="application.type_code", sort="application__type_code"),
            CITY,
            Column(
                "total",
                gettext_lazy("Official score"),
                value=lambda row: row.parts["total"],
                sort="total",
                card=3,
                export=lambda row: row.total,
            ),
            Column(
                "rank",
                gettext_lazy("Rank in type"),
                value=lambda row: _("%(rank)d of %(n)d") % {"rank": row.parts["rank"], "n": row.parts["peers"]},
            ),
            Column("spread", gettext_lazy("Assessors' spread"), Kind.STRIP, value=_spread),
            Column(
                "disagreement", gettext_lazy("Disagreement"), Kind.STATE, value=lambda row: _disagreement(row, spreads)
            ),
            Column("state", gettext_lazy("Minimum score"), Kind.STATE, value=_passed, card=2),
        ),
        filters=(
            Filter("type", gettext_lazy("Type"), field="application__type_code", choices=lambda: _types(spreads)),
            Filter(
                "passed",
                gettext_lazy("Minimum score"),
                choices=(
                    ("yes", gettext_lazy("Reached")),
                    ("no", gettext_lazy("Below the minimum")),
                ),
                apply=lambda rows, value: rows.filter(passed_minimum=value == "yes"),
            ),
        ),
        search=lambda rows, q: rows.filter(hangul.matches(q, field="application__search_key")),
        row_url=lambda row: reverse("evaluation:firm", args=[row.application_id]),
        default_sort="-total",
        empty=Empty(gettext_lazy("No score is settled yet"), gettext_lazy("Close every step, then settle the scores.")),
    )


def _types(spreads: Mapping[int, Spread]) -> list[tuple[str, str]]:
    return [(code, code) for code in sorted({spread.type_code for spread in spreads.values()})]


def _spread(row: Any) -> list[float]:
    return [float(total) for total in facts_of(row).sheet_totals]


def _disagreement(row: Any, spreads: Mapping[int, Spread]) -> State | None:
    spread = spreads.get(row.application_id)
    if spread is None:
        return None
    words = _("%(points)s points apart") % {"points": spread.range}
    return State(words, Tone.WARN if spread.is_wide else Tone.NEUTRAL)


def _passed(row: Any) -> State:
    return State(_("Reached"), Tone.DONE) if row.passed_minimum else State(_("Below the minimum"), Tone.BLOCKED)
