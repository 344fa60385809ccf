"""Pieces of evidence as documents: of which kinds, who attaches them, and where they are shown."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Refused, Verdict
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.journey.money.access import IMPORT, KEEP_BATCH, WRITE_LINE
from dure.journey.money.actions.batches import CSV, EXCEL
from dure.journey.money.actions.imports import ORIGINAL
from dure.journey.money.models import Batch, ClaimLine, ImportedList
from dure.journey.money.states import ClaimState

EVIDENCE = "claim_evidence"
LINE_KINDS = (DocumentKind(EVIDENCE, _("Evidence"), required=True, help=_("The invoice, slip or payroll, or a photo")),)
BATCH_KINDS = (
    DocumentKind(EXCEL, _("Bank transfers (Excel)")),
    DocumentKind(CSV, _("Bank transfers (CSV)")),
)


LIST_KINDS = (DocumentKind(ORIGINAL, _("The list as it was handed in")),)


def _may_attach(actor: Actor, line: ClaimLine, _at: datetime) -> Verdict:
    if line.claim.status != ClaimState.DRAFT:
        return Refused(_now("The claim has been handed in; its evidence can be changed after it is given back."))
    return WRITE_LINE.ask(actor, line)


def _never(actor: Actor, batch: Batch, _at: datetime) -> Verdict:
    verdict = KEEP_BATCH.ask(actor, batch)
    return Refused(_now("The bank's files are made by the product and kept as they are.")) if verdict else verdict


def _kept(actor: Actor, imported: ImportedList, _at: datetime) -> Verdict:
    verdict = IMPORT.ask(actor, imported.programme)
    return Refused(_now("The list is kept as it was imported.")) if verdict else verdict


LINE_SUBJECT = Subject(
    kinds=lambda _row: LINE_KINDS,
    chain=lambda row: row.claim.agreement.programme.chain,
    url=lambda row: reverse("money:claim", args=[row.claim_id]),
    owner=lambda row: Owner(row.claim.agreement.firm_id, row.claim.agreement.programme_id),
    attach=_may_attach,
)
BATCH_SUBJECT = Subject(
    kinds=lambda _row: BATCH_KINDS,
    chain=lambda row: row.programme.chain,
    url=lambda row: reverse("money:batch", args=[row.pk]),
    owner=lambda row: Owner(None, row.programme_id),
    attach=_never,
)
LIST_SUBJECT = Subject(
    kinds=lambda _row: LIST_KINDS,
    chain=lambda row: row.programme.chain,
    url=lambda row: reverse("money:imported", args=[row.pk]),
    owner=lambda row: Owner(None, row.programme_id),
    attach=_kept,
)
