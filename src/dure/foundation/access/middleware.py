"""Default deny: a view of ours that does not say who may open it is not opened."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from dure.foundation.access.routes import MARK


class DefaultDenyMiddleware:
    """Refuses views of this package that carry no access mark (third-party views guard themselves)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if getattr(view, "__module__", "").startswith("dure.") and not hasattr(view, MARK):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may open it")
