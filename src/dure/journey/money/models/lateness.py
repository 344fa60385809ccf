"""Liquidated damages for a late build."""

from django.db import models
from django.db.models import F, Q

from dure.foundation.parties.models import Person
from dure.journey.agreements.models import Agreement
from dure.journey.money.states import LateState


class LateCharge(models.Model):
    """Liquidated damages (지체상금) of one build: proposed by the reckoning, confirmed or waived by a person.

    The terms stand as they were when it was reckoned: ``pct_per_day`` and ``max_pct`` of ``base_won``, the agreed
    cost. Confirmed it lowers the final payment; ``excused_days`` are days that others caused.
    Personal data: who decided it.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="late_charge")
    status = models.CharField(max_length=10, choices=LateState, default=LateState.PROPOSED)
    agreed_on = models.DateField()
    done_on = models.DateField()
    base_won = models.BigIntegerField()
    pct_per_day = models.DecimalField(max_digits=5, decimal_places=3)
    max_pct = models.DecimalField(max_digits=5, decimal_places=2)
    excused_days = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField()
    amount_won = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["agreement_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_won__gte=0, amount_won__lte=F("base_won")), name="late_charge_within_the_cost"
            ),
            models.CheckConstraint(condition=Q(done_on__gt=F("agreed_on")), name="late_charge_of_a_late_build"),
            models.CheckConstraint(
                condition=~Q(status="waived") | ~Q(reason=""), name="a_waived_late_charge_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days of {self.agreement_id}"
