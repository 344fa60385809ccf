"""Signing in with one click: in a demo, and nowhere else."""

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dure.demo.roles import cards, other_cities, person_of
from dure.foundation.access.routes import open_to_all
from dure.foundation.installation.clock import now
from dure.foundation.installation.queries import is_demo

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_all
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Everyone one may be."""
    if not is_demo():
        raise Http404
    return render(request, "demo/roles.html", {"groups": list(cards(now())), "cities": other_cities()})


@open_to_all
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become the person of a card; whoever was signed in before is signed out."""
    if not is_demo():
        raise Http404
    person = person_of(request.POST.get("email", ""))
    if person is None:
        raise Http404
    logout(request)
    login(request, person, backend=BACKEND)
    return redirect("portal:home")
