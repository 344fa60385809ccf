"""Creating programmes, from nothing, from a template or from last year's."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.parties.models import Organisation
from dure.foundation.places.models import Place
from dure.foundation.workflow.gate import move
from dure.journey.programmes.access import EDIT, SEE
from dure.journey.programmes.actions.notices import draft_notice
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.queries.notices import draft_of, read_terms
from dure.journey.programmes.states import NoticeState
from dure.journey.programmes.templates_of_notices import for_year, terms_from
from dure.journey.programmes.terms import Terms

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def create_programme(
    *,
    slug: str,
    name_ko: str,
    name_en: str,
    year: int,
    operator: Organisation,
    province: Place,
    by: Actor,
    at: datetime,
) -> Programme:
    """Open a programme of one year; its notice is drafted next. Refused when slug or name and year are taken."""
    _demand_operator(by, operator)
    _refuse_bad_names(slug=slug, name_ko=name_ko, year=year, operator=operator)
    with transaction.atomic():
        row = Programme.objects.create(
            slug=slug,
            name_ko=name_ko.strip(),
            name_en=name_en.strip(),
            year=year,
            operator=operator,
            province=province,
            created_at=at,
        )
        with act("programmes.create_programme", chain=row.chain, by=by, at=at, subject=row):
            return row


def create_from_template(  # noqa: PLR0913 (what create_programme takes, and the template)
    *,
    key: str,
    slug: str,
    name_ko: str,
    name_en: str,
    year: int,
    operator: Organisation,
    province: Place,
    by: Actor,
    at: datetime,
) -> NoticeVersion:
    """Open a programme whose first draft is a built-in notice, its calendar moved to the year."""
    terms = terms_from(key, year=year)
    with transaction.atomic():
        row = create_programme(
            slug=slug, name_ko=name_ko, name_en=name_en, year=year, operator=operator, province=province, by=by, at=at
        )
        return draft_notice(programme=row, terms=terms, by=by, at=at)


def copy_programme(
    *, source: Programme, year: int, slug: str, name_ko: str, name_en: str, by: Actor, at: datetime
) -> NoticeVersion:
    """Open next year's programme with a draft of this one's notice, every date moved by the years between."""
    SEE.demand(by, source)
    terms = for_year(_latest_terms(source), years=year - source.year)
    with transaction.atomic():
        row = create_programme(
            slug=slug,
            name_ko=name_ko,
            name_en=name_en,
            year=year,
            operator=source.operator,
            province=source.province,
            by=by,
            at=at,
        )
        return draft_notice(programme=row, terms=terms, by=by, at=at)


def close_programme(*, programme: Programme, by: Actor, at: datetime, reason: str) -> Programme:
    """End a programme's year; nothing can be applied for afterwards."""
    EDIT.demand(by, programme)
    with act("programmes.close_programme", chain=programme.chain, by=by, at=at, subject=programme, reason=reason):
        move(programme, "close", by=by, at=at, reason=reason)
    return programme


def _latest_terms(source: Programme) -> Terms:
    published = NoticeVersion.objects.filter(programme=source, status=NoticeState.PUBLISHED).first()
    notice = published or draft_of(source.pk)
    if notice is None:
        raise ActionRefused(_("%(programme)s has no notice to copy.") % {"programme": source.name})
    return read_terms(notice)


def _demand_operator(by: Actor, operator: Organisation) -> None:
    EDIT.demand_role(by)
    if not by.is_system and operator.pk not in by.organisations(*STAFF):
        raise AccessRefused(str(EDIT.refusal))


def _refuse_bad_names(*, slug: str, name_ko: str, year: int, operator: Organisation) -> None:
    if not SLUG.match(slug) or len(slug) > 60:
        raise ActionRefused(_("The address may hold small Latin letters, digits and single hyphens, at most 60."))
    if not name_ko.strip():
        raise ActionRefused(_("Enter the programme's name in Korean."))
    if Programme.objects.filter(slug=slug).exists():
        raise ActionRefused(_("The address “%(slug)s” is taken. Choose another.") % {"slug": slug})
    if Programme.objects.filter(operator=operator, year=year, name_ko=name_ko.strip()).exists():
        words = {"name": name_ko.strip(), "year": year}
        raise ActionRefused(_("“%(name)s” of %(year)d exists already. Open it instead of making it again.") % words)
