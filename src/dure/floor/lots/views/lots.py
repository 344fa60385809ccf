"""The list of lots, and one lot with its way back and forward."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.plant import Plant
from dure.floor.lots.queries import LotFacts, Step, lot_facts, lots_of, steps_of
from dure.floor.lots.views.found import amount_of, context_of, lot_url
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.frame import own_plant
from dure.floor.plant.models import Site
from dure.floor.plant.names import Called, quantity
from dure.floor.plant.tables import Cell, Table
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import day, local_date, moment
from dure.foundation.interface.parts import Crumb, Fact

PER_PAGE = 50


@needs(VIEW_SITE)
@require_GET
def show_lots(request: HttpRequest, code: str) -> HttpResponse:
    """All lots, the newest first; a search finds them by code, item or order."""
    site, plant = own_plant(code, actor_of(request))
    text = request.GET.get("q", "").strip().lower()
    called = Called(plant)
    found = [each for each in lots_of(code, plant) if _matches(called, each, text)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = context_of(site, "lots:list") | {
        "text": request.GET.get("q", ""),
        "count": len(found),
        "page_obj": page,
        "table": _lots_table(site, called, list(page)) if page else None,
    }
    return render(request, "lots/list.html", context)


def _matches(called: Called, each: LotFacts, text: str) -> bool:
    told = (each.code, each.item, called.item(each.item), *each.orders)
    return not text or any(text in one.lower() for one in told)


def _lots_table(site: Site, called: Called, found: list[LotFacts]) -> Table:
    headers = (_("Lot"), _("Product or material"), _("Quantity"), _("Made on"), _("Use by"), _("Origin"))
    return Table(_("Lots"), headers, [_lot_row(site, called, each) for each in found], figures=frozenset({2}))


def _lot_row(site: Site, called: Called, each: LotFacts) -> list[Cell | str]:
    return [
        Cell(each.code, url=lot_url(site, each.code), typed=each.typed),
        called.item(each.item) if each.item else "",
        amount_of(each),
        moment(each.produced_at) if each.produced_at else _("bought"),
        _use_by(each),
        each.origin,
    ]


def _use_by(each: LotFacts) -> Cell:
    if each.expires_on is None:
        return Cell("")
    is_past = each.expires_on < local_date(now())
    return Cell(day(each.expires_on), tone="late" if is_past else "")


@needs(VIEW_SITE)
@require_GET
def show_lot(request: HttpRequest, code: str, lot: str) -> HttpResponse:
    """One lot: what it is, what it came from, what it became."""
    site, plant = own_plant(code, actor_of(request))
    found = lot_facts(code, plant, lot)
    if found is None:
        raise Http404(_("No record tells of this lot. Check its code on the label."))
    called = Called(plant)
    context = context_of(site, "lots:list", Crumb(lot)) | {
        "lot": found,
        "item": called.item(found.item) if found.item else "",
        "facts": _facts(plant, called, found),
        "back": steps_table(site, plant, steps_of(code, lot, forward=False), forward=False),
        "forward": steps_table(site, plant, steps_of(code, lot, forward=True), forward=True),
    }
    return render(request, "lots/lot.html", context)


def _facts(plant: Plant, called: Called, found: LotFacts) -> list[Fact]:
    rows = [
        Fact(_("Product or material"), called.item(found.item) if found.item else "–"),
        Fact(_("Quantity"), amount_of(found) or "–"),
        Fact(_("Used since"), " · ".join(quantity(n, unit) for n, unit in found.used) or "–"),
        Fact(_("Made on"), moment(found.produced_at) if found.produced_at else _("bought")),
        Fact(_("Machine"), called.machine(found.machine) if found.machine else "–"),
        Fact(_("Use by"), day(found.expires_on) if found.expires_on else "–"),
        Fact(_("Origin"), found.origin or "–"),
    ]
    if found.orders:
        rows.append(Fact(_("Work order"), ", ".join(found.orders)))
    if found.allergens:
        rows.append(Fact(_("Allergens"), ", ".join(found.allergens)))
    return rows


def steps_table(site: Site, plant: Plant, steps: list[Step], *, forward: bool) -> Table:
    """The tree as rows, each indented below the one it leads on from."""
    called = Called(plant)
    headers = (_("Lot"), _("Went in"), _("Where"), _("When"))
    return Table(_("Links"), headers, [_step(site, called, each, forward=forward) for each in steps])


def _step(site: Site, called: Called, each: Step, *, forward: bool) -> list[Cell | str]:
    link = each.link
    end = link.target if forward else link.source
    amount = quantity(float(link.value), link.unit) if link.value else ""
    # Wide spaces, which a page does not draw together.
    mark = "\N{EM SPACE}" * (each.depth - 1) + ("→ " if forward else "← ")
    return [
        Cell(mark + end, url=lot_url(site, end)),
        amount,
        Cell(called.machine(link.machine) if link.machine else "", note=link.order),
        moment(link.at),
    ]
