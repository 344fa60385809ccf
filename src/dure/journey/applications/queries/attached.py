"""The papers attached to applications."""

from datetime import date

from dure.foundation.documents.queries import of, of_rows
from dure.journey.applications.models import Application, Consent
from dure.journey.applications.papers import Attached, Paper, PaperStanding, asked_papers, checklist
from dure.journey.applications.queries.rows import terms_for
from dure.journey.programmes.terms import Terms


def attached_papers(row: Application) -> tuple[Attached, ...]:
    """What is attached to an application, as values."""
    return tuple(Attached(doc.kind, doc.name, doc.issued_on, doc.expires_on) for doc in of(row))


def papers_asked(row: Application, terms: Terms | None = None) -> tuple[Paper, ...]:
    """The kinds of paper of an application, by the notice it stands under."""
    return asked_papers(terms or terms_for(row), row.type_code, on_behalf=wants_consent_file(row))


def paper_standings(row: Application, on: date, terms: Terms | None = None) -> tuple[PaperStanding, ...]:
    """How each kind of paper stands on a day."""
    return checklist(papers_asked(row, terms), attached_papers(row), on)


def wants_consent_file(row: Application) -> bool:
    """Whether the consent to entry on behalf has to be attached: a paper or letter that the operator keeps does not."""
    return row.entered_by_staff and row.consent not in {Consent.PAPER, Consent.LETTER}


def papers_of(ids: list[int]) -> dict[int, tuple[Attached, ...]]:
    """The papers of several applications in one query."""
    found: dict[int, tuple[Attached, ...]] = dict.fromkeys(ids, ())
    for doc in of_rows("applications.application", ids):
        paper = Attached(doc.kind, doc.name, doc.issued_on, doc.expires_on)
        found[int(doc.row_id)] = (*found[int(doc.row_id)], paper)
    return found
