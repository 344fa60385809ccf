"""A tablet of the kimchi plant, connected as anywhere, and what it sends."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.floor.scene import EVENING, Floor

from dure.floor.entry import actions
from dure.floor.entry.actions import DeviceFacts
from dure.floor.entry.models import Device

AT = EVENING
HEADERS = {"X-Dure-Device": "1"}


@dataclass(frozen=True)
class Tablet:
    """A connected device: `client` holds its cookie and nothing else."""

    device: Device
    client: Client

    def tell(self, *lines: dict[str, Any]) -> Any:
        """What the server answers to a delivery."""
        body = "\n".join(json.dumps(line) for line in lines)
        return self.client.post(reverse("kiosk:events"), body, content_type="application/x-ndjson", headers=HEADERS)

    def plant(self) -> Any:
        return self.client.get(reverse("kiosk:plant"), headers=HEADERS)


def device(floor: Floor, name: str = "포장 태블릿", **facts: Any) -> Device:
    """A device that is not connected yet."""
    return actions.add_device(site=floor.site, facts=DeviceFacts(name, **facts), by=floor.owner, at=AT)


def tablet(floor: Floor, **facts: Any) -> Tablet:
    """A device, connected through its page by the code its owner was shown."""
    made, client = device(floor, **facts), Client()
    code = actions.issue_code(device=made, by=floor.owner, at=AT)
    client.post(reverse("kiosk:pair"), {"code": code})
    return Tablet(Device.objects.get(pk=made.pk), client)


def line(seq: int, kind: str = "count", **more: Any) -> dict[str, Any]:
    """One line of a device's queue."""
    told = {
        "source_id": "hands#1-k3f9x0aab2c4", "source_seq": seq, "machine": "PACK1",
        "at": "2025-03-03T09:00:00+09:00", "kind": kind,
    }  # fmt: skip
    return told | ({"value": "1"} if kind == "count" else {}) | more
