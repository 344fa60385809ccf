"""How a device is known: by a cookie that only addresses of the kiosk are sent, and that no other view reads.

Whoever holds a device is nobody in particular: the request's actor stays who it was, mostly the public.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from dure.floor.entry.actions.devices import seen
from dure.floor.entry.models import Device
from dure.floor.entry.queries import device_of_token
from dure.foundation.access.routes import MARK
from dure.foundation.installation.clock import now

P = ParamSpec("P")
DEVICE: Final = "device"
COOKIE: Final = "dure_device"
COOKIE_PATH: Final = "/kiosk/"
# A script of another site cannot set it without asking first, and is refused then.
HEADER: Final = "X-Dure-Device"
COOKIE_LIFE: Final = timedelta(days=400)
DeviceView = Callable[Concatenate[HttpRequest, Device, P], HttpResponseBase]


def from_device(view: DeviceView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only a connected device may open this view; it is handed the device, and its answers are JSON."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        device = device_of_token(request.COOKIES.get(COOKIE, ""))
        if device is None:
            return refused(_("This device is not connected to a plant."), HTTPStatus.UNAUTHORIZED)
        if request.headers.get(HEADER) != "1":
            return refused(_("Only the kiosk may ask this."), HTTPStatus.FORBIDDEN)
        seen(device, now())
        with translation.override("ko" if device.language == "ko" else "en"):
            return view(request, device, *args, **kwargs)

    setattr(guarded, MARK, DEVICE)
    return guarded


def refused(why: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"why": why}, status=status)


def remember(response: Any, token: str) -> None:
    """Put the token on the device."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_LIFE,
        path=COOKIE_PATH,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Strict",
    )
