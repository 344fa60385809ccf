"""New programmes, from a template or from last year's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.actor import STAFF
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.parties.models import OrganisationKind
from dure.foundation.parties.queries import organisations
from dure.foundation.places.queries import provinces
from dure.journey.programmes import actions
from dure.journey.programmes.access import EDIT
from dure.journey.programmes.forms import CopyProgramme, NewProgramme
from dure.journey.programmes.templates_of_notices import TEMPLATES
from dure.journey.programmes.views import found


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A programme from a built-in notice."""
    actor = actor_of(request)
    mine = organisations(OrganisationKind.OPERATOR).filter(pk__in=actor.organisations(*STAFF))
    lists = {"operators": mine, "provinces": provinces()}
    if request.method != "POST":
        initial = {"key": TEMPLATES[0].key, "year": clock.today().year + 1}
        return _new_page(request, NewProgramme(initial=initial, **lists))
    form = NewProgramme(request.POST, **lists)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    try:
        notice = actions.create_from_template(**form.cleaned_data, by=actor, at=clock.now())
    except ActionRefused as refusal:
        return _new_page(request, form, refused=refusal.reason, status=409)
    messages.success(request, _("The programme is in preparation. Now go through its notice."))
    return redirect("programmes:edit", slug=notice.programme.slug, section="general")


def _new_page(request: HttpRequest, form: NewProgramme, *, refused: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "refused": refused, "templates": TEMPLATES}
    return render(request, "programmes/new.html", context, status=status)


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Next year's programme from this one."""
    actor = actor_of(request)
    source = found.programme(slug, actor)
    EDIT.demand(actor, source)
    year = source.year + 1
    initial = {
        "name_ko": source.name_ko,
        "name_en": source.name_en,
        "year": year,
        "slug": _next_slug(slug, source.year),
    }
    form = CopyProgramme(request.POST if request.method == "POST" else None, initial=initial)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            notice = actions.copy_programme(source=source, **form.cleaned_data, by=actor, at=clock.now())
        except ActionRefused as refusal:
            refused = refusal.reason
        else:
            messages.success(request, _("Copied. Every date was moved; go through the notice."))
            return redirect("programmes:edit", slug=notice.programme.slug, section="general")
    status = 409 if refused else 422 if form.errors else 200
    return render(
        request, "programmes/copy.html", {"form": form, "programme": source, "refused": refused}, status=status
    )


def _next_slug(slug: str, year: int) -> str:
    return slug.replace(str(year), str(year + 1)) if str(year) in slug else f"{slug}-{year + 1}"
