"""Versions of a notice and the terms they hold."""

import json
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast

from dure.foundation.places.queries import cities
from dure.journey.programmes.checks import Finding, check_terms
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.states import NoticeState
from dure.journey.programmes.terms import Terms


def notice_in_force(programme_id: int) -> NoticeVersion:
    """The published version; raises ``NoticeVersion.DoesNotExist`` before the first publication."""
    return NoticeVersion.objects.select_related("programme").get(
        programme_id=programme_id, status=NoticeState.PUBLISHED
    )


def terms_in_force(programme_id: int) -> Terms:
    """What the published version says; raises ``NoticeVersion.DoesNotExist`` before the first publication."""
    return _terms_of(programme_id=programme_id, status=NoticeState.PUBLISHED)


def terms_of(notice_id: int) -> Terms:
    """What one version says, also a replaced one: decisions are replayed on the version they were made under."""
    return _terms_of(pk=notice_id)


def read_terms(notice: NoticeVersion) -> Terms:
    """The stored document as values."""
    return Terms.model_validate(notice.terms)


def _terms_of(**wanted: object) -> Terms:
    """The terms of one version; raises ``NoticeVersion.DoesNotExist``."""
    stored = NoticeVersion.objects.order_by().annotate(text=Cast("terms", TextField())).values_list("text", flat=True)
    return _read(stored.get(**wanted))


@lru_cache(maxsize=32)
def _read(stored: str) -> Terms:
    """The same document says the same: it is asked for at nearly every step of every application."""
    return Terms.model_validate(json.loads(stored))


def draft_of(programme_id: int) -> NoticeVersion | None:
    """The version being written, if there is one."""
    drafts = NoticeVersion.objects.select_related("programme")
    return drafts.filter(programme_id=programme_id, status=NoticeState.DRAFT).first()


def versions(programme_id: int) -> list[NoticeVersion]:
    """Every version, the newest first."""
    rows = NoticeVersion.objects.filter(programme_id=programme_id).select_related("published_by", "programme")
    return list(rows.order_by("-number"))


def version(programme_id: int, number: int) -> NoticeVersion:
    """A version by its number; raises ``NoticeVersion.DoesNotExist``."""
    return NoticeVersion.objects.select_related("programme").get(programme_id=programme_id, number=number)


def check(programme: Programme, terms: Terms) -> list[Finding]:
    """What is contradictory in the terms or cannot be met in the programme's province."""
    return check_terms(terms, {city.code: city.name for city in cities(programme.province_id)})
