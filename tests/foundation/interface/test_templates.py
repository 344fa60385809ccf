"""What the content security policy would refuse must not be written in the first place."""

import re
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

import dure
from dure.foundation.interface.icons import ICONS, icon

ROOT = Path(dure.__file__).parent
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
REFUSED = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on", re.IGNORECASE),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_nothing_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert [name for name, pattern in REFUSED.items() if pattern.search(text)] == []


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icon_is_well_formed(name: str) -> None:
    assert fromstring(icon(name)).attrib["aria-hidden"] == "true"
