"""Who is told what about claims and payments, and what becomes of the files of a deleted line."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.documents.actions import remove
from dure.foundation.documents.queries import of
from dure.foundation.interface.formats import day, won
from dure.foundation.messages.actions import send
from dure.foundation.parties.queries import people_with
from dure.journey.money.models import Claim, ClaimKind, ClaimLine, LateCharge, Payment

won_lazy: Any = lazy(won, str)
day_lazy: Any = lazy(day, str)


def drop_files(line: ClaimLine, *, by: Actor, at: datetime) -> None:
    """The files of a line that is deleted go out of view; their bytes stay."""
    chain = line.claim.agreement.programme.chain
    for document in of(line):
        remove(document=document, by=by, at=at, chain=chain)


def submitted(claim: Claim, *, by: Actor, at: datetime) -> None:
    """The operator's staff learn of a claim to check."""
    programme = claim.agreement.programme
    subject = format_lazy(_("{firm}: a payment claim to check"), firm=claim.agreement.firm.name)
    body = format_lazy(
        _("{kind} of {amount} for the agreement {number}."),
        kind=claim.get_kind_display(), amount=won_lazy(claim.public_won), number=claim.agreement.number,
    )  # fmt: skip
    people = people_with(Role.OPERATOR, organisation_id=programme.operator_id)
    key = f"money.submitted:{claim.pk}:{claim.round}"
    send(to=people, subject=subject, body=body, kind="money.claim", by=by, at=at, link=_link(claim), dedupe_key=key,
         email=False)  # fmt: skip


def given_back(claim: Claim, reason: str, *, by: Actor, at: datetime) -> None:
    """The firm learns what is to be mended."""
    subject = format_lazy(_("Your claim {n} was given back"), n=claim.number)
    body = format_lazy(_("What is to be mended: {reason}. Mend it and hand it in again."), reason=reason)
    _tell_firm(claim, subject, body, f"money.back:{claim.pk}:{claim.round}", by=by, at=at)


def rejected(claim: Claim, reason: str, *, by: Actor, at: datetime) -> None:
    """The firm learns why nothing is paid."""
    subject = format_lazy(_("Your claim {n} was rejected"), n=claim.number)
    _tell_firm(claim, subject, format_lazy("{reason}", reason=reason), f"money.rejected:{claim.pk}", by=by, at=at)


def approved(claim: Claim, *, by: Actor, at: datetime) -> None:
    """The firm learns what will be paid."""
    subject = format_lazy(_("Your claim {n} is approved"), n=claim.number)
    body = format_lazy(
        _("{amount} will be paid into the project account. Nothing is left for you to do."),
        amount=won_lazy(claim.public_won),
    )
    _tell_firm(claim, subject, body, f"money.approved:{claim.pk}:{claim.round}", by=by, at=at)


def late_proposed(row: LateCharge, *, by: Actor, at: datetime) -> None:
    """Those who approve learn that liquidated damages are to be decided."""
    subject = format_lazy(_("{firm}: liquidated damages to decide"), firm=row.agreement.firm.name)
    body = format_lazy(_("{days} days after the agreed end, {amount}."), days=row.days, amount=won_lazy(row.amount_won))
    people = people_with(Role.APPROVER, organisation_id=row.agreement.programme.operator_id)
    send(to=people, subject=subject, body=body, kind="money.late", by=by, at=at, link=_late_link(row),
         dedupe_key=f"money.late:{row.pk}")  # fmt: skip


def late_decided(row: LateCharge, *, by: Actor, at: datetime) -> None:
    """The firm learns what is withheld from its final payment, or that nothing is."""
    subject = format_lazy(_("Liquidated damages: {state}"), state=row.get_status_display())
    body = format_lazy(
        _("{days} days, {amount} of the final payment. {reason}"),
        days=row.days, amount=won_lazy(row.amount_won), reason=row.reason,
    )  # fmt: skip
    people = people_with(Role.FIRM, organisation_id=row.agreement.firm_id)
    send(to=people, subject=subject, body=body, kind="money.late", by=by, at=at, link=reverse("money:mine"),
         dedupe_key=f"money.late:{row.pk}:{at.isoformat()}")  # fmt: skip


def _late_link(row: LateCharge) -> str:
    claim = row.agreement.claims.filter(kind=ClaimKind.FINAL).order_by("-number").first()
    return _link(claim) if claim is not None else reverse("money:claims")


def paid(payment: Payment, *, by: Actor, at: datetime) -> None:
    """The firm learns that money has come."""
    claim = payment.claim
    subject = format_lazy(_("{amount} has been paid"), amount=won_lazy(payment.amount_won))
    body = format_lazy(
        _("{day}, to {bank} {account}, for claim {n}."),
        day=day_lazy(payment.paid_on) if payment.paid_on else "", bank=payment.bank, account=payment.account_number,
        n=claim.number,
    )  # fmt: skip
    _tell_firm(claim, subject, body, f"money.paid:{payment.pk}:{payment.attempt}", by=by, at=at)


def bounced(payment: Payment, *, by: Actor, at: datetime) -> None:
    """The firm learns that its account did not take the money."""
    subject = _("A payment came back from the bank")
    body = format_lazy(
        _("{amount} to {bank} {account} came back. Check the project account; report a changed account as a change."),
        amount=won_lazy(payment.amount_won), bank=payment.bank, account=payment.account_number,
    )  # fmt: skip
    _tell_firm(payment.claim, subject, body, f"money.bounced:{payment.pk}:{payment.attempt}", by=by, at=at)


def _tell_firm(claim: Claim, subject: str | Promise, body: str | Promise, key: str, *, by: Actor, at: datetime) -> None:
    people = people_with(Role.FIRM, organisation_id=claim.agreement.firm_id)
    send(to=people, subject=subject, body=body, kind="money.claim", by=by, at=at, link=_link(claim), dedupe_key=key)


def _link(claim: Claim) -> str:
    return reverse("money:claim", args=[claim.pk])
