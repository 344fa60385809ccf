"""Beginning an application."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.parties import queries as parties
from dure.journey.applications import actions, queries
from dure.journey.applications.access import START
from dure.journey.applications.forms import StartForm
from dure.journey.applications.models import Application
from dure.journey.programmes import queries as programmes
from dure.journey.prospects import queries as prospects


@require_http_methods(["GET", "POST"])
@needs(START)
def start(request: HttpRequest) -> HttpResponse:
    """Type and factory, from an interest form (``?interest=``), for a firm (``?firm=``), or for the own firm."""
    actor = actor_of(request)
    interest = _interest(request.GET.get("interest"))
    programme = interest.programme if interest is not None else programmes.current_programme(actor)
    if programme is None:
        raise Http404(_("No programme takes applications now."))
    firm_id = _firm_id(request, actor, interest)
    if interest is None and firm_id is None:
        return render(request, "applications/start_whom.html", {"programme": programme})
    form = _form(request, actor, programme, firm_id, interest)
    if request.method == "POST" and form.is_valid():
        try:
            row = _start(form, programme, firm_id, interest, actor)
        except ActionRefused as refused:
            live = _live(programme.pk, firm_id, actor)
            if live is not None:
                messages.info(request, _("This firm already has an application in this programme. Here it is."))
                return redirect("applications:mine_one", pk=live.pk)
            return _page(request, form, programme, firm_id, interest, refusal=refused.reason, status=409)
        messages.success(request, _("The application was begun. It is saved as you type."))
        return redirect("applications:edit", pk=row.pk)
    return _page(request, form, programme, firm_id, interest, status=422 if request.method == "POST" else 200)


def _start(form: StartForm, programme: Any, firm_id: int | None, interest: Any, actor: Actor) -> Application:
    type_code, consent = form.cleaned_data["type_code"], form.cleaned_data.get("consent", "")
    if interest is not None:
        choice = actions.FromInterest(type_code=type_code, consent=consent)
        return actions.start_from_interest(interest=interest, choice=choice, by=actor, at=now())
    return actions.start_application(
        programme=programme,
        firm_id=firm_id or 0,
        site_id=form.cleaned_data["site"],
        type_code=type_code,
        consent=consent,
        by=actor,
        at=now(),
    )


def _interest(text: str | None) -> Any:
    if not text or not text.isdecimal() or len(text) > 15:
        return None
    try:
        return prospects.interest(int(text))
    except ObjectDoesNotExist as error:
        raise Http404(_("There is no such interest form.")) from error


def _firm_id(request: HttpRequest, actor: Actor, interest: Any) -> int | None:
    """The firm meant: of the form, of the address (for staff), or the actor's own."""
    if interest is not None:
        known = interest.firm or parties.firm_by_number(interest.number)
        return None if known is None else known.pk
    if actor.has(*STAFF):
        firm = parties.firm_by_number(request.GET.get("number", ""))
        return None if firm is None else firm.pk
    own = sorted(actor.organisations(Role.FIRM))
    return own[0] if own else None


def _form(request: HttpRequest, actor: Actor, programme: Any, firm_id: int | None, interest: Any) -> StartForm:
    terms, language = programmes.terms_in_force(programme.pk), get_language() or "ko"
    sites = [] if interest is not None or firm_id is None else parties.establishments(firm_id)
    initial = {"type_code": getattr(interest, "type_code", "") or None}
    return StartForm(
        request.POST or None,
        initial=initial,
        types=[(each.code, each.name.in_language(language)) for each in terms.types],
        sites=_site_choices(sites),
        on_behalf=firm_id not in actor.organisations(Role.FIRM),
    )


def _site_choices(sites: Iterable[Any]) -> list[tuple[int, str]]:
    rows = sorted(sites, key=lambda each: (each.kind != "factory", each.pk))
    return [(each.pk, f"{each.name} · {each.city.name}") for each in rows]


def _live(programme_id: int, firm_id: int | None, actor: Actor) -> Application | None:
    rows = queries.visible(actor).filter(programme_id=programme_id, firm_id=firm_id)
    return rows.exclude(status__in=("withdrawn", "gave_up")).first()


def _page(
    request: HttpRequest, form: StartForm, programme: Any, firm_id: int | None, interest: Any,
    *, refusal: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    terms, language = programmes.terms_in_force(programme.pk), get_language() or "ko"
    context = {
        "form": form,
        "programme": programme,
        "interest": interest,
        "firm": None if firm_id is None else parties.organisation(firm_id),
        "types": [
            (each, each.name.in_language(language), each.description.in_language(language)) for each in terms.types
        ],
        "closes_at": terms.calendar.intake_closes_at,
        "refusal": refusal,
    }
    return render(request, "applications/start.html", context, status=status)
