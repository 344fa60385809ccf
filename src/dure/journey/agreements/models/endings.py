"""Agreements that end before they are completed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.journey.agreements.models.agreements import Agreement
from dure.journey.agreements.states import EndingState


class EndingKind(models.TextChoices):
    GIVING_UP = "giving_up", _("Giving up midway")
    TERMINATION = "termination", _("Termination")


class Fault(models.TextChoices):
    NOBODY = "nobody", _("Nobody's fault")
    FIRM = "firm", _("The firm's fault")
    SUPPLIER = "supplier", _("The supplier's fault")
    VIOLATION = "violation", _("Violation or fraud")


class Ending(models.Model):
    """An agreement that ends before it is completed: who asked, whose fault, and from when it no longer runs.

    Personal data: none of its own.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="endings")
    kind = models.CharField(max_length=12, choices=EndingKind)
    fault = models.CharField(max_length=10, choices=Fault)
    status = models.CharField(max_length=10, choices=EndingState, default=EndingState.ASKED)
    cause = models.TextField()
    effective_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement_id", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(status__in=["asked", "decided"]), name="one_ending_an_agreement"
            )
        ]

    def __str__(self) -> str:
        return f"ending of {self.agreement_id}"
