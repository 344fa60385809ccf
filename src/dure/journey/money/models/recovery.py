"""Money due back: its parts and what came of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Organisation
from dure.journey.agreements.models import Agreement, Ending
from dure.journey.budgets.models import BudgetLine
from dure.journey.money.models.settlement import Settlement
from dure.journey.money.states import RecoveryState


class RecoveryKind(models.TextChoices):
    """Different things, each with its own cause; they are never added up."""

    RETURN = "return", _("Return of unspent money and interest")
    DISALLOWED = "disallowed", _("Collection of disallowed spending")
    RECOVERY = "recovery", _("Recovery after a violation")
    SURCHARGE = "surcharge", _("Punitive surcharge")
    ASSET = "asset", _("Due back for an asset given away")


class Recovery(models.Model):
    """Money that must come back from a firm or supplier, to one budget line, and how much has come.

    ``interest_won`` is the part of the amount that is interest; it comes last. ``passed_on_won`` is what of the
    collected went on to the funder; ``source`` keeps one cause from opening it twice.
    Personal data: none.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="recoveries")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    debtor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RecoveryKind)
    ending = models.ForeignKey(Ending, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    amount_won = models.BigIntegerField()
    interest_won = models.BigIntegerField(default=0)
    collected_won = models.BigIntegerField(default=0)
    passed_on_won = models.BigIntegerField(default=0)
    self_reported = models.BooleanField(default=False)
    reason = models.CharField(max_length=300)
    letter_no = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=80, blank=True)
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=RecoveryState, default=RecoveryState.OPEN)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_won__gt=0, collected_won__gte=0) & Q(collected_won__lte=F("amount_won")),
                name="no_more_is_collected_than_due",
            ),
            models.CheckConstraint(
                condition=~Q(status="collected") | Q(collected_won=F("amount_won")), name="collected_means_all_of_it"
            ),
            models.CheckConstraint(
                condition=Q(
                    interest_won__gte=0,
                    interest_won__lte=F("amount_won"),
                    passed_on_won__gte=0,
                    passed_on_won__lte=F("collected_won"),
                ),
                name="no_more_is_passed_on_than_collected",
            ),
            models.UniqueConstraint(fields=["source"], condition=~Q(source=""), name="one_recovery_a_source"),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="recovery_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_won}"


class Instalment(models.Model):
    """A part of money due back, by its day.

    Personal data: none.
    """

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    amount_won = models.BigIntegerField()
    due_on = models.DateField()

    class Meta:
        ordering = ["recovery_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["recovery", "number"], name="one_instalment_a_number"),
            models.CheckConstraint(condition=Q(amount_won__gt=0), name="instalment_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_won} by {self.due_on}"


class Collection(models.Model):
    """One payment towards money due back.

    Personal data: none.
    """

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="collections")
    amount_won = models.BigIntegerField()
    on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recovery_id", "on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount_won__gt=0), name="collection_of_something")]

    def __str__(self) -> str:
        return f"{self.amount_won} on {self.on}"
