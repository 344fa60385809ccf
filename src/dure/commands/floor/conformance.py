"""``dure floor conformance``: what a supplier runs on its system's output before the final check."""

import argparse
import json
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from dure.commands.floor.running import answering, read_input, write_json
from dure.commands.terminal import language
from dure.engine.floor.conformance import Codes, Finding, Told, Trial, conforms, judge
from dure.engine.floor.plant_document import read_plant
from dure.engine.floor.reading import read_events
from dure.engine.strict_json import InputError, load

Subparsers = Any
TIMEOUT_S: Final = 60


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("conformance", help="judge a supplier's stream of events against the interface")
    parser.add_argument("file", metavar="FILE", help="what the system told (NDJSON or CSV); - is standard input")
    parser.add_argument("--resent", metavar="FILE", help="the same span, told again")
    parser.add_argument("--restarted", metavar="FILE", help="what the system told after a restart")
    parser.add_argument("--plant", metavar="FILE", help="the plant's document, for its codes")
    parser.add_argument(
        "--url", metavar="URL", help="a Dure server with a trial plant: take the codes there, send twice"
    )
    parser.add_argument("--site", metavar="SITE", help="the trial plant's code at the server")
    parser.add_argument("--token", metavar="TOKEN", help="the token of the trial plant")
    parser.set_defaults(run=run)


@answering
def run(arguments: argparse.Namespace) -> int:
    """0 it conforms, 1 it does not, 2 nothing could be judged."""
    data = read_input(arguments.file)
    server = _server(arguments)
    codes = server.codes() if server else _codes(arguments.plant)
    trial = Trial(
        first=Told("first", read_events(data)),
        now=datetime.now(UTC),
        resent=_told("resent", arguments.resent),
        restarted=_told("restarted", arguments.restarted),
        codes=codes,
    )
    findings = judge(trial)
    sent = server.sent_twice(data) if server else None
    is_taken = sent is None or sent["taken"]
    write_json(
        {
            "conforms": conforms(findings) and is_taken,
            "files": [{"name": file.name, "lines": file.lines} for file in trial.files],
            "rules": [_as_json(finding) for finding in findings],
            "server": sent,
        }
    )
    return 0 if conforms(findings) and is_taken else 1


def _told(name: str, path: str | None) -> Told | None:
    return None if path is None else Told(name, read_events(Path(path).read_bytes()))


def _codes(path: str | None) -> Codes | None:
    if path is None:
        return None
    plant = read_plant(load(Path(path).read_bytes(), allow_floats=True))
    return Codes(plant.machines, plant.items, plant.reasons, plant.defects, {**plant.checks, **plant.ccps})


def _server(arguments: argparse.Namespace) -> "_Server | None":
    if arguments.url is None:
        return None
    for name in ("site", "token"):
        if getattr(arguments, name) is None:
            raise InputError(f"/--{name}", "missing beside --url", "--url과 함께 써야 합니다")
    if urlsplit(arguments.url).scheme not in {"http", "https"}:
        raise InputError("/--url", "must begin with https://", "https://로 시작해야 합니다")
    return _Server(arguments.url.rstrip("/"), arguments.site, arguments.token)


class _Server:
    """The trial plant at a Dure server."""

    def __init__(self, url: str, site: str, token: str) -> None:
        self._base = f"{url}/api/floor/{quote(site, safe='')}"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}

    def codes(self) -> Codes:
        found = self._asked("plant", None)
        names = {key: [each["id"] for each in found[key]] for key in ("machines", "items", "reasons", "defects")}
        checks = [each["id"] for key in ("checks", "ccps") for each in found[key]]
        return Codes(**names, checks=checks, families=found["families"])

    def sent_twice(self, data: bytes) -> dict[str, Any]:
        """Both receipts; all is well when everything is taken, and the second time nothing is new."""
        first, second = self._asked("events", data), self._asked("events", data)
        refused = sum(first[name] for name in ("conflict", "future")) + len(first["rejected"])
        is_taken = not refused and second["accepted"] == 0 and second["duplicate"] == second["read"]
        return {"taken": is_taken, "first": first, "second": second}

    def _asked(self, what: str, data: bytes | None) -> Any:
        request = urllib.request.Request(f"{self._base}/{what}", data, self._headers)  # noqa: S310 (asked above)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                told = error.read(2000).decode(errors="replace")
            raise InputError("/--url", f"the server answered {error.code}: {told}",
                             f"서버 응답 {error.code}: {told}") from None  # fmt: skip
        except (OSError, ValueError) as error:
            raise InputError("/--url", f"no answer: {error}", f"응답이 없습니다: {error}") from None


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "count": finding.count,
        "lines": [
            {"file": example.file, "line": example.line, "why": example.why(language())} for example in finding.examples
        ],
    }
