"""The virtual environment: what is skipped, and what failures come to."""

import sys
from pathlib import Path

import pytest
from tools.packages import ROOT, Environment, count, reason, sources
from tools.words import SetUpError


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_ensure_without_venv_module_names_the_package(tmp_path: Path) -> None:
    base = tmp_path / "python"
    base.write_text(f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\nexec {sys.executable} "$@"\n')
    base.chmod(0o755)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"

    with pytest.raises(SetUpError) as refused:
        Environment(tmp_path / "venv", str(base)).ensure()

    assert str(refused.value) == (
        f"This Python has no venv module. On Debian or Ubuntu: apt install python{version}-venv"
    )
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize(
    ("output", "line"),
    [
        (
            "Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution",
            "The Python packages could not be fetched. Check the network or HTTPS_PROXY and try again.",
        ),
        (
            "Collecting x\nERROR: bad hash",
            "The Python packages could not be installed: ERROR: bad hash (all of it: .cache/setup.log)",
        ),
    ],
)
def test_reason_of_a_failed_installation(output: str, line: str) -> None:
    assert str(reason(output)) == line


def test_reason_with_a_full_disk_comes_before_the_network() -> None:
    told = str(reason("NewConnectionError\nERROR: [Errno 28] No space left on device"))

    assert told.startswith(f"The disk is full: set-up needs some 2000 MB in {ROOT}, and ")


def test_step_is_fresh_until_its_input_changes(tmp_path: Path) -> None:
    environment = Environment(tmp_path)
    source = ROOT / ".cache" / "test-input"
    source.parent.mkdir(exist_ok=True)
    source = source.with_name(f"{source.name}-{tmp_path.name}")
    source.write_text("one")

    states = [environment.is_fresh("step", [source])]
    environment.mark("step", [source])
    states.append(environment.is_fresh("step", [source]))
    source.write_text("two")
    states.append(environment.is_fresh("step", [source]))
    source.unlink()

    assert states == [False, True, False]


def test_count_of_packages_in_a_lock(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text("# made\nab-c==1.2 \\\n    --hash=sha256:00\nd.e==3 ; sys_platform == 'win32' \\\n")

    assert count(lock) == 2


def test_sources_are_those_of_pip_and_the_environment_wins() -> None:
    config = "\n".join(
        [
            ":env:.find-links='/wheels'",
            "global.cert='/etc/ssl/certs.crt'",
            "global.extra-index-url='file:///one file:///two'",
            "global.find-links='/other'",
        ]
    )

    assert sources(config) == [
        "--extra-index-url", "file:///one", "--extra-index-url", "file:///two", "--find-links", "/wheels",
        "--system-certs",
    ]  # fmt: skip


def test_sources_without_settings_are_the_usual_ones() -> None:
    assert sources("") == []


def test_sources_without_an_index() -> None:
    assert sources("global.no-index='true'\nglobal.find-links='/wheels'") == ["--find-links", "/wheels", "--no-index"]
