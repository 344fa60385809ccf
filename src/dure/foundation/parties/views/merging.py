"""Merging two records of one organisation: choose, see what would move, say why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.parties import actions, queries
from dure.foundation.parties.access import MANAGE
from dure.foundation.parties.actions.merging import Merged
from dure.foundation.parties.forms import MergeForm
from dure.foundation.parties.models import Organisation
from dure.foundation.parties.views.answers import save_form
from dure.foundation.parties.views.organisations import crumbs_of, the_organisation

MOST_CANDIDATES = 20


@dataclass(frozen=True)
class Line:
    """So many rows of one sort."""

    label: str
    count: int


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def merge(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """``organisation_id`` is kept; ``?other=`` names the record that goes into it."""
    keep = the_organisation(request, organisation_id)
    other = request.GET.get("other", "")
    q = request.GET.get("q", "")
    context = {"organisation": keep, "crumbs": crumbs_of(keep, _("Merge with another record")), "q": q}
    if not other.isdecimal():
        candidates = queries.alike(keep, q)[:MOST_CANDIDATES]
        numbered = [(row, queries.numbers_of(row.pk).first()) for row in candidates]
        return render(request, "parties/merge_choose.html", {**context, "candidates": numbered})
    return _preview(request, keep, get_object_or_404(Organisation, pk=int(other)), context)


def _preview(request: HttpRequest, keep: Organisation, drop: Organisation, context: dict[str, object]) -> HttpResponse:
    form = MergeForm(request.POST or None)
    if save_form(
        form,
        lambda: actions.merge_organisations(
            keep=keep, drop=drop, reason=form.cleaned_data["reason"], by=actor_of(request), at=clock.now()
        ),
    ):
        messages.success(request, _("The records are one now. Everything of “%(name)s” is here.") % {"name": drop.name})
        return redirect("parties:organisation", organisation_id=keep.pk)
    try:
        found, refusal = actions.try_merge(keep=keep, drop=drop, at=clock.now()), ""
    except ActionRefused as refused:
        found, refusal = Merged({}, {}), refused.reason
    more = {
        "drop": drop,
        "form": form,
        "refusal": refusal,
        "moved": _lines(found.moved),
        "stayed": _lines(found.stayed),
    }
    return render(request, "parties/merge_preview.html", {**context, **more}, status=422 if form.is_bound else 200)


def _lines(counts: Mapping[str, int]) -> list[Line]:
    return [Line(str(apps.get_model(label)._meta.verbose_name_plural), counts[label]) for label in sorted(counts)]
