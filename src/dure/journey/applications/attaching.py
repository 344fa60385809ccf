"""How applications take documents: which kinds, by whom, until when."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Refused, Verdict
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.journey.applications.access import CHECK, WRITE
from dure.journey.applications.models import Application
from dure.journey.applications.papers import Paper
from dure.journey.applications.queries.attached import papers_asked
from dure.journey.applications.states import ApplicationState

FIRM_STATES = (ApplicationState.DRAFT, ApplicationState.SUPPLEMENT_ASKED)


def kinds(row: Application) -> Sequence[DocumentKind]:
    """The kinds of paper an application may have."""
    return [_kind(paper) for paper in papers_asked(row)]


def _kind(paper: Paper) -> DocumentKind:
    where = format_lazy("{} · {}", paper.where, paper.hint) if paper.hint else paper.where
    # What is missing is listed by the page itself, with the address of each office.
    return DocumentKind(paper.code, paper.name, False, paper.valid_days, where)


def may_attach(actor: Actor, row: Application, at: datetime) -> Verdict:
    """The writers while the plan is open; staff also while eligibility is being checked."""
    if row.status == ApplicationState.SUBMITTED and CHECK.ask(actor, row):
        return CHECK.ask(actor, row)
    if row.status not in FIRM_STATES:
        return Refused(_("Documents can be attached while the plan is being written or supplemented."))
    return WRITE.ask(actor, row)


SUBJECT = Subject(
    kinds=kinds,
    chain=lambda row: row.programme.chain,
    url=lambda row: f"{reverse('applications:edit', args=[row.pk])}#documents",
    owner=lambda row: Owner(organisation_id=row.firm_id, programme_id=row.programme_id),
    attach=may_attach,
)
