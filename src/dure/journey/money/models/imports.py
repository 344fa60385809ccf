"""What the bank and other systems say of payments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.documents.models import Document
from dure.foundation.parties.models import Person
from dure.journey.money.models.claims import Deposit
from dure.journey.money.models.payments import Payment
from dure.journey.money.models.recovery import Collection, Recovery
from dure.journey.money.states import RowState
from dure.journey.programmes.models import Programme


class SourceSystem(models.TextChoices):
    """Where a list comes from. What the office uses differs by funder and is data."""

    BANK = "bank", _("Bank")
    BOTAEM = "botaem", _("Botaem-e")
    RCMS = "rcms", _("RCMS")
    OFFICE = "office", _("The office's accounting")


class ImportDraft(models.Model):
    """A list of another system as it was read, to be looked at before it is imported; emptied once it was.

    ``content`` is the file itself: imported it becomes a document of the list, thrown away nothing of it is left.
    Personal data: counterparties' names and accounts, until it is imported or thrown away.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=8, choices=SourceSystem)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=b"")
    columns = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    skipped = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name


class ImportedList(models.Model):
    """A list of another system as it was handed in; ``repeated`` rows stood in an earlier one and are there once.

    Personal data: whatever the file says; it is a document.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="imported_lists")
    system = models.CharField(max_length=8, choices=SourceSystem)
    file = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    repeated = models.PositiveIntegerField(default=0)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["programme_id", "imported_at", "id"]

    def __str__(self) -> str:
        return f"{self.system} {self.pk}"


class ImportedRow(models.Model):
    """One row of such a list, and what it belongs to once matched: a payment of ours; where money came in (below
    zero) the firm's own cash or money due back, with the collection that was recorded of it.

    ``key`` tells the same row again when an overlapping list is imported.
    Personal data: a counterparty's name.
    """

    imported = models.ForeignKey(ImportedList, on_delete=models.PROTECT, related_name="rows")
    system = models.CharField(max_length=8, choices=SourceSystem)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    on = models.DateField()
    amount_won = models.BigIntegerField()
    reference = models.CharField(max_length=80, blank=True)
    account_number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=RowState, default=RowState.OPEN)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="told_by")
    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, null=True, blank=True, related_name="told_by")
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, null=True, blank=True, related_name="told_by")
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True, blank=True, related_name="told_by")
    how = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["imported_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="one_imported_row_a_number"),
            models.UniqueConstraint(
                fields=["payment", "system"], condition=Q(payment__isnull=False), name="told_once_by_each_system"
            ),
            models.UniqueConstraint(
                fields=["deposit", "system"], condition=Q(deposit__isnull=False), name="deposit_told_once_by_a_system"
            ),
            models.UniqueConstraint(
                fields=["collection", "system"],
                condition=Q(collection__isnull=False),
                name="collection_told_once_by_a_system",
            ),
            models.CheckConstraint(
                condition=~Q(status="matched")
                | Q(payment__isnull=False, amount_won__gt=0)
                | (Q(amount_won__lt=0) & (Q(deposit__isnull=False) | Q(recovery__isnull=False))),
                name="matched_rows_have_what_they_tell_of",
            ),
        ]
        indexes = [models.Index(fields=["key"], name="imported_row_by_key")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.imported_id}"
