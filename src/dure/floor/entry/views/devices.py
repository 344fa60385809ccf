"""The owner's page of tablets, phones and badges, and the sheet of codes to be put on machines."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.engine.floor.plant import in_language
from dure.floor.entry import actions, queries
from dure.floor.entry.access import KEEP_DEVICE
from dure.floor.entry.forms import BadgeForm, ButtonsForm, DeviceForm
from dure.floor.entry.models import Device
from dure.floor.plant.access import CHANGE_SITE, VIEW_SITE
from dure.floor.plant.frame import crumbs_of, own_site, tabs_of
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.lists import State
from dure.foundation.interface.parts import Crumb
from dure.foundation.interface.qr import qr_svg

# After so long without a word a device is said to be silent: a shift.
SILENT_AFTER: Final = timedelta(hours=12)
DEVICES: Final = gettext_lazy("Tablets and phones")


@dataclass(frozen=True)
class DeviceRow:
    """A line of the table."""

    device: Device
    state: State
    line: str


@dataclass(frozen=True)
class MachineLabel:
    """What is put on a machine: `picture` is its code as a data address."""

    machine: str
    name: str
    line: str
    picture: str


@needs(VIEW_SITE)
@require_GET
def show_devices(request: HttpRequest, code: str) -> HttpResponse:
    """Devices and badges of a plant."""
    found = own_site(code, actor_of(request))
    return _devices_page(request, found)


@needs(CHANGE_SITE)
@require_POST
def add_device(request: HttpRequest, code: str) -> HttpResponse:
    """Add a device and show at once how it is connected."""
    found = own_site(code, actor_of(request), CHANGE_SITE)
    form = DeviceForm(request.POST, plant=plant_of(found.code), prefix="device")
    if not form.is_valid():
        return _devices_page(request, found, device_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        device = actions.add_device(site=found, facts=form.facts(), by=actor_of(request), at=now())
    except ActionRefused as refusal:
        return _devices_page(request, found, device_form=form, refused=refusal.reason, status=HTTPStatus.CONFLICT)
    return _code_page(request, device)


@needs(KEEP_DEVICE)
@require_http_methods(["GET", "HEAD", "POST"])
def show_device(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One device: its name, line and language, and what wireless buttons do on it."""
    device = _device(request, code, number)
    plant = plant_of(device.site.code)
    data = request.POST if request.method == "POST" else None
    initial = {"name": device.name, "line": device.line, "language": device.language}
    form, buttons = DeviceForm(data, plant=plant, initial=initial), ButtonsForm(data, device=device)
    refused = ""
    if data is not None and form.is_valid() and buttons.is_valid():
        try:
            facts = form.facts(buttons.keys())
            actions.change_device(device=device, facts=facts, by=actor_of(request), at=now())
            messages.success(request, _("Saved. The device takes it over when it next has a signal."))
            return redirect("entry:device", code, number)
        except ActionRefused as refusal:
            refused = refusal.reason
    context = {
        **_frame(device.site, Crumb(DEVICES, reverse("entry:devices", args=[code])), Crumb(device.name)),
        "row": _row(device, plant.line_names), "form": form, "buttons": buttons, "refused": refused,
    }  # fmt: skip
    return render(request, "entry/device.html", context, status=HTTPStatus.OK if data is None else 422)


@needs(KEEP_DEVICE)
@require_POST
def issue_code(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A new code for a device: for the first time, or because the tablet was changed or lost its memory."""
    return _code_page(request, _device(request, code, number))


@needs(KEEP_DEVICE)
@require_POST
def revoke_device(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Disconnect a device."""
    try:
        actions.revoke_device(
            device=_device(request, code, number), by=actor_of(request), at=now(),
            reason=request.POST.get("reason", "")[:200],
        )  # fmt: skip
        messages.success(request, _("Disconnected. It can no longer tell anything."))
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("entry:devices", code)


@needs(CHANGE_SITE)
@require_POST
def add_badge(request: HttpRequest, code: str) -> HttpResponse:
    """A badge of a line or a group."""
    found = own_site(code, actor_of(request), CHANGE_SITE)
    form = BadgeForm(request.POST, plant=plant_of(found.code), prefix="badge")
    if not form.is_valid():
        return _devices_page(request, found, badge_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        actions.add_badge(site=found, by=actor_of(request), at=now(), **form.cleaned_data)
    except ActionRefused as refusal:
        return _devices_page(request, found, badge_form=form, refused=refusal.reason, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Badge added. Devices show it when they next have a signal."))
    return redirect("entry:devices", code)


@needs(KEEP_DEVICE)
@require_POST
def revoke_badge(request: HttpRequest, code: str, badge_id: int) -> HttpResponse:
    """Take a badge out of use."""
    found = own_site(code, actor_of(request))
    badge = queries.badges_of(found).filter(pk=badge_id).first()
    if badge is None:
        raise Http404(_("The plant has no such badge."))
    actions.revoke_badge(badge=badge, by=actor_of(request), at=now())
    messages.success(request, _("Badge withdrawn."))
    return redirect("entry:devices", code)


@needs(VIEW_SITE)
@require_GET
def machine_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """A4 sheets with a code for each machine: scanned with the kiosk, it opens there with this machine."""
    found = own_site(code, actor_of(request))
    plant = plant_of(found.code)
    labels = [
        MachineLabel(
            machine=each.id,
            name=in_language(each.name, "ko", each.id),
            line=in_language(plant.line_names.get(each.line, {}), "ko", each.line),
            picture=_picture(request.build_absolute_uri(reverse("kiosk:machine", args=[each.id]))),
        )
        for each in plant.machines.values()
    ]
    return render(request, "entry/machine_sheet.html", {"site": found, "labels": labels})


def _devices_page(
    request: HttpRequest,
    found: Site,
    *,
    device_form: DeviceForm | None = None,
    badge_form: BadgeForm | None = None,
    refused: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    plant = plant_of(found.code)
    context = {
        **_frame(found, Crumb(DEVICES)),
        "tabs": tabs_of(found.code, "entry:devices"),
        "rows": [_row(device, plant.line_names) for device in queries.devices_of(found)],
        "badges": queries.badges_of(found),
        "device_form": device_form or DeviceForm(plant=plant, prefix="device"),
        "badge_form": badge_form or BadgeForm(plant=plant, prefix="badge"),
        "may_change": bool(CHANGE_SITE.ask(actor_of(request), found)),
        "is_safe": request.is_secure() or request.get_host().split(":")[0] in {"localhost", "127.0.0.1"},
        "refused": refused,
    }
    return render(request, "entry/devices.html", context, status=status)


def _code_page(request: HttpRequest, device: Device) -> HttpResponse:
    """The code is told on this page only; looked at again it is another one."""
    try:
        code = actions.issue_code(device=device, by=actor_of(request), at=now())
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
        return redirect("entry:devices", device.site.code)
    address = request.build_absolute_uri(reverse("kiosk:pair_code", args=[code]))
    context = {
        **_frame(
            device.site, Crumb(DEVICES, reverse("entry:devices", args=[device.site.code])), Crumb(device.name)
        ),
        "device": device, "code": f"{code[:4]} {code[4:]}", "picture": _picture(address),
        "pair_address": request.build_absolute_uri(reverse("kiosk:pair")),
    }  # fmt: skip
    return render(request, "entry/code.html", context)


def _device(request: HttpRequest, code: str, number: int) -> Device:
    found = own_site(code, actor_of(request))
    device = queries.devices_of(found).select_related("site").filter(number=number).first()
    if device is None:
        raise Http404(_("The plant has no such device."))
    KEEP_DEVICE.demand(actor_of(request), device)
    return device


def _frame(found: Site, *crumbs: Crumb) -> dict[str, object]:
    return {"site": found, "crumbs": crumbs_of(found, *crumbs)}


def _row(device: Device, line_names: dict[str, dict[str, str]]) -> DeviceRow:
    line = in_language(line_names.get(device.line, {}), "ko", device.line) if device.line else _("All lines")
    return DeviceRow(device, _state(device), line)


def _state(device: Device) -> State:
    if device.revoked_at is not None:
        return State(_("Disconnected"), "neutral")
    if device.paired_at is None or device.last_seen_at is None:
        return State(_("Not connected yet"), "draft")
    if now() - device.last_seen_at > SILENT_AFTER:
        return State(_("Silent"), "warn")
    return State(_("Connected"), "done")


def _picture(address: str) -> str:
    """A QR code as a picture that needs no address of its own."""
    return "data:image/svg+xml;base64," + b64encode(qr_svg(address).encode()).decode()
