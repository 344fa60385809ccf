"""The lists of the evaluation, as values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from dure.foundation.interface import hangul
from dure.foundation.interface.lists import Action, Column, Empty, Filter, Kind, ListPage, State
from dure.foundation.interface.parts import Tone
from dure.foundation.places.queries import sectors
from dure.journey.evaluation.models import Assignment, Conflict, ConflictKind, Phase, ScoreSheet
from dure.journey.evaluation.states import PhaseState, SheetState
from dure.journey.evaluation.words import conflict_words, step_label

FIRM_KEY = "application__search_key"
# The firm whose application a row is about, with its number beneath; and the city or county it stands in.
FIRM = Column(
    "firm", gettext_lazy("Firm"), Kind.LINK, value="application.firm.name", sort="application__firm__name", card=1,
    note=lambda row: row.application.number,
)  # fmt: skip
CITY = Column(
    "city", gettext_lazy("City or county"), value="application.city.name", sort="application__city__code", card=4
)


def _search(field: str) -> Any:
    return lambda rows, q: rows.filter(hangul.matches(q, field=field))


def panels_list(phase: Phase, types: Sequence[str], at: datetime) -> ListPage:
    """The firms of a step; ``types`` are those that occur."""
    columns = (
        Column("position", gettext_lazy("Order"), Kind.NUMBER, sort="position"),
        FIRM,
        Column("type", gettext_lazy("Type"), value="application.type_code", sort="application__type_code", card=4),
        Column("city", gettext_lazy("City or county"), value="application.city.name", sort="application__city__code"),
        Column(
            "state",
            gettext_lazy("Score sheets"),
            Kind.STATE,
            value=lambda row: sheets_state(row, phase),
            card=2,
            sort="signed",
        ),
        Column("seats", gettext_lazy("Assessors"), value=lambda row: seats_words(row, at), card=3),
        Column("starts_at", gettext_lazy("Presentation"), Kind.MOMENT, sort="starts_at"),
    )
    shown = columns if phase.step == "presentation" else columns[1:-1]
    return ListPage(
        key=f"panels-{phase.step}",
        title=step_label(phase.step),
        columns=shown,
        filters=(
            Filter(
                "type", gettext_lazy("Type"), field="application__type_code", choices=[(code, code) for code in types]
            ),
            Filter(
                "stand",
                gettext_lazy("State"),
                choices=(
                    ("late", gettext_lazy("Late")),
                    ("open", gettext_lazy("Sheets open")),
                    ("bare", gettext_lazy("Without assessors")),
                    ("signed", gettext_lazy("All signed")),
                ),
                apply=_narrow_panels,
            ),
        ),
        search=_search(FIRM_KEY),
        row_url=lambda row: reverse("evaluation:firm", args=[row.application_id]),
        default_sort="firm",
        empty=Empty(
            gettext_lazy("No firm is in this step yet"), gettext_lazy("Firms come in once they are found eligible.")
        ),
    )


def _narrow_panels(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return {
        "late": lambda: rows.filter(late__gt=0),
        "open": lambda: rows.filter(signed__lt=F("assigned")),
        "bare": lambda: rows.filter(assigned=0),
        "signed": lambda: rows.filter(assigned__gt=0, signed=F("assigned")),
    }.get(value, lambda: rows)()


def sheets_state(row: Any, phase: Phase) -> State:
    """How far a firm's sheets are."""
    if not row.assigned:
        return State(_("No assessors yet"), Tone.WARN)
    words = _("%(signed)d of %(n)d signed") % {"signed": row.signed, "n": row.assigned}
    if row.signed == row.assigned:
        return State(words, Tone.DONE)
    if row.late and phase.status != PhaseState.ASSIGNING:
        return State(_("%(words)s, %(n)d late") % {"words": words, "n": row.late}, Tone.LATE)
    return State(words, Tone.INFO if phase.status != PhaseState.ASSIGNING else Tone.NEUTRAL)


def seats_words(row: Any, at: datetime) -> str:
    """The panel of a firm: each assessor with the state of the sheet."""
    return " · ".join(f"{seat.assessor.person.name} ({seat_state(seat, at)})" for seat in row.application.seats)


def seat_state(seat: Assignment, at: datetime) -> str:
    """The state of a sheet in a word."""
    sheet: ScoreSheet = seat.sheet  # type: ignore[attr-defined]
    if sheet.status != SheetState.OPEN:
        return str(SheetState(sheet.status).label)
    if seat.due_at < at:
        return _("late")
    return _("being scored") if sheet.saved_at else _("not begun")


def assessors_list() -> ListPage:
    """The assessors of a step."""
    return ListPage(
        key="assessors",
        title=gettext_lazy("Assessors of the step"),
        columns=(
            Column(
                "name",
                gettext_lazy("Assessor"),
                value="person.name",
                sort="person__name",
                card=1,
                note=lambda row: row.employer,
            ),
            Column("held", gettext_lazy("Firms held"), Kind.NUMBER, sort="held", card=3),
            Column("signed", gettext_lazy("Signed"), Kind.NUMBER, sort="signed"),
            Column("late", gettext_lazy("Late"), Kind.NUMBER, sort="late"),
            Column("state", gettext_lazy("State"), Kind.STATE, value=_assessor_state, card=2),
            Column("last", gettext_lazy("Last saved"), Kind.MOMENT, sort="last"),
            Column("reminded", gettext_lazy("Phone"), value="person.phone"),
        ),
        default_sort="-late",
        empty=Empty(gettext_lazy("No assessor is assigned yet"), gettext_lazy("Draw the panels first.")),
    )


def _assessor_state(row: Any) -> State:
    if row.late:
        return State(_("%(n)d late") % {"n": row.late}, Tone.LATE)
    if row.held == row.signed:
        return State(_("All signed"), Tone.DONE)
    return State(_("%(signed)d of %(n)d signed") % {"signed": row.signed, "n": row.held}, Tone.INFO)


def pool_list(programme: Any) -> ListPage:
    """The pool of candidate assessors."""
    fields = {sector.code: str(sector) for sector in sectors()}
    return ListPage(
        key="pool",
        title=gettext_lazy("Pool of candidate assessors"),
        lead=gettext_lazy(
            "Panels are drawn from these people. The pool should hold about three times as many as are needed."
        ),
        columns=(
            Column("name", gettext_lazy("Name"), Kind.LINK, value="person.name", sort="person__name", card=1),
            Column("employer", gettext_lazy("Employer"), sort="employer", card=3),
            Column(
                "topics",
                gettext_lazy("Fields"),
                value=lambda row: ", ".join(fields.get(code, code) for code in row.topics),
            ),
            Column(
                "load",
                gettext_lazy("Sheets"),
                Kind.NUMBER,
                sort="load",
                note=lambda row: _("at most %(n)d firms a step") % {"n": row.max_load},
            ),
            Column("signed", gettext_lazy("Signed"), Kind.NUMBER, sort="signed"),
            Column("tied", gettext_lazy("Conflicts"), Kind.NUMBER, sort="tied", card=4),
            Column("pledged_at", gettext_lazy("Pledge"), Kind.DATE, sort="pledged_at"),
            Column("state", gettext_lazy("State"), Kind.STATE, value=_pool_state, card=2),
        ),
        filters=(
            Filter(
                "stand",
                gettext_lazy("State"),
                choices=(
                    ("in", pgettext_lazy("pool", "In the pool")),
                    ("no_pledge", gettext_lazy("Pledge missing")),
                    ("left", pgettext_lazy("pool", "Left")),
                ),
                apply=_narrow_pool,
            ),
        ),
        search=lambda rows, q: rows.filter(person__name__contains=q) | rows.filter(employer__contains=q),
        row_url=lambda row: reverse("evaluation:assessor", args=[row.pk]),
        default_sort="name",
        primary=Action(gettext_lazy("Add an assessor"), reverse("evaluation:pool-add", args=[programme.slug])),
        empty=Empty(
            gettext_lazy("The pool is empty"),
            gettext_lazy("Add candidate assessors; panels are drawn from them."),
            Action(gettext_lazy("Add an assessor"), reverse("evaluation:pool-add", args=[programme.slug])),
        ),
    )


def _narrow_pool(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "left":
        return rows.filter(left_at__isnull=False)
    rows = rows.filter(left_at__isnull=True)
    return rows.filter(pledged_at__isnull=True) if value == "no_pledge" else rows


def _pool_state(row: Any) -> State:
    if row.left_at:
        return State(_("Left the pool"), Tone.DRAFT)
    if row.late:
        return State(_("%(n)d late") % {"n": row.late}, Tone.LATE)
    return State(_("In the pool"), Tone.DONE) if row.pledged_at else State(_("Pledge missing"), Tone.WARN)


def conflicts_list() -> ListPage:
    """The conflicts of a programme."""
    return ListPage(
        key="conflicts",
        title=gettext_lazy("Conflicts of interest"),
        columns=(
            Column(
                "assessor",
                gettext_lazy("Assessor"),
                Kind.LINK,
                value="assessor.person.name",
                sort="assessor__person__name",
                card=1,
            ),
            Column("firm", gettext_lazy("Firm"), value="application.firm.name", sort="application__firm__name", card=3),
            Column(
                "kind",
                gettext_lazy("Kind"),
                value=lambda row: str(ConflictKind(row.kind).label),
                sort="kind",
                note=lambda row: _("found by rule") if row.found_by_rule else "",
            ),
            Column("reason", gettext_lazy("Reason"), value=conflict_words, card=4),
            Column("declared_at", gettext_lazy("Recorded"), Kind.DATE, sort="declared_at"),
            Column("state", gettext_lazy("State"), Kind.STATE, value=_conflict_state, card=2),
        ),
        filters=(
            Filter("kind", gettext_lazy("Kind"), field="kind", choices=ConflictKind.choices),
            Filter(
                "open",
                gettext_lazy("State"),
                choices=(("yes", pgettext_lazy("conflict", "In force")), ("no", gettext_lazy("Lifted"))),
                apply=lambda rows, value: rows.filter(lifted_at__isnull=value == "yes"),
            ),
        ),
        search=_search(FIRM_KEY),
        row_url=lambda row: reverse("evaluation:conflict", args=[row.pk]),
        default_sort="-declared_at",
        empty=Empty(
            gettext_lazy("No conflict is on record"), gettext_lazy("Search for ties by rule, or record one by hand.")
        ),
    )


def _conflict_state(row: Conflict) -> State:
    return State(_("Lifted"), Tone.DRAFT) if row.lifted_at else State(pgettext("conflict", "In force"), Tone.BLOCKED)
