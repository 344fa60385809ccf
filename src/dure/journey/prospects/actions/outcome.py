"""Forms that go no further: duplicates and withdrawals, and the way back."""

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.prospects.access import APPLY, EDIT
from dure.journey.prospects.models import Interest, Visit
from dure.journey.prospects.states import InterestState, VisitState


def mark_duplicate(*, interest: Interest, of: Interest, by: Actor, at: datetime, reason: str) -> Interest:
    """Say that a form repeats another of the same programme, which stays."""
    EDIT.demand(by, interest)
    if of.pk == interest.pk or of.programme_id != interest.programme_id:
        raise ActionRefused(_("Choose another interest form of the same programme as the one that stays."))
    if of.status == InterestState.DUPLICATE:
        raise ActionRefused(_("The form that stays is itself marked as a duplicate. Choose the first one."))
    chain = interest.programme.chain
    with act("prospects.mark_duplicate", chain=chain, by=by, at=at, subject=interest, reason=reason):
        _cancel_planned(interest, by=by, at=at, reason=reason)
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        row.duplicate_of = of
        row.save(update_fields=["duplicate_of"])
        move(row, "mark_duplicate", by=by, at=at, reason=reason)
    return row


def withdraw_interest(*, interest: Interest, by: Actor, at: datetime, reason: str, token: str = "") -> Interest:
    """Withdraw a form and erase its contact person. The holder of the private link may do so without an account."""
    holds_link = bool(token) and secrets.compare_digest(token, interest.token)
    if not holds_link:
        if by.is_public:
            raise AccessRefused(_("This link is not valid. Use the link you got with the receipt."))
        APPLY.demand(by, interest)
    # The link stands for the firm: the gate, which asks for roles, is passed by the product on its behalf.
    gate_actor = SYSTEM if by.is_public else by
    chain = interest.programme.chain
    with act("prospects.withdraw_interest", chain=chain, by=by, at=at, subject=interest, reason=reason):
        _cancel_planned(interest, by=gate_actor, at=at, reason=reason)
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        move(row, "withdraw", by=gate_actor, at=at, reason=reason)
        row.contact_name = row.contact_phone = row.contact_email = ""
        row.consents = []
        row.save(update_fields=["contact_name", "contact_phone", "contact_email", "consents"])
    return row


def restore_interest(*, interest: Interest, by: Actor, at: datetime, reason: str) -> Interest:
    """Undo a duplicate mark or a withdrawal; refused while another live form has the same number."""
    EDIT.demand(by, interest)
    chain = interest.programme.chain
    with act("prospects.restore_interest", chain=chain, by=by, at=at, subject=interest, reason=reason):
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        rivals = Interest.objects.filter(programme_id=row.programme_id, number=row.number).exclude(pk=row.pk)
        if rivals.exclude(status__in=(InterestState.DUPLICATE, InterestState.WITHDRAWN)).exists():
            raise ActionRefused(_("Another live interest form has this business number. Mark that one first."))
        row.duplicate_of = None
        row.save(update_fields=["duplicate_of"])
        move(row, "restore", by=by, at=at, reason=reason)
    return row


def _cancel_planned(interest: Interest, *, by: Actor, at: datetime, reason: str) -> None:
    """A firm that goes no further is not visited. A firm's own act cancels through the product."""
    for visit in Visit.objects.filter(interest=interest, status=VisitState.PLANNED):
        move(visit, "cancel", by=SYSTEM, at=at, reason=reason)
