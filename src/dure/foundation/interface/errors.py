"""Refusals as pages that help: what happened, what to do now, whom to ask.

Answers that carry no page of their own (405, 413, 429, 503 …) are filled in by `ErrorPagesMiddleware`,
unless a program asked (JSON) or a page is being updated in part.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from dure.foundation.interface.context import page
from dure.foundation.interface.parts import Text

Respond = Callable[[HttpRequest], HttpResponse]
PAGES: Final = frozenset({400, 403, 404, 405, 413, 429, 500, 503})


def problem(
    request: HttpRequest, status: int, title: Text = "", detail: Text = "", *, template: str = ""
) -> HttpResponse:
    """A refusal as a page. Empty words are replaced by those of the status."""
    chosen = template or f"interface/errors/{status if status in PAGES else 400}.html"
    words = {"problem_title": title, "problem_detail": detail, "status": status}
    return HttpResponse(_rendered(request, chosen, words), status=status)


def _rendered(request: HttpRequest, template: str, words: Mapping[str, object]) -> str:
    """In the product's frame for those signed in and out alike. `user` is left to the frame to ask for."""
    return render_to_string(template, {**words, **page(request)}, request=request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, (RequestDataTooBig, TooManyFilesSent)):
        return problem(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return problem(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, HTTPStatus.FORBIDDEN, detail=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A sentence given with `Http404("…")` is shown; Django's own message about addresses is not."""
    said = exception.args[0] if exception.args and isinstance(exception, Http404) else ""
    shown = said if isinstance(said, str) and _is_sentence(said) else ""
    return problem(request, HTTPStatus.NOT_FOUND, detail=shown)


def _is_sentence(text: str) -> bool:
    """Django writes of models and queries in English; such text helps nobody."""
    return bool(text) and "matches the given query" not in text and "Resolver" not in text


def server_error(request: HttpRequest) -> HttpResponse:
    """Must not depend on anything that may itself be broken: no database, no session."""
    return HttpResponse(
        render_to_string("interface/errors/500.html", {"status": 500}),
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nearly always a session that ended while the page stood open. What was typed lies in the browser."""
    return problem(request, HTTPStatus.FORBIDDEN, template="interface/errors/session_lost.html")


class ErrorPagesMiddleware:
    """Fills refusals that have no page of their own."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in PAGES or response.streaming or response.content:
            return response
        if not wants_page(request):
            return response
        filled = problem(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                filled.headers[name] = response.headers[name]
        return filled


def wants_page(request: HttpRequest) -> bool:
    """Whether a person looks at the answer: a browser asking for a whole page."""
    return request.accepts("text/html") and "HX-Request" not in request.headers
