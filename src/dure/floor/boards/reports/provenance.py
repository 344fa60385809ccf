"""Where a report's figures come from: enough to find the same records again and compute the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dure import VERSION
from dure.engine.floor.events import stamp
from dure.engine.floor.facts import DEFINITION
from dure.floor.boards.reports.spans import Asked
from dure.floor.events.queries import Volume, volume
from dure.floor.events.usage import Sealed, sealed_list
from dure.floor.plant.models import PlantVersion, Site
from dure.floor.plant.queries import plant_of, version_of


@dataclass(frozen=True)
class Provenance:
    """`stored`: the store when reading began. `version`: the one version of the plant by which all days were read."""

    site: Site
    timezone: str
    coverage_floor: float
    asked: Asked
    stored: Volume
    sealed: list[Sealed]
    version: PlantVersion

    def as_json(self) -> dict[str, object]:
        """In the order in which the file has it."""
        asked, stored = self.asked, self.stored
        return {
            "site": {"code": self.site.code, "name": self.site.name, "timezone": self.timezone},
            "days": {"first": asked.span.first.isoformat(), "last": asked.span.last.isoformat()},
            "before": None if asked.before is None else asked.before.text,
            "after": None if asked.after is None else asked.after.text,
            "events": {
                "counted": stored.events, "batches": stored.batches, "chain_head": stored.head,
                "held_back": stored.quarantined, "last_received_at": spelled(stored.last_received_at),
            },
            "sealed_files": [
                {"name": f.name, "first_arrival": f.first_arrival, "last_arrival": f.last_arrival, "sha256": f.sha256}
                for f in self.sealed
            ],
            "plant_versions": [
                {"number": self.version.number, "digest": self.version.digest, "made_at": spelled(self.version.made_at)}
            ],
            "definition": DEFINITION,
            "coverage_floor_pct": round(100 * self.coverage_floor, 6),
            "software": f"dure {VERSION}",
        }  # fmt: skip


def provenance_of(site: Site, asked: Asked) -> Provenance:
    """To be asked before the figures are computed: what arrives meanwhile may be in them, never the reverse."""
    version = version_of(site)
    if version is None:
        raise LookupError(site.code)
    plant = plant_of(site.code)
    return Provenance(
        site, plant.timezone.key, plant.coverage_floor, asked, volume(site.code), sealed_list(site.code), version
    )


def spelled(at: datetime | None) -> str | None:
    """As the stored events spell an instant; None stays None."""
    return None if at is None else stamp(at)
