"""The checklist of a settlement: the papers beside the evidence of each spending, and who attaches them."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.permission import Permission
from dure.foundation.access.verdict import Refused, Verdict
from dure.foundation.documents.queries import of
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.journey.money.access import HAND_IN_SETTLEMENT, REVIEW_SETTLEMENT
from dure.journey.money.models import Settlement
from dure.journey.money.states import SettlementState

PACK, REVIEW_REPORT = "settlement_pack", "settlement_review"
CHECKLIST = (
    DocumentKind("settlement_report", _("Settlement report"), required=True),
    DocumentKind("account_statement", _("Statement of the project account"), required=True),
    DocumentKind("interest_statement", _("Certificate of interest"), required=True),
    DocumentKind("completion_report", _("Report of completion with photos"), required=True),
    DocumentKind("asset_list", _("List of assets bought"), required=True),
)
KINDS = (
    *CHECKLIST,
    DocumentKind(REVIEW_REPORT, _("The accountant's report")),
    DocumentKind("settlement_other", _("Other")),
    DocumentKind(PACK, _("Whole settlement in one file")),
)


def may_attach(row: Settlement, ask: Callable[[Permission], Verdict]) -> Verdict:
    """Who may attach in this state; ``ask`` answers whether the one who asks holds a permission on the row."""
    if row.status == SettlementState.HANDED_IN:
        return ask(REVIEW_SETTLEMENT)
    if row.status != SettlementState.OPEN:
        return Refused(_now("The settlement has been reviewed; its papers stay as they are."))
    return ask(HAND_IN_SETTLEMENT)


SUBJECT = Subject(
    kinds=lambda _row: [kind for kind in KINDS if kind.code != PACK],
    chain=lambda row: row.agreement.programme.chain,
    url=lambda row: reverse("money:settlement", args=[row.pk]),
    owner=lambda row: Owner(row.agreement.firm_id, row.agreement.programme_id),
    attach=lambda actor, row, _at: may_attach(row, lambda permission: permission.ask(actor, row)),
)


def missing_papers(settlement: Settlement) -> list[DocumentKind]:
    """The papers of the checklist that are neither attached nor explained; one query."""
    there = set(of(settlement).values_list("kind", flat=True))
    return [kind for kind in CHECKLIST if kind.code not in there and not settlement.absent.get(kind.code, "").strip()]
