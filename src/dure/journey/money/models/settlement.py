"""The settlement of a project and what each side bears of it."""

from django.db import models
from django.db.models import Q

from dure.foundation.parties.models import Person
from dure.journey.agreements.models import Agreement
from dure.journey.budgets.models import BudgetLine
from dure.journey.money.models.claims import ClaimLine
from dure.journey.money.states import SettlementState


class Settlement(models.Model):
    """The settlement (정산) of one agreement.

    ``due_on`` is the day by which it must be handed in; amounts stand once decided. ``absent`` says by code of the
    checklist why a paper is not there; ``objection`` is the firm's, ``answer`` the operator's.
    Personal data: the outside accountant, who reviewed and who decided it.
    """

    NOT_EVIDENCE = frozenset({"revision"})

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="settlement")
    status = models.CharField(max_length=10, choices=SettlementState, default=SettlementState.OPEN)
    due_on = models.DateField()
    accountant = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    interest_won = models.BigIntegerField(default=0)
    accepted_won = models.BigIntegerField(null=True, blank=True)
    disallowed_won = models.BigIntegerField(null=True, blank=True)
    unspent_won = models.BigIntegerField(null=True, blank=True)
    due_back_won = models.BigIntegerField(null=True, blank=True)
    opinion = models.TextField(blank=True)
    absent = models.JSONField(default=dict, blank=True)
    objection = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement_id"]
        indexes = [models.Index(fields=["status", "due_on"], name="settlement_by_day")]

    def __str__(self) -> str:
        return f"settlement of {self.agreement_id}"


class SettlementLine(models.Model):
    """A spending as settled: accepted, or disallowed with the reason. The claim's own line stays as it was.

    Personal data: none.
    """

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="lines")
    claim_line = models.OneToOneField(ClaimLine, on_delete=models.PROTECT, related_name="settled")
    accepted_won = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["settlement_id", "claim_line_id"]
        constraints = [models.CheckConstraint(condition=Q(accepted_won__gte=0), name="settled_line_not_negative")]

    def __str__(self) -> str:
        return f"{self.claim_line_id}: {self.accepted_won}"


class SettledShare(models.Model):
    """What one budget line bears of a decided settlement; the firm's own side has no line.

    Paid less share is due back: ``return_won`` of it was not spent, ``disallowed_won`` was and is not accepted.
    Personal data: none.
    """

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="shares")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    funder = models.CharField(max_length=10)
    paid_won = models.BigIntegerField()
    share_won = models.BigIntegerField()
    return_won = models.BigIntegerField(default=0)
    disallowed_won = models.BigIntegerField(default=0)
    interest_won = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["settlement_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "line"], name="one_settled_share_a_line"),
            models.CheckConstraint(
                condition=Q(
                    paid_won__gte=0, share_won__gte=0, return_won__gte=0, disallowed_won__gte=0, interest_won__gte=0
                ),
                name="settled_share_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funder} in {self.settlement_id}"
