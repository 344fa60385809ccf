"""The lists of builds, fault reports and suppliers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.interface import hangul
from dure.foundation.interface.formats import day
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State
from dure.foundation.interface.parts import Tone
from dure.journey.builds.queries import state_label, state_of
from dure.journey.builds.risk import Level, Risk
from dure.journey.builds.states import TicketState
from dure.journey.builds.topics import TOPICS
from dure.journey.builds.words import RISK_LABELS, RISK_TONES, TONES, why_all

_STATES = ("building", "accepted", "completed", "stopped")
_TONES = {"building": Tone.INFO, "accepted": Tone.INFO, "completed": Tone.DONE, "stopped": Tone.BLOCKED}


def builds_list(actor: Actor, risks: Mapping[int, Risk]) -> ListPage:
    """Every build within sight, with its progress and its schedule risk."""
    own = actor.has(Role.SUPPLIER) and not actor.has(*STAFF)
    return ListPage(
        key="builds",
        title=gettext_lazy("My builds") if own else gettext_lazy("Builds"),
        columns=(
            Column(
                "firm", gettext_lazy("Firm"), Kind.LINK, value="agreement.firm.name", sort="agreement__firm__name",
                card=1, note=lambda row: row.agreement.number,
            ),
            Column("supplier", gettext_lazy("Supplier"), value="agreement.supplier.name",
                   sort="agreement__supplier__name", card=5),
            Column("city", gettext_lazy("City or county"), value="agreement.city.name", sort="agreement__city__code"),
            Column("type", gettext_lazy("Type"), value="agreement.type_code", sort="agreement__type_code"),
            Column("progress", gettext_lazy("Progress (%)"), Kind.NUMBER, value="progress_pct",
                   sort="progress_pct", card=4),
            Column("ends_on", gettext_lazy("Ends on"), Kind.DATE, value="agreement.ends_on",
                   sort="agreement__ends_on", card=3),
            Column("state", gettext_lazy("State"), Kind.STATE, value=_state, card=2),
            Column(
                "risk", gettext_lazy("Schedule risk"), Kind.STATE, value=lambda row: _risk(risks.get(row.pk)), card=6,
                export=lambda row: why_all(risks[row.pk]) if row.pk in risks else "",
            ),
        ),
        filters=(
            Filter("stand", gettext_lazy("State"), choices=_state_choices,
                   apply=lambda rows, value: rows.filter(in_state=value)),
            Filter("risk", gettext_lazy("Schedule risk"), choices=_levels,
                   apply=lambda rows, value: rows.filter(pk__in=_at(risks, value))),
        ),
        search=_search,
        search_label=gettext_lazy("Firm, supplier or number"),
        row_url=lambda row: reverse("builds:build", args=[row.pk]),
        default_sort="ends_on",
        empty=Empty(
            gettext_lazy("No build has begun yet"),
            gettext_lazy("A build begins by itself once the notice of start has been accepted."),
        ),
    )  # fmt: skip


def _levels() -> list[tuple[str, str | Promise]]:
    return [(each.value, RISK_LABELS[each]) for each in Level]


def _state_choices() -> list[tuple[str, str]]:
    return [(each, state_label(each)) for each in _STATES]


def _state(row: Any) -> State:
    state = state_of(row)
    return State(state_label(state), _TONES[state])


def _risk(risk: Risk | None) -> State | None:
    return None if risk is None else State(RISK_LABELS[risk.level], RISK_TONES[risk.level])


def _at(risks: Mapping[int, Risk], value: str) -> list[int]:
    return [pk for pk, risk in risks.items() if risk.level == value]


def _search(rows: QuerySet[Any], q: str) -> QuerySet[Any]:
    firm = hangul.matches(q, field="agreement__firm__search_key")
    supplier = hangul.matches(q, field="agreement__supplier__search_key")
    return rows.filter(firm | supplier | Q(agreement__number__icontains=q))


def tickets_list(at: datetime) -> ListPage:
    """Fault reports, the longest waiting first."""
    return ListPage(
        key="tickets",
        title=gettext_lazy("After-service"),
        lead=gettext_lazy("What firms report, how fast it is answered, and whether it is solved."),
        columns=(
            Column("title", gettext_lazy("What does not work"), Kind.LINK, value="title", sort="title", card=1,
                   note=lambda row: row.build.agreement.firm.name),
            Column("supplier", gettext_lazy("Supplier"), value="build.agreement.supplier.name",
                   sort="build__agreement__supplier__name", card=4),
            Column("opened_at", gettext_lazy("Reported"), Kind.MOMENT, sort="opened_at", card=3),
            Column("answered_at", gettext_lazy("Answered at"), Kind.MOMENT, sort="answered_at"),
            Column("state", gettext_lazy("State"), Kind.STATE, value=lambda row: ticket_state(row, at), card=2),
        ),
        filters=(
            Filter("status", gettext_lazy("State"), field="status", choices=TicketState.choices),
            Filter("late", gettext_lazy("Answer"), choices=(("late", gettext_lazy("Overdue")),),
                   apply=lambda rows, _value: rows.filter(status=TicketState.OPEN, answer_due_at__lt=at)),
        ),
        search=lambda rows, q: rows.filter(
            hangul.matches(q, field="build__agreement__firm__search_key") | Q(title__icontains=q)
        ),
        row_url=lambda row: reverse("builds:ticket", args=[row.pk]),
        default_sort="-opened_at",
        empty=Empty(gettext_lazy("No fault has been reported")),
    )  # fmt: skip


def ticket_state(row: Any, at: datetime) -> State:
    """How far a fault report is; one that waits too long for its answer is late."""
    if row.status == TicketState.OPEN and row.answer_due_at < at:
        return State(_("Answer overdue"), Tone.LATE)
    return State(row.get_status_display(), TONES.get(row.status, Tone.WARN))


def suppliers_list(today: date, needed: int) -> ListPage:
    """The supplier register. A record is shown from ``needed`` finished builds on."""
    return ListPage(
        key="suppliers",
        title=gettext_lazy("Suppliers"),
        lead=gettext_lazy("What each builds, how its capability was confirmed, and its record as measured in Dure."),
        columns=(
            Column("name", gettext_lazy("Supplier"), Kind.LINK, value="organisation.name", sort="organisation__name",
                   card=1, note=lambda row: row.organisation.place.name if row.organisation.place else ""),
            Column("topics", gettext_lazy("What it builds"), value=_topics, card=3),
            Column("capability", gettext_lazy("Capability"), value=lambda row: _capability(row, today),
                   sort="capability_level", card=4),
            Column("under_way", gettext_lazy("Builds under way"), Kind.NUMBER, sort="under_way"),
            Column("finished", gettext_lazy("Finished builds"), Kind.NUMBER, sort="finished"),
            Column("on_time", gettext_lazy("Finished in time"), Kind.STATE, card=2,
                   value=lambda row: _on_time(row, needed)),
        ),
        filters=(
            Filter("topic", gettext_lazy("What it builds"), choices=lambda: list(TOPICS.items()),
                   apply=lambda rows, value: rows.filter(topic_text__contains=f'"{value}"')),
        ),
        search=lambda rows, q: rows.filter(hangul.matches(q, field="organisation__search_key")),
        search_label=gettext_lazy("Name or its first sounds (초성)"),
        row_url=lambda row: reverse("builds:supplier", args=[row.organisation_id]),
        default_sort="name",
        empty=Empty(
            gettext_lazy("No supplier stands in the register yet"),
            gettext_lazy("Suppliers enter themselves when they open their page."),
        ),
    )  # fmt: skip


def _topics(row: Any) -> str:
    return ", ".join(str(TOPICS[code]) for code in row.topics if code in TOPICS)


def _capability(row: Any, today: date) -> str:
    if not row.capability_level:
        return ""
    if row.capability_until is not None and row.capability_until < today:
        return _("%(level)s (ran out on %(day)s)") % {"level": row.capability_level, "day": day(row.capability_until)}
    return str(row.capability_level)


def _on_time(row: Any, needed: int) -> State:
    if row.finished < needed:
        return State(_("%(n)d so far: too few for a record") % {"n": row.finished}, Tone.DRAFT)
    label = _("%(pct)d %% of %(n)d") % {"pct": round(100 * row.in_time / row.finished), "n": row.finished}
    if row.is_disputed:
        return State(_("%(figure)s, objected to") % {"figure": label}, Tone.WARN)
    return State(label, Tone.NEUTRAL)
