"""What ./run says when it cannot go on."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from tools.packages import ROOT
from tools.run import check_port, is_free, wanted_port
from tools.words import LINES, SetUpError, is_korean


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize(
    ("arguments", "port"),
    [
        ([], 8000),
        (["--fresh"], 8000),
        (["--port", "9001"], 9001),
        (["--fresh", "--port=9002"], 9002),
        (["--port"], 8000),
        (["--port", "many"], None),
        (["--port", "70000"], None),
        (["--port", "0"], None),
    ],
)
def test_wanted_port_of_arguments(arguments: list[str], port: int | None) -> None:
    assert wanted_port(arguments) == port


def test_run_with_port_taken_ends_with_one_line(taken_port: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.run", "--port", str(taken_port)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    first, _, free = done.stderr.rpartition(" ")
    assert (done.returncode, done.stdout) == (2, "")
    assert first == (f"Port {taken_port} is taken by another program. Choose another one: ./run --port")
    assert int(free) > taken_port


def test_check_port_without_serving_ignores_it(taken_port: int) -> None:
    check_port(["--no-serve", "--port", str(taken_port)])

    assert not is_free(taken_port)


def test_check_port_taken_refuses(taken_port: int) -> None:
    with pytest.raises(SetUpError, match=f"^Port {taken_port} is taken by another program"):
        check_port(["--port", str(taken_port)])


@pytest.mark.parametrize(
    ("variables", "korean"),
    [
        ({"LANG": "ko_KR.UTF-8"}, True),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, False),
        ({"LC_ALL": "ko_KR.UTF-8", "LANG": "C"}, True),
        ({}, False),
    ],
)
def test_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], korean: bool) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert is_korean() is korean


def test_lines_take_the_same_facts_in_both_languages() -> None:
    import string

    facts = {
        key: [sorted({field for _, field, _, _ in string.Formatter().parse(text) if field}) for text in texts]
        for key, texts in LINES.items()
    }

    assert {key: pair for key, pair in facts.items() if pair[0] != pair[1]} == {}
