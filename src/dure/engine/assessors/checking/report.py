"""What the checker found: claims that do not hold, each at its place, and what was proven."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from dure.engine.strict_json import JsonValue, pointer


@dataclass(frozen=True, slots=True)
class Failure:
    path: str
    claimed: str
    found: str


@dataclass(slots=True)
class Report:
    """Gathers failures; `proof` tells what was proven and how."""

    failures: list[Failure] = field(default_factory=list)
    proof: dict[str, JsonValue] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.failures

    def fail(self, path: str, claimed: object, found: object) -> None:
        self.failures.append(Failure(path, _text(claimed), _text(found)))

    def compare(self, path: str, claimed: JsonValue, found: JsonValue) -> None:
        """Each leaf that differs is one failure; a missing or an extra key is one too."""
        if not isinstance(claimed, dict) or not isinstance(found, dict):
            if claimed != found or type(claimed) is not type(found):
                self.fail(path, claimed, found)
            return
        for key in [*found, *(key for key in claimed if key not in found)]:
            place = pointer(path, key)
            if key not in claimed:
                self.fail(place, "missing", found[key])
            elif key not in found:
                self.fail(place, claimed[key], "no such entry")
            else:
                self.compare(place, claimed[key], found[key])

    def as_json(self) -> dict[str, JsonValue]:
        return {
            "ok": self.ok,
            "failures": [{"path": one.path, "claimed": one.claimed, "found": one.found} for one in self.failures],
            "proof": self.proof,
        }


def part(answer: Mapping[str, JsonValue], key: str) -> dict[str, JsonValue]:
    """An object of the answer, empty where it is missing or something else (which `compare` reports)."""
    found = answer.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
