"""What the page of a settlement shows this reader: the amounts, the lines, and the verbs and forms within reach."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission
from dure.foundation.access.verdict import ActionRefused, Allowed, Refused, Verdict
from dure.foundation.documents.queries import attachments
from dure.foundation.interface.formats import won
from dure.foundation.interface.parts import Crumb, Fact
from dure.foundation.parties.queries import people_with
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.money.access import (
    DECIDE_SETTLEMENT,
    HAND_IN_SETTLEMENT,
    KEEP_SETTLEMENT,
    LIST_SETTLEMENTS,
    REVIEW_SETTLEMENT,
)
from dure.journey.money.actions.evidence import ENDED_EARLY
from dure.journey.money.models import SettledShare, Settlement
from dure.journey.money.queries.recovery import debts_of
from dure.journey.money.queries.settlement import checklist_of, shares_of, spending_of
from dure.journey.money.queries.statements import agreement_statement
from dure.journey.money.settled import Reckoned, reckon
from dure.journey.money.settlement_forms import AccountantForm, HandInForm, ReviewForm
from dure.journey.money.settlement_papers import PACK, may_attach
from dure.journey.money.states import LateState, SettlementState

S = SettlementState
TONES = {S.OPEN: "warn", S.HANDED_IN: "info", S.REVIEWED: "info", S.DECIDED: "warn", S.CLOSED: "done"}


@dataclass(frozen=True)
class May:
    """The verbs that are this reader's in this state."""

    hand_in: bool
    review: bool
    assign: bool
    decide: bool
    object: bool
    answer: bool
    reconsider: bool
    close: bool


def may(row: Settlement, actor: Actor, held: Collection[str]) -> May:
    """From the permissions held on this row."""
    staff, approver = KEEP_SETTLEMENT.name in held, DECIDE_SETTLEMENT.name in held
    own = HAND_IN_SETTLEMENT.name in held
    reviews = REVIEW_SETTLEMENT.name in held and row.accountant_id in (None, actor.person_id)
    waits = row.objected_at is not None and not row.answer
    return May(
        hand_in=own and row.status == S.OPEN,
        review=reviews and row.status == S.HANDED_IN,
        assign=staff and row.status in (S.OPEN, S.HANDED_IN),
        decide=approver and row.status == S.REVIEWED and row.reviewed_by_id != actor.person_id,
        object=own and actor.has(Role.FIRM) and row.status == S.DECIDED and row.objected_at is None,
        answer=approver and row.status == S.DECIDED and waits,
        reconsider=approver and row.status == S.DECIDED and not waits,
        close=staff and row.status == S.DECIDED and not waits,
    )


def page_context(row: Settlement, held: Collection[str], actor: Actor, at: datetime, **more: Any) -> dict[str, Any]:
    """Everything the template reads; ``held`` names the permissions that the actor holds on the settlement."""
    papers = attachments(row, by=actor, at=at, may_attach=may_attach(row, lambda one: _answer(one, held)))
    documents = [one.document for one in papers.attached]
    lines, can = spending_of(row), may(row, actor, held)
    checklist = checklist_of(row, {document.kind for document in documents})
    found, trouble = _reckoned(row)
    missing = [item for item in checklist if not item.attached]
    context: dict[str, Any] = {
        "settlement": row, "agreement": row.agreement, "lines": lines, "checklist": checklist, "may": can,
        "tone": TONES[SettlementState(row.status)], "facts": _facts(row, found), "shares": _shares(row, found),
        "trouble": trouble, "debts": list(debts_of(row.agreement_id, actor)),
        "crumbs": _crumbs(row, actor), "attachments": papers,
        "packs": [document for document in documents if document.kind == PACK],
        "books": agreement_statement(row.agreement_id),
        "is_late": row.status == S.OPEN and row.due_on < timezone.localdate(at),
        "may_add_evidence": can.hand_in and _takes_evidence(row, at),
        "hand_in_form": HandInForm(
            missing=missing, initial={"revision": row.revision, "interest_won": row.interest_won}
        ) if can.hand_in else None,
        "review_form": ReviewForm(
            lines=lines, initial={"revision": row.revision, "opinion": row.opinion}
        ) if can.review else None,
        "assign_form": _assign_form(row) if can.assign else None,
    }  # fmt: skip
    context |= more
    context["review_lines"] = _review_lines(context["review_form"], lines)
    return context


def _answer(permission: Permission, held: Collection[str]) -> Verdict:
    return Allowed() if permission.name in held else Refused(str(permission.refusal))


def _takes_evidence(row: Settlement, at: datetime) -> bool:
    return row.agreement.status in ENDED_EARLY and timezone.localdate(at) <= row.due_on


def _assign_form(row: Settlement) -> AccountantForm:
    form = AccountantForm(initial={"person": row.accountant_id})
    form.fields["person"].queryset = people_with(Role.ACCOUNTANT)  # type: ignore[attr-defined]
    return form


def _review_lines(form: ReviewForm | None, lines: Sequence[Any]) -> list[tuple[Any, Any, Any]]:
    if form is None:
        return [(one, None, None) for one in lines]
    return [(one, form[f"won_{one.line.pk}"], form[f"why_{one.line.pk}"]) for one in lines]


def _reckoned(row: Settlement) -> tuple[Reckoned | None, str]:
    """What it comes to now, or why it cannot be reckoned."""
    if row.status == S.OPEN:
        return None, ""
    try:
        return reckon(row), ""
    except ActionRefused as refusal:
        return None, refusal.reason


def _shares(row: Settlement, found: Reckoned | None) -> list[tuple[str | Promise, SettledShare]]:
    shares = list(shares_of(row)) if row.status in (S.DECIDED, S.CLOSED) else list(found.shares if found else ())
    return [(FUNDER_LABELS.get(share.funder, share.funder), share) for share in shares]  # type: ignore[call-overload]


def _facts(row: Settlement, found: Reckoned | None) -> list[Fact]:
    facts = [
        Fact(_("To be handed in by"), row.due_on),
        Fact(_("Outside accountant"), row.accountant.name if row.accountant else _("None: the operator reviews")),
        Fact(pgettext("money", "Interest"), won(row.interest_won)),
    ]
    if found is not None:
        facts += [
            Fact(_("Accepted"), won(found.settled.accepted_won)),
            Fact(_("Not accepted"), won(found.settled.disallowed_won)),
            Fact(_("Not spent"), won(found.return_won)),
            Fact(_("Due back to the funders"), won(sum(s.return_won + s.disallowed_won + s.interest_won
                                                      for s in found.shares if s.line_id))),
        ]  # fmt: skip
        late = getattr(row.agreement, "late_charge", None)
        withheld = late.amount_won if late is not None and late.status == LateState.CONFIRMED else 0
        if withheld:
            facts.append(Fact(_("Withheld for late delivery"), won(withheld)))
        if found.settled.still_payable_won > withheld:
            facts.append(Fact(_("Not yet paid by the funders"), won(found.settled.still_payable_won - withheld)))
    return facts


def _crumbs(row: Settlement, actor: Actor) -> list[Crumb]:
    listed = bool(LIST_SETTLEMENTS.ask_role(actor)) and not actor.has(Role.ACCOUNTANT)
    name = "money:settlements" if listed else "money:own_settlements"
    return [Crumb(_("Settlements"), reverse(name)), Crumb(row.agreement.number)]
