"""The list of site checks."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.interface import hangul
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State
from dure.foundation.interface.parts import Tone
from dure.journey.evaluation.lists import CITY, FIRM


def visits_list(at: datetime) -> ListPage:
    """Who visits which firm when, and what was seen."""
    return ListPage(
        key="site-checks",
        title=gettext_lazy("Site checks"),
        columns=(
            FIRM,
            CITY,
            Column("planned_at", gettext_lazy("Planned"), Kind.MOMENT, sort="planned_at", card=3),
            Column("lead", gettext_lazy("Who leads"), value="lead.name", sort="lead__name"),
            Column("held_at", gettext_lazy("Visited"), Kind.DATE, sort="held_at"),
            Column("state", gettext_lazy("State"), Kind.STATE, value=lambda row: visit_state(row, at), card=2),
        ),
        filters=(
            Filter(
                "stand",
                gettext_lazy("State"),
                choices=(
                    ("unplanned", gettext_lazy("No day yet")),
                    ("planned", gettext_lazy("To be visited")),
                    ("late", gettext_lazy("Late")),
                    ("findings", gettext_lazy("With findings")),
                    ("held", gettext_lazy("Visited")),
                ),
                apply=lambda rows, value: _narrow(rows, value, at),
            ),
        ),
        search=lambda rows, q: rows.filter(hangul.matches(q, field="application__search_key")),
        row_url=lambda row: reverse("evaluation:firm", args=[row.application_id]),
        default_sort="planned_at",
        empty=Empty(
            gettext_lazy("No site check is planned yet"),
            gettext_lazy("Open the site-check step; every eligible firm then stands here."),
        ),
    )


def has_findings(row: Any) -> bool:
    """Whether any of the three questions was answered no."""
    return row.held_at is not None and not (row.plant_operating and row.plan_matches_site and row.equipment_sound)


def visit_state(row: Any, at: datetime) -> State:
    """How far a visit is."""
    if row.held_at is not None:
        return State(_("With findings"), Tone.WARN) if has_findings(row) else State(_("Visited"), Tone.DONE)
    if row.planned_at is None:
        return State(_("No day yet"), Tone.DRAFT)
    return State(_("Late"), Tone.LATE) if row.planned_at < at else State(_("To be visited"), Tone.INFO)


def _narrow(rows: QuerySet[Any], value: str, at: datetime) -> QuerySet[Any]:
    unheld = Q(held_at__isnull=True)
    conditions = {
        "unplanned": unheld & Q(planned_at__isnull=True),
        "planned": unheld & Q(planned_at__gte=at),
        "late": unheld & Q(planned_at__lt=at),
        "findings": ~unheld & (Q(plant_operating=False) | Q(plan_matches_site=False) | Q(equipment_sound=False)),
        "held": ~unheld,
    }
    return rows.filter(conditions[value]) if value in conditions else rows
