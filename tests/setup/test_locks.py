"""The locks say what pyproject.toml asks for, with hashes, and name no place to fetch it from."""

import re
import tomllib
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools.packages import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-node.lock", "requirements-uv.lock")
ENTRY = re.compile(r"^(?P<name>[\w.\-]+)==(?P<version>\S+?)(?: ; (?P<marker>.*?))? \\$")

with (ROOT / "pyproject.toml").open("rb") as _file:
    PROJECT = tomllib.load(_file)
RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
TESTS = PROJECT["project"]["optional-dependencies"]["test"]


def entries(name: str) -> dict[str, list[str]]:
    """Versions by package; several where the markers differ."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / name).read_text().splitlines():
        if match := ENTRY.match(line):
            found.setdefault(canonicalize_name(match["name"]), []).append(match["version"])
    return found


def unmet(wanted: list[str], lock: str) -> list[str]:
    locked = entries(lock)
    requirements = [Requirement(text) for text in wanted]
    return [
        str(requirement)
        for requirement in requirements
        if not (versions := locked.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in versions)
    ]


def test_lock_has_everything_the_product_asks_for() -> None:
    assert unmet(RUNTIME, "requirements.lock") == []


def test_test_lock_has_everything_the_tests_ask_for() -> None:
    assert unmet([*RUNTIME, *TESTS], "requirements-test.lock") == []


def test_test_lock_agrees_with_the_lock() -> None:
    runtime, tests = entries("requirements.lock"), entries("requirements-test.lock")

    assert {name: versions for name, versions in runtime.items() if tests.get(name) != versions} == {}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_only_hashed_versions(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if not line.startswith("#")]
    hashed = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
    strange = [line for line in lines if not ENTRY.match(line) and not hashed.match(line)]
    bare = [line for line, after in zip(lines, [*lines[1:], ""], strict=True)
            if ENTRY.match(line) and not hashed.match(after)]  # fmt: skip

    assert (strange, bare) == ([], [])


def test_extras_of_the_lock_are_resolved() -> None:
    locked = entries("requirements.lock")
    wanted = [Requirement(text) for text in RUNTIME]
    missing = [
        f"{requirement.name}[{extra}]: {needed.name}"
        for requirement in wanted
        for extra in requirement.extras
        for needed in map(Requirement, requires(requirement.name) or ())
        if needed.marker
        and not needed.marker.evaluate({"extra": ""})
        and needed.marker.evaluate({"extra": extra})
        and canonicalize_name(needed.name) not in locked
    ]

    assert missing == []
