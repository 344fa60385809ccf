"""Lists: all applications, and the desk of the eligibility check."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface import hangul
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import (
    Action,
    BulkAction,
    Column,
    Empty,
    Filter,
    Kind,
    ListPage,
    State,
    render_list,
    selected_rows,
)
from dure.foundation.places.queries import sectors
from dure.journey.applications import actions, queries
from dure.journey.applications.access import CHECK, LIST, SEE_CHECK, START
from dure.journey.applications.models import Application
from dure.journey.applications.states import ApplicationState
from dure.journey.applications.wording import TONES, VERDICT_LABELS, VERDICT_TONES
from dure.journey.programmes import queries as programmes


def programme_of(request: HttpRequest, slug: str) -> Any:
    """The programme of the address, or the one the actor means when none is named."""
    found = programmes.find_programme(slug) if slug else programmes.current_programme(actor_of(request))
    if found is None:
        raise Http404("" if slug else _("There is no programme you may see yet."))
    is_about(request, found)
    return found


def _state(row: Application) -> State:
    return State(row.get_status_display(), TONES[row.status].value)


def _verdict(row: Application) -> State:
    return State(VERDICT_LABELS[row.verdict], VERDICT_TONES[row.verdict].value)


NUMBER = Column(
    "number", gettext_lazy("Application number"), Kind.LINK, value=lambda row: row.number or "–", sort="number", card=2
)
FIRM = Column("firm", gettext_lazy("Firm"), value="firm.name", sort="firm__name", card=1)
TYPE = Column("type", gettext_lazy("Type"), value="type_code", sort="type_code", card=4)
CITY = Column("city", gettext_lazy("City or county"), value="city.name", sort="city_id", card=5)
STATE = Column("state", gettext_lazy("State"), Kind.STATE, value=_state, sort="status", card=3)


def _search(rows: QuerySet[Application], q: str) -> QuerySet[Application]:
    return rows.filter(hangul.matches(q))


def _in_city(rows: QuerySet[Application], code: str) -> QuerySet[Application]:
    return rows.filter(city_id=code)


def _in_sector(rows: QuerySet[Application], code: str) -> QuerySet[Application]:
    return rows.filter(firm__sector_id=code)


def _filters(programme: Any) -> tuple[Filter, ...]:
    language = get_language() or "ko"
    types = [(each.code, each.name.in_language(language)) for each in programmes.terms_in_force(programme.pk).types]
    cities = [(city.code, city.name) for city in programmes.cities_of(programme)]
    return (
        Filter("type", _("Type"), field="type_code", choices=types),
        Filter("city", _("City or county"), choices=cities, apply=_in_city),
        Filter("status", _("State"), field="status", choices=ApplicationState.choices),
    )


def _all_list(programme: Any, may_start: bool) -> ListPage:
    sector_names = [(sector.code, sector.name) for sector in sectors()]
    begin = Action(_("Enter on behalf of a firm"), reverse("applications:start"), "plus")
    return ListPage(
        key="applications",
        title=pgettext("list", "Applications"),
        lead=_("Every application of %(programme)s.") % {"programme": programme.name},
        columns=(
            NUMBER,
            FIRM,
            TYPE,
            CITY,
            Column("sector", _("Sector"), value="firm.sector.name", sort="firm__sector_id"),
            STATE,
            Column("cost_won", _("Cost"), Kind.WON, sort="cost_won", total=Sum("cost_won")),
            Column("support_won", _("Public support"), Kind.WON, value=lambda row: row.province_won + row.city_won),
            Column("first_ict", _("First use of ICT"), Kind.YES_NO, sort="first_ict"),
            Column("supplier", _("Supplier"), value="supplier.name", sort="supplier__name"),
            Column("submitted_at", _("Submitted"), Kind.MOMENT, sort="submitted_at", card=6),
        ),
        filters=(*_filters(programme), Filter("sector", _("Sector"), choices=sector_names, apply=_in_sector)),
        search=_search,
        search_label=_("Firm, number, title, supplier"),
        row_url=lambda row: reverse("applications:detail", args=[row.pk]),
        default_sort="-submitted_at",
        primary=begin if may_start else None,
        empty=Empty(_("No firm has applied yet"), _("Applications appear here once firms begin them.")),
        wide=True,
    )


def _desk_list(programme: Any) -> ListPage:
    verdicts = [(key, label) for key, label in VERDICT_LABELS.items() if key]
    return ListPage(
        key="eligibility",
        title=_("Eligibility check"),
        lead=_("Applications that were handed in, with what the rules of the notice found."),
        columns=(
            NUMBER,
            FIRM,
            TYPE,
            CITY,
            STATE,
            Column("verdict", _("Rules"), Kind.STATE, value=_verdict, sort="verdict", card=4),
            Column("stops", _("Not met"), Kind.NUMBER),
            Column("cautions", _("Cautions"), Kind.NUMBER),
            Column("unknowns", _("Not known"), Kind.NUMBER),
            Column("submitted_at", _("Submitted"), Kind.MOMENT, sort="submitted_at", card=6),
        ),
        filters=(*_filters(programme), Filter("verdict", _("Rules"), field="verdict", choices=verdicts)),
        search=_search,
        search_label=_("Firm, number, title, supplier"),
        row_url=lambda row: reverse("applications:check", args=[row.pk]),
        default_sort="submitted_at",
        bulk=(
            BulkAction(
                "accept",
                _("Accept all with nothing open"),
                reverse("applications:accept_clear", args=[programme.slug]),
            ),
        ),
        may_bulk=lambda request: bool(CHECK.ask_role(actor_of(request))),
        empty=Empty(_("Nothing to check yet"), _("Applications appear here once they are handed in.")),
        wide=True,
    )


def _rows(request: HttpRequest, programme: Any) -> QuerySet[Application]:
    rows = LIST.rows(actor_of(request), Application.objects.filter(programme_id=programme.pk))
    return rows.select_related("programme", "firm__sector", "city", "supplier")


def _desk_rows(request: HttpRequest, programme: Any) -> QuerySet[Application]:
    rows = SEE_CHECK.rows(actor_of(request), Application.objects.filter(programme_id=programme.pk))
    handed_in = rows.filter(submitted_at__isnull=False)
    return queries.with_findings(handed_in.select_related("programme", "firm", "city"))


@require_GET
@needs(LIST)
def applications(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """Every application the actor may see of a programme."""
    programme = programme_of(request, slug)
    declared = _all_list(programme, bool(START.ask_role(actor_of(request))))
    return render_list(request, declared, _rows(request, programme))


@require_GET
@needs(SEE_CHECK)
def desk(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """The desk of the eligibility check."""
    programme = programme_of(request, slug)
    rows = _desk_rows(request, programme)
    overdue = rows.filter(status="supplement_asked", supplements__status="asked", supplements__due_at__lt=now())
    context = {
        "programme": programme,
        "overdue": overdue.distinct().count(),
        "may_check": bool(CHECK.ask_role(actor_of(request))),
    }
    return render_list(request, _desk_list(programme), rows, context=context, template="applications/desk.html")


@require_POST
@needs(CHECK)
def accept_clear(request: HttpRequest, slug: str) -> HttpResponse:
    """Find eligible those chosen that nothing speaks against; name the others with the reason."""
    programme = programme_of(request, slug)
    chosen = selected_rows(request, _desk_list(programme), _desk_rows(request, programme))
    rows = CHECK.rows(actor_of(request), chosen)
    done = actions.accept_clear(applications=list(rows), by=actor_of(request), at=now())
    if done.accepted:
        n = len(done.accepted)
        messages.success(request, ngettext("%(n)d application accepted.", "%(n)d applications accepted.", n) % {"n": n})
    for row, reason in done.left[:10]:
        messages.warning(request, _("%(number)s %(firm)s was left undecided: %(reason)s") % {
            "number": row.number, "firm": row.firm.name, "reason": reason,
        })  # fmt: skip
    if len(done.left) > 10:
        more = len(done.left) - 10
        words = ngettext(
            "%(n)d more was left undecided for a similar reason.",
            "%(n)d more were left undecided for similar reasons.",
            more,
        )
        messages.warning(request, words % {"n": more})
    return redirect("applications:desk_of", slug=programme.slug)


@require_POST
@needs(CHECK)
def lapse(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the requests to supplement whose days ran out."""
    programme = programme_of(request, slug)
    rows = CHECK.rows(actor_of(request), Application.objects.filter(programme_id=programme.pk))
    if rows.exists():
        n = actions.lapse_supplements(programme=programme, at=now())
        messages.success(
            request, ngettext("%(n)d overdue request was closed.", "%(n)d overdue requests were closed.", n) % {"n": n}
        )
    return redirect("applications:desk_of", slug=programme.slug)
