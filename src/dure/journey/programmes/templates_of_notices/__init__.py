"""Notices to begin with, as data. A template is a proposal: every value in it can be changed before publication."""

from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.terms import Calendar, Terms


@dataclass(frozen=True)
class NoticeTemplate:
    """A built-in notice. ``unverified`` says which of its values are settings because no source was found."""

    key: str
    name: str | Promise
    year: int
    unverified: tuple[str | Promise, ...]


TEMPLATES = (
    NoticeTemplate(
        key="jeonbuk_2024",
        name=_("Jeonbuk Smart Manufacturing Innovation Project (2024)"),
        year=2024,
        unverified=(
            _("Ceilings: those of the 2026 notice; the ones of 2024 were not found."),
            _("Shares of province, city and firm: from the three-year totals, not from the notice."),
            _("Places and budgets by city or county: an example to be replaced."),
            _("Score sheets, minimum score, bonus points and tie order: an example to be replaced."),
            _("Milestones, deliverables and checks of a build: an example to be replaced."),
            _("Days to supplement, to appeal and to give up: to be set by the operator."),
        ),
    ),
)


def template(key: str) -> NoticeTemplate:
    """The template of that key; raises ``KeyError``."""
    for each in TEMPLATES:
        if each.key == key:
            return each
    raise KeyError(key)


def terms_from(key: str, *, year: int | None = None) -> Terms:
    """The terms of a template, its calendar moved to ``year``."""
    text = (resources.files(__name__) / f"{key}.json").read_text("utf-8")
    terms = Terms.model_validate_json(text)
    return terms if year is None else for_year(terms, years=year - template(key).year)


def for_year(terms: Terms, *, years: int) -> Terms:
    """The same terms with every date moved by whole years (29 February becomes the 28th)."""
    if years == 0:
        return terms
    dates = {name: _later(value, years) for name, value in terms.calendar if isinstance(value, datetime)}
    calendar = Calendar.model_validate(terms.calendar.model_copy(update=dates).model_dump())
    return terms.model_copy(update={"calendar": calendar})


def _later(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)
