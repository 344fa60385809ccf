"""A started project, what it bought, and the photos people take of it."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests import world as w
from tests.journey.agreements.scene import Scene, selected, started_agreement

from dure.foundation.access.actor import SYSTEM, Actor
from dure.journey.agreements.models import Agreement
from dure.journey.assets import actions
from dure.journey.assets.actions import Bought
from dure.journey.assets.models import Asset, Disposal

BOUGHT = date(2024, 9, 2)
REGISTERED = w.moment(9, 10)
_SHADES = count()


@dataclass(frozen=True)
class Place:
    """A project with its people and one machine that it bought."""

    scene: Scene
    agreement: Agreement
    asset: Asset

    @property
    def owner(self) -> Actor:
        return self.scene.owner

    @property
    def operator(self) -> Actor:
        return self.scene.operator

    @property
    def approver(self) -> Actor:
        return self.scene.approver


def bought(item: str = "AI 비전 검사기", **changes: object) -> Bought:
    """A machine of ten million won."""
    values: dict[str, object] = {
        "item": item, "bought_on": BOUGHT, "price_won": 10_000_000, "maker": "두레정밀", "serial": f"SN-{item}",
        "spot": "포장 라인",
    }  # fmt: skip
    return Bought(**(values | changes))  # type: ignore[arg-type]


def photo(name: str = "asset.jpg") -> SimpleUploadedFile:
    """A picture that no other call gave."""
    shade, content = next(_SHADES) % 256, BytesIO()
    Image.new("RGB", (8, 8), (shade, 90, 120)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def place(scene: Scene | None = None, **changes: object) -> Place:
    """A started project that bought one machine."""
    scene = scene or selected()
    agreement = started_agreement(scene)
    asset = actions.register_asset(agreement=agreement, bought=bought(**changes), by=SYSTEM, at=REGISTERED)
    return Place(scene, agreement, asset)


def asked(here: Place, kind: str = "sell", **changes: object) -> Disposal:
    """The firm asks to sell the machine for four million won, a year after it was bought."""
    values: dict[str, object] = {"reason": "생산 품목 전환", "price_won": 4_000_000 if kind == "sell" else None}
    return actions.ask_disposal(
        asset=here.asset, kind=kind, by=here.owner, at=w.moment(9, 2, year=2025),
        **(values | changes),  # type: ignore[arg-type]
    )  # fmt: skip
