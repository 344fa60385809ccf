"""Every view says who may open it, in the same words; a view that says nothing cannot be opened."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
MARK = "dure_access"


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request, set by the middleware of parties."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _mark(view: Callable[..., Any], words: str) -> None:
    setattr(view, MARK, words)


def open_to_all(view: View[P]) -> View[P]:
    """The public may open this view."""
    _mark(view, "public")
    return view


def signed_in(view: View[P]) -> View[P]:
    """Anyone who is signed in may open this view; it shows each their own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if actor_of(request).is_public:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    _mark(guarded, "signed in")
    return guarded


def needs(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Only those named by ``permission`` may open this view; rows are asked about one by one inside it."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if actor.is_public:
                return redirect_to_login(request.get_full_path())
            permission.demand_role(actor)
            return view(request, *args, **kwargs)

        _mark(guarded, permission.name)
        return guarded

    return decorate


def row_or_404(find: Callable[[], M | None], permission: Permission, actor: Actor, missing: str = "") -> M:
    """The row of an address: 404 and the sentence ``missing`` where there is none, 403 and the permission's where it
    is out of the actor's reach."""
    try:
        row = find()
    except ObjectDoesNotExist as error:
        raise Http404(missing) from error
    if row is None:
        raise Http404(missing)
    permission.demand(actor, row)
    return row
