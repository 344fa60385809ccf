"""Connecting a device: by the code that its owner's page shows, scanned or typed."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.floor.entry import actions
from dure.floor.entry.device_door import remember
from dure.floor.entry.limits import may_try_code
from dure.foundation.access.routes import open_to_all
from dure.foundation.access.sender import sender_of
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, code: str = "") -> HttpResponse:
    """A look at the address uses nothing up: messengers and cameras look ahead. Pressing the button connects."""
    typed = request.POST.get("code", code)[:40]
    if request.method != "POST":
        return _page(request, typed)
    if not may_try_code(sender_of(request)):
        return _page(request, typed, _("Too many tries. Wait ten minutes and try again."), HTTPStatus.TOO_MANY_REQUESTS)
    try:
        _device, token = actions.pair_device(code=typed, at=now())
    except ActionRefused as refusal:
        return _page(request, typed, refusal.reason, HTTPStatus.CONFLICT)
    answer = redirect("kiosk:home")
    remember(answer, token)
    return answer


def _page(request: HttpRequest, code: str, why: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "entry/pair.html", {"code": code, "refused": why}, status=status)
