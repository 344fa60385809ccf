"""Payments of public money and the batches in which they go to the bank."""

from django.db import models
from django.db.models import Q

from dure.foundation.documents.models import Document
from dure.foundation.parties.models import Organisation
from dure.journey.budgets.models import BudgetLine
from dure.journey.money.models.claims import Claim
from dure.journey.money.states import BatchState, PaymentState
from dure.journey.programmes.models import Programme


class Batch(models.Model):
    """Payments that go to the bank in one file.

    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="payment_batches")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=6, choices=BatchState, default=BatchState.OPEN)
    file = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_batch_a_number")]

    def __str__(self) -> str:
        return f"batch {self.number}"


class Payment(models.Model):
    """Public money for one claim out of one budget line, to one account; ``attempt`` counts on after it bounced.

    Personal data: the account holder, as a rule the firm.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payments")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    payee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, unique=True)
    amount_won = models.BigIntegerField()
    bank = models.CharField(max_length=40)
    account_number = models.CharField(max_length=40)
    account_holder = models.CharField(max_length=80)
    status = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.ORDERED)
    attempt = models.PositiveSmallIntegerField(default=1)
    ordered_at = models.DateTimeField()
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["claim_id", "line_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "line"], condition=~Q(status="cancelled"), name="one_payment_a_claim_and_line"
            ),
            models.CheckConstraint(condition=Q(amount_won__gt=0), name="payment_of_something"),
        ]
        indexes = [models.Index(fields=["status", "paid_on"], name="payment_by_state")]

    def __str__(self) -> str:
        return self.reference
