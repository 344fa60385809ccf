"""Whom a plant tells when a check lies outside its limits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.floor.plant.access import CHANGE_SITE
from dure.floor.quality import actions
from dure.floor.quality.forms import AlarmPlanForm
from dure.floor.quality.queries import alarm_plan, people_of
from dure.floor.quality.queries.alarms import REPEAT_MIN
from dure.floor.quality.views.found import Here, here
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb


@needs(CHANGE_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_alarms(request: HttpRequest, code: str) -> HttpResponse:
    """Set who is told, of which line, and after how long again."""
    place = here(request, code)
    form = _form(request, place)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["repeat_min"]
        actions.plan_alarms(site=place.site, repeat_min=told, lines=form.lines, by=actor_of(request), at=now())
        messages.success(request, _("The limit alarms are set."))
        return redirect("quality:alarms", code)
    crumbs = (Crumb(_("Checks"), reverse("quality:checks", args=[code])), Crumb(_("Limit alarms")))
    context = place.context("quality:checks", *crumbs) | {
        "form": form,
        "verb": _("Save"),
        "title": _("Limit alarms"),
        "lead": _("A check outside its limits is told at once, and once only until it is back inside."),
    }
    return render(request, "quality/form.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, place: Here) -> AlarmPlanForm:
    plan = alarm_plan(place.site)
    lines = {} if plan is None else plan.lines
    people = [(each.pk, each.name) for each in people_of(place.site, now())]
    shown = {"repeat_min": REPEAT_MIN if plan is None else plan.repeat_min}
    return AlarmPlanForm(
        request.POST or None,
        people=people,
        lines=[(line, _("is told of %(line)s") % {"line": place.called.line(line)}) for line in place.plant.lines],
        initial=shown | {f"person_{pk}": lines.get(str(pk), "") for pk, _name in people},
    )
