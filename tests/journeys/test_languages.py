"""The main pages in both languages: no interface word of the other one stands on them."""

from functools import cache
from pathlib import Path

import polib
import pytest
from django.urls import reverse
from django.utils import timezone
from tests import world as w
from tests.journeys.people import DAY, Office, office, other_applicants, shrink
from tests.journeys.walk import Party, Walk

import dure
from dure.foundation.places.models import Place
from dure.journey.applications.models import Application
from dure.journey.programmes import actions as programmes
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.terms import Calendar

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

# Each language is named in itself.
NAMES_OF_LANGUAGES = {"English", "한국어"}


@cache
def words() -> tuple[frozenset[str], frozenset[str]]:
    """Whole messages as they are written, in English and in Korean, where the two differ."""
    english, korean = set(), set()
    for path in Path(dure.__file__).parent.glob("**/locale/ko/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and entry.msgstr != entry.msgid and "%" not in entry.msgid:
                english.add(entry.msgid.strip())
                korean.add(entry.msgstr.strip())
    return frozenset(english - korean), frozenset(korean - english)


def announced(people: Office) -> Programme:
    """A small programme whose intake is open."""
    now = timezone.now()
    notice = programmes.create_from_template(
        key="jeonbuk_2024", slug="jeonbuk-small", name_ko="작은 스마트 제조혁신 사업", name_en="Small programme",
        year=timezone.localdate().year, operator=people.operator.organisation, province=Place.objects.get(code=w.PROVINCE),
        by=people.operator.actor, at=now,
    )  # fmt: skip
    days = {
        "interest_opens_at": now - 9 * DAY, "interest_closes_at": now - 2 * DAY, "intake_opens_at": now - DAY,
        "intake_closes_at": now + DAY, "site_check_from": now + 2 * DAY, "site_check_until": now + 3 * DAY,
        "presentation_from": now + 4 * DAY, "presentation_until": now + 5 * DAY, "announcement_at": now + 9 * DAY,
    }  # fmt: skip
    terms = shrink(notice).model_copy(update={"calendar": Calendar(**days)})
    programmes.save_notice_draft(notice=notice, terms=terms, revision=notice.revision, by=people.operator.actor, at=now)
    notice = NoticeVersion.objects.get(pk=notice.pk)
    programmes.publish_notice(notice=notice, by=people.approver.actor, at=now)
    return Programme.objects.get()


def paths(programme: Programme, row: Application) -> list[str]:
    """The pages that staff open every day."""
    return [
        reverse("portal:home"),
        reverse("portal:pipeline"),
        reverse("portal:firm", args=[row.firm_id]),
        reverse("portal:city", args=[w.JINAN]),
        reverse("programmes:detail", args=[programme.slug]),
        reverse("prospects:list_of", args=[programme.slug]),
        reverse("applications:list_of", args=[programme.slug]),
        reverse("applications:check", args=[row.pk]),
        reverse("evaluation:overview", args=[programme.slug]),
        reverse("selection:desk"),
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_main_pages_in_one_language(party: Party, language: str) -> None:
    people = office()
    programme = announced(people)
    row = other_applicants(programme, people)[0]
    english, korean = words()
    foreign = (english if language == "ko" else korean) - NAMES_OF_LANGUAGES
    operator = party.member(people.operator.person, language=language)
    public = party.public(phone=True, language=language)
    found = {path: _lines(operator, path) & foreign for path in paths(programme, row)}
    found |= {
        path: _lines(public, path) & foreign
        for path in ("/", reverse("programmes:public_notice", args=[programme.slug]))
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


def _lines(walk: Walk, path: str) -> set[str]:
    walk.go(path)
    return {line.strip() for line in walk.text().splitlines()}
