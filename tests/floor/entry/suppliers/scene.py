"""A supplier's system with its token, and lines as it tells them."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.floor import scene

from dure.floor.entry.suppliers.actions import make_source
from dure.floor.entry.suppliers.models import Source

NDJSON = "application/x-ndjson"


def source(floor: scene.Floor, *families: str, kind: str = "supplier", name: str = "한빛 MES") -> tuple[Source, str]:
    """A system of the plant and its token."""
    return make_source(
        site=floor.site, name=name, kind=kind, families=families or ("mes",), by=floor.owner, at=scene.EVENING
    )


def line(seq: int, **changes: Any) -> dict[str, Any]:
    """One good piece, a second after the one before."""
    told = {
        "source_id": "mes#a1", "source_seq": seq, "machine": "PACK1", "kind": "count", "value": "1",
        "at": f"2025-03-03T{9 + seq // 3600:02d}:{seq // 60 % 60:02d}:{seq % 60:02d}+09:00",
    }  # fmt: skip
    return {key: value for key, value in (told | changes).items() if value is not None}


def ndjson(lines: Iterable[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines).encode()


def tell(code: str, token: str, body: bytes, **headers: str) -> HttpResponse:
    """What the server answers to a delivery."""
    return Client().post(
        f"/api/floor/{code}/events", body, content_type=NDJSON,
        headers={"Authorization": f"Bearer {token}", "Accept-Language": "en", **headers},
    )  # fmt: skip
