"""The how-to pages call every button and menu entry by the words that stand on it."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to"
# In these pages bold type is for labels of the interface, and for headings of list items (which end in : or .).
BOLD = re.compile(r"\*\*([^*]+)\*\*(:?)")
LINK = re.compile(r"\]\(([^)#]+)\)")
PAGES = sorted(HOW_TO.glob("*/*.md"))


def labels() -> dict[str, set[str]]:
    """Every text of the interface, by language."""
    entries = [each for path in (ROOT / "src").glob("**/ko/LC_MESSAGES/django.po") for each in polib.pofile(str(path))]
    korean = {text for each in entries for text in (each.msgstr, *each.msgstr_plural.values())}
    return {"en": {each.msgid for each in entries}, "ko": korean}


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.parent.name}-{page.stem}" for page in PAGES])
def test_labels_all_on_the_pages(page: Path) -> None:
    known = labels()[page.parent.name]
    bold = [" ".join(text.split()) for text, colon in BOLD.findall(page.read_text(encoding="utf-8")) if not colon]
    assert [text for text in bold if not text.endswith(".") and text not in known] == []


def test_pages_in_both_languages() -> None:
    names = {language: sorted(page.name for page in (HOW_TO / language).glob("*.md")) for language in ("en", "ko")}
    assert names["en"] == names["ko"]


def test_links_all_lead_somewhere() -> None:
    written = [ROOT / "README.md", ROOT / "README.ko.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")]
    dead = [
        (str(page.relative_to(ROOT)), link)
        for page in written
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not link.startswith("http") and not (page.parent / link).exists()
    ]
    assert dead == []
