"""The memorandum, its parties and what each undertook."""

from django.db import models
from django.db.models import F, Q

from dure.foundation.parties.models import Organisation, Person
from dure.journey.agreements.states import MemorandumState, ObligationState
from dure.journey.programmes.models import Programme


class Memorandum(models.Model):
    """The memorandum (업무협약) of province, cities, council, partner, forum and operator for a programme.

    Personal data: none of its own.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="memoranda")
    title = models.CharField(max_length=160)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=MemorandumState, default=MemorandumState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="memorandum_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title


class MemorandumParty(models.Model):
    """A party of the memorandum, in signing order; the same order signs side by side.

    Personal data: the signatory.
    """

    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    signatory = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["memorandum_id", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["memorandum", "organisation"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} of {self.memorandum_id}"


class Obligation(models.Model):
    """What a party of the memorandum undertook, watched until it is met.

    Personal data: none.
    """

    party = models.ForeignKey(MemorandumParty, on_delete=models.PROTECT, related_name="obligations")
    text = models.CharField(max_length=300)
    amount_won = models.BigIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=ObligationState, default=ObligationState.OPEN)
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["party_id", "due_on", "id"]

    def __str__(self) -> str:
        return self.text[:40]
