"""Patterns that a human judges."""

from django.db import models
from django.utils.translation import pgettext_lazy

from dure.foundation.parties.models import Person
from dure.journey.agreements.models import Agreement
from dure.journey.money.states import SignalState
from dure.journey.programmes.models import Programme


class SignalKind(models.TextChoices):
    """Patterns of collusion, the certain ones first; each is for a human to judge and accuses nobody."""

    SAME_INVOICE = "same_invoice", pgettext_lazy("signal", "The same invoice twice")
    CANCELLED_INVOICE = "cancelled_invoice", pgettext_lazy("signal", "A cancelled invoice")
    ROUND_TRIP = "round_trip", pgettext_lazy("signal", "Money that came back")
    SAME_PLAN = "same_plan", pgettext_lazy("signal", "Identical plans")
    SAME_KPI = "same_kpi", pgettext_lazy("signal", "Identical KPI figures")
    SHARED_ACCOUNT = "shared_account", pgettext_lazy("signal", "A shared account")
    SHARED_PERSON = "shared_person", pgettext_lazy("signal", "A shared representative")
    SHARED_ADDRESS = "shared_address", pgettext_lazy("signal", "A shared address")


class Signal(models.Model):
    """A pattern found in the record: what, where and from which source; judged by a human with a reason.

    ``facts`` hold what was compared, ``key`` tells the same pattern again.
    Personal data: a shared representative may be named.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=18, choices=SignalKind)
    key = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    agreements = models.ManyToManyField(Agreement, related_name="signals")
    status = models.CharField(max_length=10, choices=SignalState, default=SignalState.NEW)
    found_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    judgement = models.TextField(blank=True)

    class Meta:
        ordering = ["programme_id", "-found_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["programme", "kind", "key"], name="one_signal_a_pattern")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
