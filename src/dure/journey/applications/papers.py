"""The papers an application needs (제출서류), as its notice asks for them: where to get each, how long it counts.

Two are asked by no notice: the consent where staff enter on behalf, and anything else one wants to add. Pure.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.terms import RequiredPaper, Terms

EXPIRY_WARNING_DAYS = 7


@dataclass(frozen=True)
class Paper:
    """A kind of paper in the reader's language. ``valid_days`` counts from the day of issue.

    None is valid until the paper's own date, if any. ``proves`` is the fact of the eligibility check it proves.
    """

    code: str
    name: str | Promise
    where: str | Promise
    url: str = ""
    valid_days: int | None = None
    proves: str = ""
    required: bool = True
    hint: str | Promise = ""


ENTRY_CONSENT = Paper("entry_consent", _("Consent to entry on behalf"), _("Signed by the firm's representative"))
OTHER = Paper("other", _("Other"), "", required=False)


def asked_papers(terms: Terms, type_code: str, *, on_behalf: bool = False) -> tuple[Paper, ...]:
    """Every kind of paper an application of this type may have under a notice, in the notice's order."""
    asked = tuple(_paper(each) for each in terms.papers if not each.types or type_code in each.types)
    return (*asked, *((ENTRY_CONSENT,) if on_behalf else ()), OTHER)


def _paper(asked: RequiredPaper) -> Paper:
    language = get_language() or "ko"
    return Paper(
        code=asked.code,
        name=asked.name.in_language(language),
        where=asked.issuer.in_language(language),
        url=asked.url,
        valid_days=asked.valid_days,
        proves=asked.proves,
        required=asked.required,
        hint=asked.hint.in_language(language),
    )


@dataclass(frozen=True)
class Attached:
    """A paper as it was attached; dates None where nobody gave them."""

    code: str
    file_name: str
    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class PaperStanding:
    """How one kind of paper stands on a day. ``valid_until_on`` is None where it does not run out."""

    paper: Paper
    attached: tuple[Attached, ...]
    valid_until_on: date | None
    is_expired: bool
    expires_soon: bool

    @property
    def is_missing(self) -> bool:
        """Whether nothing was attached though it is asked for."""
        return self.paper.required and not self.attached

    @property
    def is_fine(self) -> bool:
        """Attached and valid."""
        return bool(self.attached) and not self.is_expired


def checklist(asked: tuple[Paper, ...], attached: tuple[Attached, ...], on: date) -> tuple[PaperStanding, ...]:
    """Each kind of paper with how it stands on a day; of several of a kind the one valid longest counts."""
    return tuple(_standing(paper, tuple(a for a in attached if a.code == paper.code), on) for paper in asked)


def documents(asked: tuple[Paper, ...], attached: tuple[Attached, ...], fact: str, on: date) -> bool:
    """Whether a fact is proved on a day: every required paper that proves it is attached and valid."""
    proofs = tuple(paper for paper in asked if paper.proves == fact and paper.required)
    return bool(proofs) and all(each.is_fine for each in checklist(proofs, attached, on))


def valid_until(paper: Paper, attached: Attached) -> date | None:
    """The last day on which an attached paper counts."""
    if attached.expires_on is not None:
        return attached.expires_on
    if paper.valid_days is not None and attached.issued_on is not None:
        return attached.issued_on + timedelta(days=paper.valid_days)
    return None


def _standing(paper: Paper, attached: tuple[Attached, ...], on: date) -> PaperStanding:
    ends = [valid_until(paper, each) for each in attached]
    until = None if not ends or None in ends else max(end for end in ends if end is not None)
    expired = until is not None and until < on
    soon = until is not None and not expired and (until - on).days <= EXPIRY_WARNING_DAYS
    return PaperStanding(paper, attached, until, expired, soon)
