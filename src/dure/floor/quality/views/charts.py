"""The control chart of whatever a plant recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import unit_word
from dure.floor.plant.tables import Cell, Table
from dure.floor.quality.charting.asked import Asked, Group, Subject, looked_at
from dure.floor.quality.charting.drawn import CAPABLE, Drawn, drawn
from dure.floor.quality.charting.form import ChartForm, filled
from dure.floor.quality.charting.pictures import Dot, dispersion_picture, location_picture, places
from dure.floor.quality.charting.series import Bunch, series_of
from dure.floor.quality.charting.words import (
    CHARTS,
    GROUPS,
    RULE_SETS,
    capability_rows,
    refusal_words,
    rule_words,
    said,
)
from dure.floor.quality.charting.workbook import chart_workbook
from dure.floor.quality.views.found import Here, here
from dure.foundation.access.routes import needs
from dure.foundation.interface.formats import clock, day, day_short, number
from dure.foundation.interface.parts import Crumb, Fact

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Page:
    """One chart of one plant."""

    place: Here
    asked: Asked
    found: Drawn
    name: str

    @property
    def unit(self) -> str:
        if self.asked.subject is Subject.DEFECTS:
            return "%" if self.found.series.shares else ""
        check = looked_at(self.place.plant, self.asked.of)
        item = self.place.plant.items.get(self.asked.of)
        told = check if self.asked.subject is Subject.CHECK else item
        return unit_word(told.unit) if told is not None else ""

    def when(self, bunch: Bunch) -> str:
        """The day of a sample, with the hour where there may be several a day."""
        on = day_short(bunch.at.astimezone(self.place.plant.timezone).date())
        return on if self.found.series.group is Group.DAY else f"{on} {clock(bunch.at)}"

    def url(self, bunch: Bunch) -> str:
        """Where the records of a sample stand."""
        first, last = (at.astimezone(self.place.plant.timezone).date() for at in (bunch.at, bunch.until))
        if self.asked.subject is Subject.CHECK and self.asked.of in self.place.plant.ccps:
            return self.place.record_url(self.asked.of, first)
        code = self.asked.of if self.asked.subject is not Subject.WEIGHT else next(iter(bunch.lots), "")
        told = {"from": first.isoformat(), "to": last.isoformat(), "q": code}
        if machine := self.found.series.machine:
            told["machine"] = machine
        return f"{reverse('boards:raw', args=[self.place.site.code])}?{urlencode(told)}"


@needs(VIEW_SITE)
@require_GET
def show_chart(request: HttpRequest, code: str) -> HttpResponse:
    """Choose and read a chart: limits, what stands out, capability or why it is refused."""
    place = here(request, code)
    form = _form(request, place)
    page = _page(place, form)
    crumb = Crumb(_("Checks"), reverse("quality:checks", args=[code]))
    context = place.context("quality:checks", crumb, Crumb(_("Control chart"))) | {
        "form": form,
        "name": page.name if page else _("Control chart"),
        "excel": f"{reverse('quality:chart_excel', args=[code])}?{request.GET.urlencode()}",
        "is_open": page is None or not page.found.answer,
        **(_shown(page) if page else {}),
    }
    return render(request, "quality/chart.html", context, status=422 if form.errors else 200)


@needs(VIEW_SITE)
@require_GET
def save_chart(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a workbook."""
    place = here(request, code)
    page = _page(place, _form(request, place))
    if page is None or page.found.answer is None:
        raise Http404(_("There is no such chart to save."))
    facts = [(str(fact.label), str(fact.value)) for fact in _facts(page)]
    when = [f"{bunch.at.astimezone(place.plant.timezone):%Y-%m-%d %H:%M}" for bunch in page.found.series.bunches]
    answer = HttpResponse(chart_workbook(page.found, facts, when), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="spc-{page.asked.last.isoformat()}.xlsx"'
    return answer


def _form(request: HttpRequest, place: Here) -> ChartForm:
    data = filled(request.GET, place.plant, place.today)
    if data["what"].startswith(Subject.CHECK) and looked_at(place.plant, data["what"].partition(":")[2]) is None:
        raise Http404(_("The plant has no such check."))
    return ChartForm(data, plant=place.plant, today=place.today)


def _page(place: Here, form: ChartForm) -> Page | None:
    if not form.is_valid():
        return None
    asked = form.asked()
    found = drawn(place.plant, asked, series_of(place.site.code, place.plant, asked))
    name = dict(form.fields["what"].choices)[form.cleaned_data["what"]]  # type: ignore[attr-defined]
    return Page(place, asked, found, str(name))


def _shown(page: Page) -> dict[str, Any]:
    found, answer = page.found, page.found.answer
    base: dict[str, Any] = {"facts": _facts(page), "count": len(found.series.bunches), "problem": found.problem}
    if answer is None:
        return base
    headers, table = _figures(page)
    return base | {
        "chart": location_picture(found, page.unit, table, headers),
        "spread": dispersion_picture(found),
        "signals": _signals(page),
        "cautions": [said(note) for note in answer.notes],
        "capability": capability_rows(answer),
        "refused": refusal_words(answer) or _no_capability(page),
        "has_base": found.baseline is not None,
    }


def _no_capability(page: Page) -> str:
    if page.found.chart not in CAPABLE:
        return _("Cp and Cpk are told of measured values on X̄-R, X̄-s and I-MR charts.")
    return "" if page.found.settings.asks_capability else _("No specification limit is set: Cp and Cpk need one.")


def _facts(page: Page) -> list[Fact]:
    found, asked = page.found, page.asked
    why = _("Proposed: %(why)s.") % {"why": found.proposal.why}
    fitting = found.chart is found.proposal.chart
    group = str(GROUPS[found.series.group])
    if found.series.group is Group.COUNT:
        group = _("%(n)d values in a row") % {"n": asked.size}
    left = _("%(n)d values make no whole sample") % {"n": found.series.left_out} if found.series.left_out else ""
    limits = _("all points shown") if asked.base is None else _between(*asked.base)
    facts = [
        Fact(_("What is drawn"), page.name),
        Fact(_("Kind of chart"), str(CHARTS[found.chart]), note=why if fitting else ""),
        Fact(_("Samples"), group, note=left),
        Fact(_("Days"), _between(asked.first, asked.last)),
        Fact(_("Limits from"), limits),
        Fact(_("Run rules"), RULE_SETS[asked.rules]),
    ]
    if found.series.machine:
        facts.append(Fact(_("Machine"), page.place.called.machine(found.series.machine)))
    return facts


def _between(first: date, last: date) -> str:
    return f"{day(first)} – {day(last)}"


def _figures(page: Page) -> tuple[list[str], list[list[str]]]:
    """Every sample with its limits, for those who read instead of look."""
    answer = page.found.answer
    assert answer is not None  # noqa: S101 (only what could be drawn is shown)
    digits = places([Dot(0, point.value, point.center, point.lcl, point.ucl, out=False) for point in answer.points])
    out: dict[str, list[str]] = {}
    for signal in answer.signals:
        out.setdefault(signal.sample, []).append(rule_words(signal.rule))
    headers = [
        _("No."), _("When"), _("Value"), _("Sample size"), _("Lower limit"), _("Upper limit"), _("What stands out"),
    ]  # fmt: skip
    rows = [
        [point.sample, page.when(bunch), number(point.value, digits), str(point.size), number(point.lcl, digits),
         number(point.ucl, digits), "; ".join(out.get(point.sample, [])) or "–"]
        for bunch, point in zip(page.found.series.bunches, answer.points, strict=True)
    ]  # fmt: skip
    return headers, rows


def _signals(page: Page) -> Table | None:
    """The samples that break a rule, each once, with the way to its records."""
    answer = page.found.answer
    if answer is None or not answer.signals:
        return None
    rules: dict[str, list[str]] = {}
    for signal in answer.signals:
        rules.setdefault(signal.sample, []).append(rule_words(signal.rule))
    digits = places([Dot(0, point.value, point.center, point.lcl, point.ucl, out=False) for point in answer.points])
    rows = []
    for sample, told in rules.items():
        bunch, point = page.found.series.bunches[int(sample) - 1], answer.points[int(sample) - 1]
        lots = ", ".join(bunch.lots[:3]) or "–"
        when = Cell(page.when(bunch), url=page.url(bunch))
        rows.append((when, sample, number(point.value, digits), "; ".join(told), lots))
    headers = (_("When"), _("No."), _("Value"), _("What stands out"), _("Lot"))
    return Table(_("Values that stand out"), headers, rows, figures=frozenset({2}))
