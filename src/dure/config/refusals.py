"""An action that was refused and that no view turned into words of its own."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.errors import problem


class RefusalMiddleware:
    """Shows the sentence of an ``ActionRefused`` as a page (409) instead of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals are ours to show; everything else goes on."""
        if isinstance(exception, ActionRefused):
            return problem(request, HTTPStatus.CONFLICT, detail=exception.reason)
        return None
