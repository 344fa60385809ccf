"""Programmes, one programme, its versions side by side."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation import clock
from dure.foundation.interface.buttons import told
from dure.foundation.interface.formats import moment, period
from dure.foundation.interface.lists import Action, Column, Empty, Kind, ListPage, State, render_list
from dure.foundation.interface.parts import Entry, Step, Tone
from dure.foundation.ledger.queries import trail
from dure.journey.programmes import actions, queries
from dure.journey.programmes.access import EDIT, SEE
from dure.journey.programmes.differences import differences
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.notice_page import NoticePage, notice_page
from dure.journey.programmes.states import ProgrammeState
from dure.journey.programmes.views import found

TONES = {ProgrammeState.PREPARING: Tone.DRAFT, ProgrammeState.RUNNING: Tone.INFO, ProgrammeState.CLOSED: Tone.DONE}


def state_of(row: Programme) -> State:
    """A programme's state."""
    return State(row.get_status_display(), TONES[ProgrammeState(row.status)])


PROGRAMMES = ListPage(
    key="programmes",
    title=gettext_lazy("Programmes"),
    columns=(
        Column("name", gettext_lazy("Programme"), Kind.LINK, sort="name_ko", card=1),
        Column("year", gettext_lazy("Year"), value=lambda row: str(row.year), sort="year", card=3),
        Column("status", gettext_lazy("State"), Kind.STATE, value=state_of, sort="status", card=2),
        Column("operator", gettext_lazy("Operator"), value="operator.name", sort="operator__name"),
        Column("province", gettext_lazy("Province"), value="province.name"),
    ),
    row_url=lambda row: reverse("programmes:detail", args=[row.slug]),
    default_sort="-year",
    empty=Empty(gettext_lazy("No programme yet"), gettext_lazy("Begin one from a built-in notice.")),
)
STAFF_PRIMARY = Action(gettext_lazy("New programme"), reverse_lazy("programmes:new"), "plus")


@needs(SEE)
@require_GET
def programmes(request: HttpRequest) -> HttpResponseBase:
    """The programmes within the reader's reach."""
    actor = actor_of(request)
    page = replace(PROGRAMMES, primary=STAFF_PRIMARY) if EDIT.ask_role(actor) else PROGRAMMES
    return render_list(request, page, queries.programmes_for(actor))


@needs(SEE)
@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a programme stands: the calendar, places after moves, versions."""
    actor = actor_of(request)
    row = found.programme(slug, actor)
    staff = bool(EDIT.ask(actor, row))
    draft = queries.draft_of(row.pk) if staff else None
    versions = [each for each in queries.versions(row.pk) if staff or each.status != "draft"]
    page = _page_in_force(row)
    context = {
        "programme": row,
        "state": state_of(row),
        "staff": staff,
        "draft": draft,
        "versions": versions,
        "notice": page,
        "steps": _steps(page),
        "reopenings": queries.reopenings(row.pk),
        "moves": queries.moves(row.pk),
        "shortfalls": queries.shortfalls(row.pk) if page and staff else [],
        "entries": [
            Entry(line.at, line.label, actor=line.actor_name, reason=line.reason, key=str(line.position))
            for line in trail(row)
        ],
    }
    return render(request, "programmes/detail.html", context)


def _page_in_force(row: Programme) -> NoticePage | None:
    try:
        return notice_page(queries.terms_in_force(row.pk), queries.cities_of(row), queries.places(row.pk))
    except NoticeVersion.DoesNotExist:
        return None


def _steps(page: NoticePage | None) -> list[Step]:
    if page is None:
        return []
    at = clock.now()
    return [Step(window.label, window.stands(at), note=_dates(window)) for window in page.windows]


def _dates(window: queries.Window) -> str:
    if window.opens_at is None:
        return _("not fixed yet")
    return moment(window.opens_at) if window.closes_at is None else period(window.opens_at, window.closes_at)


def _version(row: Programme, number: int, *, staff: bool) -> NoticeVersion:
    try:
        version = queries.version(row.pk, number)
    except NoticeVersion.DoesNotExist:
        raise Http404(_("There is no version of this number.")) from None
    if version.status == "draft" and not staff:
        raise Http404(_("There is no version of this number."))
    return version


@needs(SEE)
@require_GET
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version as it was published."""
    actor = actor_of(request)
    row = found.programme(slug, actor)
    notice = _version(row, number, staff=bool(EDIT.ask(actor, row)))
    page = notice_page(queries.terms_of(notice.pk), queries.cities_of(row))
    return render(request, "programmes/version.html", {"programme": row, "version": notice, "notice": page})


@needs(SEE)
@require_GET
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions side by side: only what differs."""
    actor = actor_of(request)
    row = found.programme(slug, actor)
    staff = bool(EDIT.ask(actor, row))
    versions = [each for each in reversed(queries.versions(row.pk)) if staff or each.status != "draft"]
    if not versions:
        raise Http404(_("There is no version of this number."))
    last = versions[-1].number
    before = _version(row, _number(request, "from", max(last - 1, 1)), staff=staff)
    after = _version(row, _number(request, "to", last), staff=staff)
    cities = {city.code: city.name for city in queries.cities_of(row)}
    changes = differences(queries.terms_of(before.pk), queries.terms_of(after.pk), cities)
    context = {"programme": row, "versions": versions, "before": before, "after": after, "changes": changes}
    return render(request, "programmes/compare.html", context)


def _number(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default


@needs(EDIT)
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """End a programme's year."""
    actor = actor_of(request)
    row = found.programme(slug, actor)
    told(
        request,
        lambda: actions.close_programme(programme=row, by=actor, at=clock.now(), reason=request.POST.get("reason", "")),
        _("The programme is closed."),
    )
    return redirect("programmes:detail", slug=slug)
