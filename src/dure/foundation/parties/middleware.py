"""Puts the actor on each request, and holds staff to a second factor."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from dure.foundation.access.actor import PUBLIC, SECOND_FACTOR_ROLES, Actor
from dure.foundation.installation.queries import is_demo
from dure.foundation.parties.queries import actor_from

Respond = Callable[[HttpRequest], HttpResponse]


def request_actor(request: HttpRequest) -> Actor:
    """The actor of a request: the signed-in person with the roles held now, or the public."""
    user = request.user
    return actor_from(user) if user.is_authenticated else PUBLIC


class ActorMiddleware:
    """``request.actor``, read from the database when first asked for."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: request_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends staff without a second factor to set one up. The demo, whose sign-in is one click, is left
    alone."""

    allowed_prefixes = ("/account/", "/static/", "/language/")

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not request.user.is_authenticated or request.path.startswith(self.allowed_prefixes):
            return False
        if request.session.get("second_factor_known"):
            return False
        needed = bool(request.actor.roles & SECOND_FACTOR_ROLES) and not is_demo()  # type: ignore[attr-defined]
        if needed and not Authenticator.objects.filter(user_id=request.user.pk).exists():
            return True
        request.session["second_factor_known"] = True
        return False
