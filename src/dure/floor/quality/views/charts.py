"""Control charts of measured checks, for those who ask."""

import altair as alt
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.events import Event
from dure.engine.floor.plant import Check, in_language
from dure.engine.floor.spc.answer import Answer
from dure.engine.floor.spc.draw import draw
from dure.engine.floor.spc.samples import Chart as Form
from dure.engine.floor.spc.samples import Sample
from dure.engine.floor.spc.settings import Settings
from dure.engine.strict_json import InputError
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import unit_word
from dure.floor.plant.tables import Table
from dure.floor.quality.queries import measured
from dure.floor.quality.views.found import Here, here
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.charts import ACCENT, INK, WIDTH, Chart, altair_chart
from dure.foundation.interface.formats import day_short, number
from dure.foundation.interface.parts import Crumb

LATE = "#de3412"


@needs(VIEW_SITE)
@require_GET
def show_chart(request: HttpRequest, code: str) -> HttpResponse:
    """Single values with their moving range over the last sixty days: limits, signals, capability."""
    place = here(request, code)
    check = _asked(request, place)
    found = measured(place.site, place.plant, check, now())
    answer, problem = _drawn(check, found)
    name = in_language(check.name, (get_language() or "ko").split("-")[0], check.id)
    crumb = Crumb(_("Checks"), reverse("quality:checks", args=[code]))
    context = place.context("quality:checks", crumb, Crumb(name)) | {
        "name": name,
        "count": len(found),
        "problem": problem,
        "chart": _picture(place, check, found, answer) if answer else None,
        "signals": _signals(place, found, answer) if answer else None,
        "capability": _capability(answer) if answer else "",
    }
    return render(request, "quality/chart.html", context)


def _asked(request: HttpRequest, place: Here) -> Check:
    wanted = request.GET.get("check", "")
    found = place.plant.checks.get(wanted) or place.plant.ccps.get(wanted)
    if found is None:
        raise Http404(_("The plant has no such check."))
    return found


def _drawn(check: Check, found: list[Event]) -> tuple[Answer | None, str]:
    samples = tuple(Sample(str(place), (event.number,)) for place, event in enumerate(found, start=1))
    try:
        return draw(Form.I_MR, samples, Settings(lsl=check.low, usl=check.high)), ""
    except InputError as error:
        korean = (get_language() or "ko").startswith("ko")
        return None, error.message_ko if korean else error.message_en


def _picture(place: Here, check: Check, found: list[Event], answer: Answer) -> Chart:
    zone = place.plant.timezone
    out = {signal.sample for signal in answer.signals}
    data = [
        {"n": n, "value": point.value, "out": point.sample in out} for n, point in enumerate(answer.points, start=1)
    ]
    base = alt.Chart(alt.Data(values=data), width=WIDTH, height=240).encode(
        x=alt.X("n:Q", title=None, axis=alt.Axis(tickCount=6, grid=False)),
        y=alt.Y("value:Q", title=unit_word(check.unit) or None, scale=alt.Scale(zero=False)),
    )
    line = base.mark_line(color=ACCENT, strokeWidth=1.5)
    dots = base.mark_point(filled=True, size=36).encode(
        color=alt.condition("datum.out", alt.value(LATE), alt.value(ACCENT)),
        shape=alt.condition("datum.out", alt.value("diamond"), alt.value("circle")),
    )
    rules = [
        alt.Chart(alt.Data(values=[{"y": value}])).mark_rule(color=INK, strokeDash=dash).encode(y="y:Q")
        for value, dash in ((answer.center, [1, 0]), (answer.lcl, [5, 4]), (answer.ucl, [5, 4]))
        if value is not None
    ]
    table = [
        (str(n), day_short(event.at.astimezone(zone).date()), number(point.value, 2))
        for n, (event, point) in enumerate(zip(found, answer.points, strict=True), start=1)
    ]
    headers = (_("No."), _("Day"), _("Measured"))
    return altair_chart(_("Control chart"), alt.layer(*rules, line, dots), headers=headers, table=table)


def _signals(place: Here, found: list[Event], answer: Answer) -> Table | None:
    if not answer.signals:
        return None
    zone = place.plant.timezone
    rows = []
    for signal in answer.signals:
        event = found[int(signal.sample) - 1]
        rows.append((day_short(event.at.astimezone(zone).date()), number(event.number, 2), _rule(signal.rule)))
    return Table(_("Values that stand out"), (_("Day"), _("Measured"), _("What stands out")), rows)


def _rule(rule: str) -> str:
    return {
        "nelson_1": _("beyond the control limit"),
        "nelson_2": _("nine in a row on one side of the centre"),
        "nelson_3": _("six in a row rising or falling"),
        "nelson_4": _("fourteen in a row up and down in turn"),
        "nelson_5": _("two of three far from the centre on one side"),
        "nelson_6": _("four of five away from the centre on one side"),
        "nelson_7": _("fifteen in a row very near the centre"),
        "nelson_8": _("eight in a row away from the centre"),
        "nelson_1_dispersion": _("a jump from the value before"),
    }.get(rule, rule)


def _capability(answer: Answer) -> str:
    found = answer.capability
    if found is None:
        return ""
    if found.cpk is None:
        if found.reason is None:
            return ""
        return found.reason.ko if (get_language() or "ko").startswith("ko") else found.reason.en
    return _("Cpk %(cpk)s from %(n)d values") % {"cpk": number(found.cpk, 2), "n": found.n}
