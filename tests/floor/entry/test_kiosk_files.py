"""The kiosk's own words and pictures: complete in every language, and every picture that is named is drawn."""

import json
import re
from pathlib import Path

import pytest

from dure.floor.entry.kiosk_files import FOLDER
from dure.floor.plant import sectors

SCRIPTS = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*.js"))
PICTURES = set(re.findall(r'id="p-(\w+)"', (FOLDER / "pictures.svg").read_text("utf-8")))
CODES = [code for code, _name in sectors.LANGUAGES]


def words(code: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((FOLDER / "words" / f"{code}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("code", CODES)
def test_words_are_complete(code: str) -> None:
    told, korean = words(code), words("ko")
    blanks = {name: set(re.findall(r"\{\w+\}", text)) for name, text in korean.items()}

    assert list(told) == list(korean)
    assert {name: set(re.findall(r"\{\w+\}", text)) for name, text in told.items()} == blanks
    assert [name for name, text in told.items() if not text.strip()] == []


def test_words_that_are_said_exist() -> None:
    said = set(re.findall(r'\bsay\("(\w+)"', SCRIPTS)) | {
        f"state_{state}" for state in ("run", "idle", "setup", "down", "off", "unknown")
    }

    assert said - set(words("ko")) == set()


def test_pictures_that_are_named_are_drawn() -> None:
    named = set(re.findall(r'(?:picture\(|icon: )"(\w+)"', SCRIPTS))

    assert named - PICTURES == set()


@pytest.mark.parametrize("sector", sectors.CODES)
def test_pictures_of_sector_templates_are_drawn(sector: str) -> None:
    plant = sectors.document(sector, name="공장")
    named = {each["picture"] for key in ("reasons", "defects") for each in plant[key] if each.get("picture")}

    assert named - PICTURES == set()


def test_scripts_ask_no_other_server_and_write_no_markup() -> None:
    assert re.findall(r"https?://(?!www\.w3\.org)", SCRIPTS) == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(", SCRIPTS) == []


def test_worker_changes_its_version_with_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dure.floor.entry import kiosk_files

    (tmp_path / "worker.js").write_text("// worker", "utf-8")
    (tmp_path / "app.js").write_text("1", "utf-8")
    monkeypatch.setattr(kiosk_files, "FOLDER", tmp_path)
    first = kiosk_files.worker_script.__wrapped__()
    (tmp_path / "app.js").write_text("2", "utf-8")

    assert kiosk_files.worker_script.__wrapped__() != first
