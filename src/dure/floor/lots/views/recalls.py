"""Mock recalls: begun with a lot, timed, finished with what was found, printed."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.engine.floor.plant import Plant
from dure.floor.lots.actions import begin_recall, finish_recall
from dure.floor.lots.forms import BeginForm, FinishForm
from dure.floor.lots.models import MockRecall
from dure.floor.lots.paper import recall_pdf
from dure.floor.lots.queries import Found, LotFacts, found_by, recalls_of
from dure.floor.lots.queries.recalls import recall_of, seconds_of
from dure.floor.lots.views.found import amount_of, context_of, left_of, lot_url
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.frame import own_plant
from dure.floor.plant.models import Site
from dure.floor.plant.names import Called, quantity
from dure.floor.plant.tables import Cell, Row, Table
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import day, moment
from dure.foundation.interface.parts import Crumb, Fact


@needs(VIEW_SITE)
@require_GET
def show_recalls(request: HttpRequest, code: str) -> HttpResponse:
    """The exercises held so far."""
    site, _plant = own_plant(code, actor_of(request))
    rows = [_recall_row(site, each) for each in recalls_of(site)]
    headers = (_("Lot"), _("Began"), _("Took"), _("Lots"), _("Should be there"), _("Weight found"))
    context = context_of(site, "lots:list", Crumb(_("Mock recalls"))) | {
        "table": Table(_("Mock recalls"), headers, rows, figures=frozenset({2, 3, 4, 5})) if rows else None,
    }
    return render(request, "lots/recalls.html", context)


@needs(VIEW_SITE)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponseBase:
    """Name the lot; the clock runs from here."""
    actor = actor_of(request)
    site, _plant = own_plant(code, actor)
    form = BeginForm(request.POST or None, initial={"lot": request.GET.get("lot", "")})
    if request.method == "POST" and form.is_valid():
        try:
            row = begin_recall(site=site, by=actor, at=now(), **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error("lot", str(refused.reason))
        else:
            return redirect("lots:recall", site.code, row.pk)
    crumbs = (Crumb(_("Mock recalls"), reverse("lots:recalls", args=[code])), Crumb(_("Begin")))
    context = context_of(site, "lots:list", *crumbs) | {"form": form}
    return render(request, "lots/begin.html", context, status=422 if form.errors else 200)


@needs(VIEW_SITE)
@require_GET
def show_recall(request: HttpRequest, code: str, recall_id: int) -> HttpResponse:
    """One exercise: everything that must be reached, and how long it has taken."""
    site, plant = own_plant(code, actor_of(request))
    return _show(request, site, plant, _row(site, recall_id), FinishForm())


@needs(VIEW_SITE)
@require_POST
def finish(request: HttpRequest, code: str, recall_id: int) -> HttpResponseBase:
    """Stop the clock with what was found."""
    actor = actor_of(request)
    site, plant = own_plant(code, actor)
    row = _row(site, recall_id)
    form = FinishForm(request.POST)
    if not form.is_valid():
        return _show(request, site, plant, row, form, status=422)
    finish_recall(recall=row, by=actor, at=now(), **form.cleaned_data)
    return redirect("lots:recall", site.code, row.pk)


@needs(VIEW_SITE)
@require_GET
def print_recall(request: HttpRequest, code: str, recall_id: int) -> HttpResponse:
    """The exercise on A4, for the binder and the inspector."""
    site, plant = own_plant(code, actor_of(request))
    row = _row(site, recall_id)
    found = found_by(code, plant, row.lot)
    if found is None:
        raise Http404
    facts = [(str(each.label), str(each.value)) for each in _facts(row)]
    content = recall_pdf(site.name, facts, [(h, t) for h, t in _tables(site, plant, found)], moment(now()))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="mock-recall-{site.code}-{row.pk}.pdf"'
    return response


def _show(
    request: HttpRequest, site: Site, plant: Plant, row: MockRecall, form: FinishForm, status: int = 200
) -> HttpResponse:
    found = found_by(site.code, plant, row.lot)
    crumbs = (Crumb(_("Mock recalls"), reverse("lots:recalls", args=[site.code])), Crumb(row.lot))
    context = context_of(site, "lots:list", *crumbs) | {
        "recall": row,
        "found": found,
        "facts": _facts(row),
        "expected": quantity(round(found.kg, 1), "kg") if found else "",
        "tables": _tables(site, plant, found) if found else [],
        "form": form if row.finished_at is None else None,
    }
    return render(request, "lots/recall.html", context, status=status)


def _row(site: Site, recall_id: int) -> MockRecall:
    row = recall_of(site, recall_id)
    if row is None:
        raise Http404(_("There is no mock recall of this address."))
    return row


def _facts(row: MockRecall) -> list[Fact]:
    facts = [
        Fact(_("Lot"), row.lot),
        Fact(_("Why"), row.reason),
        Fact(_("Began"), f"{moment(row.started_at)} {row.started_by}".strip()),
    ]
    if row.finished_at is None:
        return [*facts, Fact(_("Running for"), _took(row))]
    return [
        *facts,
        Fact(_("Finished"), f"{moment(row.finished_at)} {row.finished_by}".strip()),
        Fact(_("Took"), _took(row)),
        Fact(_("Lots reached"), str(row.lots or 0)),
        Fact(_("Should be there"), quantity(float(row.expected_kg or 0), "kg")),
        Fact(_("Weight found"), f"{quantity(float(row.found_kg or 0), 'kg')}{_share(row)}"),
        *([Fact(_("Note"), row.note)] if row.note else []),
    ]


def _share(row: MockRecall) -> str:
    if not row.expected_kg or row.found_kg is None:
        return ""
    return f" ({float(row.found_kg) / float(row.expected_kg):.1%})"


def _took(row: MockRecall) -> str:
    seconds = round(seconds_of(row, now()))
    minutes, rest = divmod(seconds, 60)
    return _("%(m)d min %(s)d s") % {"m": minutes, "s": rest}


def _recall_row(site: Site, row: MockRecall) -> list[Cell | str]:
    return [
        Cell(row.lot, url=reverse("lots:recall", args=[site.code, row.pk]), note=row.reason),
        moment(row.started_at),
        Cell(_took(row), note="" if row.finished_at else _("still running")),
        str(row.lots or ""),
        quantity(float(row.expected_kg), "kg") if row.expected_kg is not None else "",
        quantity(float(row.found_kg), "kg") if row.found_kg is not None else "",
    ]


def _tables(site: Site, plant: Plant, found: Found) -> list[tuple[str, Table]]:
    every = [
        (_("The lot itself"), (found.lot,)),
        (_("Made of it: to be held and called back"), found.forward),
        (_("It was made of: to be looked at"), found.back),
    ]
    return [(heading, _lots(site, plant, heading, lots)) for heading, lots in every if lots]


def _lots(site: Site, plant: Plant, caption: str, found: tuple[LotFacts, ...]) -> Table:
    called = Called(plant)
    rows: list[Row] = [
        [
            Cell(each.code, url=lot_url(site, each.code)),
            called.item(each.item) if each.item else "",
            amount_of(each),
            moment(each.produced_at) if each.produced_at else _("bought"),
            day(each.expires_on) if each.expires_on else "",
            left_of(each),
        ]
        for each in found
    ]
    headers = (_("Lot"), _("Product or material"), _("Quantity"), _("Made on"), _("Use by"), _("Left by the records"))
    return Table(caption, headers, rows, figures=frozenset({2, 5}))
