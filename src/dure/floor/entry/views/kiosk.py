"""What a device asks for: the shell that works without signal, its plant, and a place for what it has to tell."""

import json
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from dure.floor.entry import actions
from dure.floor.entry.device_door import COOKIE, from_device, refused, remember
from dure.floor.entry.kiosk_files import worker_script
from dure.floor.entry.kiosk_plant import kiosk_plant
from dure.floor.entry.models import Device
from dure.foundation.access.routes import open_to_all
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now

LARGEST: Final = 1024 * 1024


@open_to_all
@require_GET
def home(request: HttpRequest, machine: str = "") -> HttpResponse:
    """The shell; it shows nothing of any plant. Which machine was scanned is read from the address by its script."""
    return render(request, "entry/kiosk.html")


@open_to_all
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from an address above everything it serves."""
    answer = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@open_to_all
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the kiosk a thing that can be installed."""
    start = reverse("kiosk:home")
    icons = [
        {"src": static(f"dure/kiosk/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
        for size in (192, 512)
        for use in ("any", "maskable")
    ]
    found = {
        "id": start, "start_url": start, "scope": start, "name": "두레 · Dure", "short_name": "두레",
        "display": "fullscreen", "background_color": "#ffffff", "theme_color": "#101418", "icons": icons,
    }  # fmt: skip
    return HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/manifest+json")


@require_GET
@from_device
def plant(request: HttpRequest, device: Device) -> HttpResponse:
    """The plant as the device keeps it; asked often, so that a device in use stays connected."""
    answer = _fresh(JsonResponse(kiosk_plant(device)))
    remember(answer, request.COOKIES[COOKIE])
    return answer


@csrf_exempt  # a device has no session to ride on; its cookie is Strict, and the header cannot be set from elsewhere
@require_POST
@from_device
def events(request: HttpRequest, device: Device) -> HttpResponse:
    """The device's queue; what the receipt counts may leave it."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return refused(_("Too much at once."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        receipt = actions.take_from_device(device, request.body)
    except ActionRefused as refusal:
        return refused(refusal.reason, HTTPStatus.BAD_REQUEST)
    return _fresh(JsonResponse(receipt.as_json()))


@csrf_exempt  # as above
@require_POST
@from_device
def badge(request: HttpRequest, device: Device) -> HttpResponse:
    """Whether a PIN is the badge's."""
    answer = actions.try_pin(
        site_id=device.site_id,
        label=request.POST.get("label", "")[:40],
        pin=request.POST.get("pin", "")[:8],
        at=now(),
    )
    return _fresh(JsonResponse({"answer": answer}))


def _fresh(answer: JsonResponse) -> JsonResponse:
    answer["Cache-Control"] = "no-store"
    return answer
