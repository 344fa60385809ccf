"""Payments and batches as those who may see them find them."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.money.access import VIEW_BATCH, VIEW_PAYMENT
from dure.journey.money.models import Batch, Payment
from dure.journey.money.states import PaymentState

RELATED = ("claim__agreement__firm", "claim__agreement__programme", "line__funder", "batch", "payee")


def payments_of(programme_id: int) -> QuerySet[Payment]:
    """The payments of a programme."""
    return Payment.objects.filter(claim__agreement__programme_id=programme_id).select_related(*RELATED)


def payments_of_claim(claim_id: int) -> QuerySet[Payment]:
    """The payments of a claim."""
    return Payment.objects.filter(claim_id=claim_id).select_related(*RELATED)


def to_batch(programme_id: int) -> QuerySet[Payment]:
    """Ordered payments that are in no batch yet."""
    return payments_of(programme_id).filter(status=PaymentState.ORDERED, batch__isnull=True)


def visible_payments(actor: Actor) -> QuerySet[Payment]:
    """Every payment within the actor's sight."""
    return VIEW_PAYMENT.rows(actor, Payment.objects.select_related(*RELATED))


def visible_batches(actor: Actor) -> QuerySet[Batch]:
    """Every batch within the actor's sight."""
    return VIEW_BATCH.rows(actor, Batch.objects.select_related("programme", "file"))
