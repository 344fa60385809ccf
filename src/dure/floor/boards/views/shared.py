"""What one firm lets one office see: its figures by the agreed spans, what each is made of, and where that lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.floor.boards.queries.compared import compared, span_around
from dure.floor.boards.queries.made_of import made_of, single_records
from dure.floor.boards.queries.reckoned import Known, known_of
from dure.floor.boards.queries.records import day_or
from dure.floor.boards.queries.shared import Shown, begins, ends, periods, shown, within
from dure.floor.boards.views.found import MOST_DAYS_OF_FIGURES, span_asked
from dure.floor.boards.views.shared_tables import (
    compared_table,
    lacking,
    parts_table,
    periods_sheet,
    periods_table,
    records_table,
    whole_facts,
)
from dure.floor.plant import queries
from dure.floor.plant.access import RECIPIENTS, VIEW_SHARING
from dure.floor.plant.models import Sharing
from dure.floor.plant.terms import Grain, Terms
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now, today
from dure.foundation.interface.lists.excel import excel_response
from dure.foundation.interface.parts import Crumb

# How many days are shown unless others are asked for. Up to a month is read from the records at once; weeks begin on
# their Monday.
LENGTH: Final = {Grain.MONTH: 184, Grain.WEEK: 25, Grain.DAY: 31}
PER_PAGE: Final = 100


@dataclass(frozen=True)
class _Seen:
    """An agreement that the reader may see by. Nothing of one that was taken back, or whose days have not come."""

    row: Sharing
    is_recipient: bool

    @property
    def terms(self) -> Terms:
        return self.row.terms

    @property
    def is_open(self) -> bool:
        return self.row.ended_at is None and self.row.starts_on <= today()

    def crumbs(self, *last: Crumb) -> list[Crumb]:
        """From the list of the programme, or from the plant's own page."""
        if self.is_recipient:
            first = Crumb(_("Shop-floor figures"), reverse("portal:shop_floor"))
        else:
            first = Crumb(self.row.site.name, reverse("plant:sharing", args=[self.row.site.code]))
        name = self.row.site.name if self.is_recipient else self.row.recipient.name
        return [first, Crumb(name, reverse("boards:shared_site", args=[self.row.pk]) if last else ""), *last]

    def context(self, **more: Any) -> dict[str, Any]:
        return {"sharing": self.row, "is_recipient": self.is_recipient, "is_open": self.is_open, **more}


@needs(VIEW_SHARING)
@require_GET
def show_site(request: HttpRequest, sharing_id: int) -> HttpResponseBase:
    """The agreed figures of one plant. The firm opens the same page to see what is seen of it."""
    seen = _seen(request, sharing_id)
    if not seen.is_open:
        return render(request, "boards/shared_site.html", seen.context(crumbs=seen.crumbs()))
    first, last = span_asked(request, today(), LENGTH[seen.terms.grain], MOST_DAYS_OF_FIGURES)
    # A span that is shown is shown whole, as far as it was agreed to be.
    first = begins(seen.terms.grain, first)
    known = known_of(seen.row.site, first, last, now())
    every = [shown(known, seen.terms, *span) for span in periods(seen.terms, first, last)]
    # Days off would only say so.
    found = [each for each in every if each.figures.coverage is not None]
    if request.GET.get("export") == "xlsx":
        return excel_response(periods_sheet(seen.row, found))
    whole = shown(known, seen.terms, first, last)
    context = seen.context(
        first=first,
        last=last,
        known=known,
        whole=whole,
        lacking=lacking(seen.row, found, whole),
        table=periods_table(seen.row, found),
        export=f"?from={first.isoformat()}&to={last.isoformat()}&export=xlsx",
        crumbs=seen.crumbs(),
        **_comparison(request, seen),
    )
    return render(request, "boards/shared_site.html", context)


def _comparison(request: HttpRequest, seen: _Seen) -> Mapping[str, object]:
    """Before and after the day asked for; nothing where none is."""
    asked = request.GET.get("cut", "")
    cut = day_or(asked, today())
    if not asked or cut > today():
        return {"cut": None, "compared": None}
    known = known_of(seen.row.site, *span_around(cut), now())
    return {"cut": cut, "compared": compared_table(compared(known, seen.terms, cut))}


@needs(VIEW_SHARING)
@require_GET
def show_span(request: HttpRequest, sharing_id: int, start: str) -> HttpResponse:
    """What the figures of one span are made of, and where its records lie."""
    seen = _seen(request, sharing_id)
    known, found = _span(seen, start)
    made = made_of(seen.row.site.code, known, seen.terms, found, now())
    context = seen.context(
        found=found,
        whole=made.whole,
        facts=whole_facts(seen.row, made.whole),
        table=parts_table(seen.row, known.plant, made.parts) if made.parts else None,
        start=start,
        crumbs=seen.crumbs(Crumb(_("What it is made of"))),
    )
    return render(request, "boards/shared_span.html", context)


@needs(VIEW_SHARING)
@require_GET
def show_records(request: HttpRequest, sharing_id: int, start: str) -> HttpResponse:
    """The single records of one span, where the firm agreed to that as well."""
    seen = _seen(request, sharing_id)
    if not seen.terms.with_events:
        raise Http404(_("The firm does not share single records."))
    known, found = _span(seen, start)
    rows = single_records(seen.row.site.code, seen.terms, found.first, found.last)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    back = Crumb(_("What it is made of"), reverse("boards:shared_span", args=[sharing_id, start]))
    context = seen.context(
        found=found,
        page_obj=page,
        table=records_table(known.plant, list(page)) if page else None,
        crumbs=seen.crumbs(back, Crumb(_("Records"))),
    )
    return render(request, "boards/shared_records.html", context)


def _span(seen: _Seen, start: str) -> tuple[Known, Shown]:
    """The span that begins on the day of the address; only whole spans of the agreed fineness can be asked for."""
    try:
        day = date.fromisoformat(start)
    except ValueError:
        raise Http404(_("There is no such day.")) from None
    first = begins(seen.terms.grain, day)
    first, last = within(seen.terms, first, min(ends(seen.terms.grain, first), today()))
    if not seen.is_open or last < first:
        raise Http404(_("Nothing is shared of these days."))
    known = known_of(seen.row.site, first, last, now())
    return known, shown(known, seen.terms, first, last)


def _seen(request: HttpRequest, sharing_id: int) -> _Seen:
    actor, row = actor_of(request), queries.sharing(sharing_id)
    if row is None:
        raise Http404(_("There is no such agreement."))
    VIEW_SHARING.demand(actor, row)
    return _Seen(row, row.recipient_id in actor.organisations(*RECIPIENTS))
