"""./test: everything, or the parts named. Closes with a line per part and the totals."""

import os
import sys
import time
from pathlib import Path

from tools import pythons, run, system
from tools.lint import lint
from tools.packages import ROOT, Environment
from tools.part import Part, pytest
from tools.postgres import Cluster
from tools.words import SetUpError, say

EVERYTHING = ("lint", "unit", "postgres", "journeys")
# Said by name only: each Python and each database meets every test without it.
ON_REQUEST = ("newest",)
NEEDS = {
    "unit": [system.SIGNATURES, system.MOSQUITTO],
    "newest": [system.SIGNATURES],
    "postgres": [system.POSTGRES, system.BROWSER, system.LETTERS, system.SIGNATURES],
    "journeys": [system.BROWSER, system.LETTERS, system.SIGNATURES],
}
NOT_JOURNEYS = ("-m", "not journey")
ON_POSTGRES = ("-m", "not once")
ON_SQLITE = ("-m", "journey and not there")
ON_NEWEST = ("-m", "not journey and not once")


def main(arguments: list[str]) -> int:
    """Exit 0 when all passed, 1 when something failed, 2 when it could not be tried."""
    started = time.monotonic()
    try:
        names, rest = split(arguments)
        environment = prepare(ROOT / ".venv", sys.executable)
        needs = dict.fromkeys(need for name in names for need in NEEDS.get(name, []))
        if lack := system.provide(list(needs)):
            print(f"./test cannot run {' '.join(names)}: {lack}", file=sys.stderr)
            return 2
        parts = [part for name in names for part in run_part(name, environment, rest)]
    except SetUpError as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n" + say("stopped"), file=sys.stderr)
        return 130
    return report(parts, time.monotonic() - started)


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Names of parts, and what goes to pytest. A folder's name under tests/ is a path; none means all."""
    parts = (*EVERYTHING, *ON_REQUEST)
    names = [a for a in arguments if a in parts]
    rest = [f"tests/{a}" if _is_folder(a) else a for a in arguments if a not in parts]
    if unknown := [a for a in rest if not a.startswith("-") and not Path(a.split("::")[0]).exists()]:
        raise SetUpError("no_such_part", name=unknown[0], parts=" ".join(parts))
    if rest and not set(names) - {"lint"}:
        return [*names, "paths"], rest
    return names or list(EVERYTHING), rest


def _is_folder(name: str) -> bool:
    return name.isidentifier() and (ROOT / "tests" / name).is_dir()


def prepare(folder: Path, base: str) -> Environment:
    """The packages, the project, its translations and interface files, as ./run makes them."""
    environment = Environment(folder, base)
    environment.ensure()
    environment.install("requirements-test.lock")
    environment.install_project()
    run.compile_translations(environment)
    run.build_assets(environment)
    return environment


def run_part(name: str, environment: Environment, rest: list[str]) -> list[Part]:
    """One part by its name, with whatever else was said to pytest."""
    where = rest or ["tests"]
    if name == "lint":
        return lint(environment)
    if name == "postgres":
        return on_postgres(environment, where)
    if name == "newest":
        return newest(where)
    if name == "paths":
        return [pytest("tests", environment, rest, workers=1)]
    if name == "journeys":
        return [pytest("journeys", environment, [*where, *ON_SQLITE])]
    return [pytest("unit", environment, [*where, *NOT_JOURNEYS])]


def on_postgres(environment: Environment, where: list[str]) -> list[Part]:
    """The tests again on the other database, and on the newest Python where there is one: then also those that no
    database touches, so that one run holds both."""
    extra = {"DURE_TEST_DATABASE": "postgres"}
    title = "postgres"
    if found := pythons.newer_than(sys.version_info[:2]):
        version, command = found
        environment = prepare(ROOT / f".venv-{version}", command)
        extra["DURE_TEST_NEWEST"] = version
        title = f"postgres {version}"
    with Cluster() as url:
        return [pytest(title, environment, [*where, *ON_POSTGRES], {**extra, "DURE_TEST_POSTGRES_URL": url})]


def newest(where: list[str]) -> list[Part]:
    """The unit tests on the newest Python found, on SQLite, in an environment of its own."""
    found = pythons.newer_than(sys.version_info[:2])
    if found is None:
        print("newest: no newer Python that Dure supports lies beside this one")
        return []
    version, command = found
    environment = prepare(ROOT / f".venv-{version}", command)
    return [pytest(f"python {version}", environment, [*where, *ON_NEWEST])]


def report(parts: list[Part], seconds: float) -> int:
    """A line per part, then the totals of all of them."""
    print()
    for part in parts:
        print(part)
    failed = sum(part.failed for part in parts)
    skipped = sum(part.skipped for part in parts)
    ending = f", {skipped} skipped" if skipped else ""
    passed = sum(part.passed for part in parts)
    print(f"{passed} passed, {failed} failed{ending} in {seconds:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
