"""What the pages of builds share: rows within reach, where a page is, forms that ask, buttons that act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.context import is_about
from dure.foundation.interface.parts import Crumb, Entry
from dure.foundation.ledger.queries import trail
from dure.journey.builds.models import Build, Finding
from dure.journey.builds.queries import find_build

M = TypeVar("M", bound=Model)
AGREEMENT = ("agreement__programme__operator", "agreement__firm", "agreement__supplier", "agreement__city")
_BEHIND_BUILD = tuple(f"build__{path}" for path in AGREEMENT)


def build_or_404(request: HttpRequest, build_id: int, permission: Permission) -> Build:
    """The build, if the actor may; 404 where there is none."""
    row = row_or_404(lambda: find_build(build_id), permission, actor_of(request))
    is_about(request, row.agreement.programme)
    return row


def _or_404(request: HttpRequest, rows: QuerySet[M], row_id: int, permission: Permission) -> M:
    return row_or_404(lambda: rows.filter(pk=row_id).first(), permission, actor_of(request))


def part_or_404(request: HttpRequest, model: type[Any], row_id: int, permission: Permission) -> Any:
    """A milestone, deliverable, report, check or fault report, if the actor may see it."""
    row = _or_404(request, model.objects.select_related(*_BEHIND_BUILD), row_id, permission)
    is_about(request, row.build.agreement.programme)
    return row


def finding_or_404(request: HttpRequest, row_id: int, permission: Permission) -> Finding:
    """A finding, if the actor may see it."""
    related = tuple(f"inspection__build__{path}" for path in AGREEMENT)
    row = _or_404(request, Finding.objects.select_related(*related), row_id, permission)
    is_about(request, row.inspection.build.agreement.programme)
    return row


def crumbs(build: Build, *more: tuple[str, str]) -> list[Crumb]:
    """Where a page is: builds, this build, then the given labels."""
    start = [Crumb(_("Builds"), reverse("builds:list"))]
    url = reverse("builds:build", args=[build.pk]) if more else ""
    return [*start, Crumb(build.agreement.firm.name, url), *(Crumb(label, url) for label, url in more)]


def entries(*rows: Model) -> list[Entry]:
    """What was done to these rows, for the timeline."""
    return [
        Entry(line.at, line.label, actor=line.actor_name, reason=line.reason, key=str(line.position))
        for line in trail(*rows)
    ]


@dataclass(frozen=True)
class Ask:
    """A page that asks something and does it. ``words`` are said once it is done; ``large`` is for the phone."""

    heading: str
    submit: str
    back: str
    words: str
    do: Callable[[dict[str, Any]], object]
    crumbs: list[Crumb]
    lead: str = ""
    large: bool = False


def ask(request: HttpRequest, form: forms.Form, page: Ask) -> HttpResponse:
    """Show the form, or do what it asks; a refusal stands on top of it and nothing typed is lost."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                page.do(form.cleaned_data)
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
            else:
                messages.success(request, page.words)
                return redirect(page.back)
    return render(request, "builds/form.html", {"form": form, "ask": page}, status=status)
