"""Payments put together for the bank: one file, which stays as it is once it was sent."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import remove, store_bytes
from dure.foundation.documents.models import Document
from dure.foundation.documents.queries import of
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.money.access import KEEP_BATCH, MAKE_BATCH, SEND_BATCH
from dure.journey.money.lists.transfer import transfer_csv, transfer_xlsx
from dure.journey.money.models import Batch, Payment
from dure.journey.money.states import BatchState, PaymentState
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import lock_programme

EXCEL, CSV = "bank_transfer_xlsx", "bank_transfer_csv"


def make_batch(*, programme: Programme, payments: Iterable[Payment], by: Actor, at: datetime) -> Batch:
    """Put ordered payments of a programme into a new batch; each goes into one batch only."""
    MAKE_BATCH.demand(by, programme)
    wanted = {payment.pk for payment in payments}
    with act("money.make_batch", chain=programme.chain, by=by, at=at) as this:
        lock_programme(programme.pk)
        rows = Payment.objects.select_for_update(of=("self",)).filter(
            pk__in=wanted, claim__agreement__programme=programme, status=PaymentState.ORDERED, batch__isnull=True
        )
        found = list(rows)
        if not wanted:
            raise ActionRefused(_("Choose at least one payment."))
        if len(found) != len(wanted):
            raise ActionRefused(
                _("%(count)d of the chosen payments are in a batch already or no longer to be paid. Choose again.")
                % {"count": len(wanted) - len(found)}
            )
        batch = Batch.objects.create(
            programme=programme, number=Batch.objects.filter(programme=programme).count() + 1, made_at=at
        )
        this.about(batch)
        for row in found:
            row.batch = batch
            row.save(update_fields=["batch"])
        this.evidence(*found)
    return batch


def take_out(*, payment: Payment, by: Actor, at: datetime) -> Payment:
    """Take a payment out of a batch that was not sent; the file must be made again."""
    batch = payment.batch
    if batch is None:
        return payment
    KEEP_BATCH.demand(by, batch)
    with act("money.change_batch", chain=batch.programme.chain, by=by, at=at, subject=batch) as this:
        row = _locked_open(batch)
        payment.batch = None
        payment.save(update_fields=["batch"])
        this.evidence(payment)
        _drop_files(row, this)
    return payment


def export_batch(*, batch: Batch, by: Actor, at: datetime) -> Document:
    """Make the bank's files (Excel and CSV) of a batch, and keep them with their digests; made once, read ever after.

    Returns the Excel file; the CSV stands beside it among the batch's documents.
    """
    KEEP_BATCH.demand(by, batch)
    chain = batch.programme.chain
    with act("money.export_batch", chain=chain, by=by, at=at, subject=batch) as this:
        row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if row.file is not None:
            return row.file
        if row.status != BatchState.OPEN:
            raise ActionRefused(_("The batch has been sent without a file; nothing is made after that."))
        payments = list(row.payments.select_related("payee").order_by("reference"))
        if not payments:
            raise ActionRefused(_("The batch is empty. Make another one."))
        name = f"{batch.programme.slug}-{row.number:03d}"
        made: dict[str, Any] = {"subject": row, "by": by, "at": at, "chain": chain, "programme_id": row.programme_id}
        store_bytes(content=transfer_csv(payments), name=f"{name}.csv", kind=CSV, **made)
        row.file = store_bytes(content=transfer_xlsx(payments, at), name=f"{name}.xlsx", kind=EXCEL, **made)
        row.save(update_fields=["file"])
        this.detail["sha256"] = row.file.sha256
    batch.refresh_from_db()
    return row.file


def send_batch(*, batch: Batch, by: Actor, at: datetime) -> Batch:
    """Record that the file went to the bank; from now on neither it nor the batch changes."""
    SEND_BATCH.demand(by, batch)
    with act("money.send_batch", chain=batch.programme.chain, by=by, at=at, subject=batch) as this:
        row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if row.file is None:
            raise ActionRefused(_("Make the bank's file first."))
        move(row, "send", by=by, at=at)
        row.sent_at = at
        row.save(update_fields=["sent_at"])
        for payment in row.payments.select_for_update():
            move(payment, "send", by=by, at=at)
        this.detail["sha256"] = row.file.sha256
    batch.refresh_from_db()
    return batch


def _locked_open(batch: Batch) -> Batch:
    row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.status != BatchState.OPEN:
        raise ActionRefused(_("The batch has been sent; it can no longer be changed."))
    return row


def _drop_files(batch: Batch, this: Act) -> None:
    for document in of(batch):
        remove(document=document, by=this.by, at=this.at, chain=batch.programme.chain)
    batch.file = None
    batch.save(update_fields=["file"])
