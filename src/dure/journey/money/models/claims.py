"""Claims, their evidence line by line, the look at the firm and the approvals; the firm's own cash."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Person
from dure.journey.agreements.models import AgreedCost, Agreement
from dure.journey.money.states import ClaimState, DepositState


class Deposit(models.Model):
    """The firm's own cash as paid into the project account; public money moves only once it is confirmed.

    Personal data: none.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="deposits")
    amount_won = models.BigIntegerField()
    paid_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, choices=DepositState, default=DepositState.REPORTED)
    reported_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement_id", "paid_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount_won__gt=0), name="deposit_of_something")]

    def __str__(self) -> str:
        return f"{self.amount_won} of {self.agreement_id}"


class ClaimKind(models.TextChoices):
    ADVANCE = "advance", _("Advance payment")
    INTERIM = "interim", _("Interim payment")
    FINAL = "final", _("Final payment")
    EVIDENCE = "evidence", _("Evidence for the settlement")


ENDED_CLAIMS = (ClaimState.REJECTED.value, ClaimState.WITHDRAWN.value)


class Claim(models.Model):
    """A payment claim (지급신청) of a firm: the instalment, its evidence line by line, what was accepted.

    ``revision`` guards against two people saving or approving an old page; ``round`` counts how often it was handed
    in, and approvals of an earlier round count for nothing. Until it is handed in ``public_won`` is what would be paid
    for what stands in it. Of kind evidence it asks for nothing: a project that ended shows in its settlement what it
    spent and had not claimed.
    Personal data: who checked it.
    """

    NOT_EVIDENCE = frozenset({"revision"})

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=8, choices=ClaimKind)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    public_won = models.BigIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_claim_a_number"),
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                condition=Q(kind__in=["advance", "final", "evidence"]) & ~Q(status__in=ENDED_CLAIMS),
                name="one_live_advance_and_final_claim",
            ),
            models.CheckConstraint(condition=Q(public_won__gte=0), name="claim_not_negative"),
        ]
        indexes = [models.Index(fields=["status", "submitted_at"], name="claim_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.agreement_id}"


class EvidenceKind(models.TextChoices):
    TAX_INVOICE = "tax_invoice", _("Electronic tax invoice")
    CARD_SLIP = "card_slip", _("Card slip")
    TRANSFER = "transfer", _("Transfer slip")
    PAYROLL = "payroll", _("Payroll (in kind)")
    PHOTO = "photo", _("Photo")


class ClaimLine(models.Model):
    """One spending: which agreed cost it belongs to, its evidence, what of it was accepted.

    ``supply_won`` is net of VAT; the invoice is known by issuer and approval number, and counts once: ``counts`` holds
    from handing in until the claim is given back, rejected or withdrawn.
    Personal data: none (payroll names stay in the documents).
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    cost = models.ForeignKey(AgreedCost, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    evidence = models.CharField(max_length=12, choices=EvidenceKind)
    invoice_no = models.CharField(max_length=40, blank=True)
    issuer_number = models.CharField(max_length=10, blank=True)
    issuer_name = models.CharField(max_length=120, blank=True)
    spent_on = models.DateField()
    supply_won = models.BigIntegerField()
    vat_won = models.BigIntegerField(default=0)
    in_kind = models.BooleanField(default=False)
    accepted_won = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    counts = models.BooleanField(default=False)

    class Meta:
        ordering = ["claim_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="one_claim_line_a_number"),
            models.UniqueConstraint(
                fields=["issuer_number", "invoice_no"],
                condition=Q(counts=True) & ~Q(invoice_no=""),
                name="one_invoice_is_claimed_once",
            ),
            models.CheckConstraint(
                condition=Q(supply_won__gt=0, vat_won__gte=0)
                & (Q(accepted_won__isnull=True) | Q(accepted_won__gte=0, accepted_won__lte=F("supply_won"))),
                name="claim_line_accepts_no_more_than_claimed",
            ),
            models.CheckConstraint(
                condition=Q(accepted_won__isnull=True) | Q(accepted_won=F("supply_won")) | ~Q(reason=""),
                name="a_disallowed_line_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["cost"], name="claim_line_by_cost")]

    def __str__(self) -> str:
        return f"{self.claim_id} line {self.number}"


class StandingCheck(models.Model):
    """That the firm is in business and owes no taxes, looked up and recorded for one claim.

    Personal data: none.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="standing_checks")
    in_business = models.BooleanField()
    no_arrears = models.BooleanField()
    checked_on = models.DateField()
    source = models.CharField(max_length=160)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["claim_id", "checked_on", "id"]

    def __str__(self) -> str:
        return f"standing for {self.claim_id}"


class Approval(models.Model):
    """One pair of eyes on a claim; the steps are taken in order, each by another person.

    Personal data: the approver.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="approvals")
    round = models.PositiveSmallIntegerField(default=1)
    step = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["claim_id", "round", "step"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "round", "step"], name="one_approval_a_step"),
            models.UniqueConstraint(fields=["claim", "round", "by"], name="two_steps_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} step {self.step}"
