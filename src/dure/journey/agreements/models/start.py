"""The notice of start and the bonds."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.journey.agreements.models.agreements import Agreement
from dure.journey.agreements.states import StartState


class StartNotice(models.Model):
    """The notice of start (착수계): account, kick-off and schedule.

    ``saved_from`` names the open page that saved last: its own next save is never stale.

    Personal data: the account holder's name, as a rule the firm's.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="start")
    status = models.CharField(max_length=10, choices=StartState, default=StartState.DRAFT)
    bank = models.CharField(max_length=40, blank=True)
    account_number = models.CharField(max_length=40, blank=True)
    account_holder = models.CharField(max_length=80, blank=True)
    kickoff_at = models.DateTimeField(null=True, blank=True)
    schedule = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=40, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement_id"]

    def __str__(self) -> str:
        return f"start of {self.agreement_id}"


class BondKind(models.TextChoices):
    PERFORMANCE = "performance", _("Performance bond")
    ADVANCE = "advance", _("Advance bond")
    DEFECT = "defect", _("Defect bond")


class Bond(models.Model):
    """A surety bond (보증보험증권) handed in for an agreement; a renewal replaces the one before.

    Personal data: none.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bonds")
    kind = models.CharField(max_length=12, choices=BondKind)
    issuer = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    amount_won = models.BigIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement_id", "kind", "until_on"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="one_bond_a_number"),
            models.CheckConstraint(
                condition=Q(amount_won__gt=0) & Q(until_on__gte=F("from_on")), name="bond_amount_and_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
