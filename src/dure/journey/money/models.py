"""Claims, payments, what other systems say of them, settlement, money due back, the books and the signals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.documents.models import Document
from dure.foundation.parties.models import Organisation, Person
from dure.journey.agreements.models import AgreedCost, Agreement, Ending
from dure.journey.budgets.models import BudgetLine
from dure.journey.money.states import (
    BatchState,
    ClaimState,
    DepositState,
    PaymentState,
    RecoveryState,
    RowState,
    SettlementState,
    SignalState,
)
from dure.journey.programmes.models import Programme


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


ENDED_CLAIMS = (ClaimState.REJECTED.value, ClaimState.WITHDRAWN.value)


class Claim(models.Model):
    """A payment claim (지급신청) of a firm: the instalment, its evidence line by line, what was accepted.

    ``revision`` guards against two people saving or approving an old page; ``round`` counts how often it was handed
    in, and approvals of an earlier round count for nothing. Until it is handed in ``public_won`` is what would be paid
    for what stands in it.
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
                condition=Q(kind__in=["advance", "final"]) & ~Q(status__in=ENDED_CLAIMS),
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


class SourceSystem(models.TextChoices):
    """Where a list comes from. What the office uses differs by funder and is data."""

    BANK = "bank", _("Bank")
    BOTAEM = "botaem", _("Botaem-e")
    RCMS = "rcms", _("RCMS")
    OFFICE = "office", _("The office's accounting")


class ImportDraft(models.Model):
    """A list of another system as it was read, to be looked at before it is imported; emptied once it was.

    Personal data: counterparties' names and accounts, until it is imported or thrown away.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=8, choices=SourceSystem)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
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
    """One row of such a list, and the payment it belongs to once matched.

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
    how = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["imported_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="one_imported_row_a_number"),
            models.UniqueConstraint(
                fields=["payment", "system"], condition=Q(payment__isnull=False), name="told_once_by_each_system"
            ),
            models.CheckConstraint(
                condition=~Q(status="matched") | Q(payment__isnull=False),
                name="matched_rows_have_their_payment",
            ),
        ]
        indexes = [models.Index(fields=["key"], name="imported_row_by_key")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.imported_id}"


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


class RecoveryKind(models.TextChoices):
    """Four different things, each with its own cause."""

    RETURN = "return", _("Return of unspent money and interest")
    DISALLOWED = "disallowed", _("Collection of disallowed spending")
    RECOVERY = "recovery", _("Recovery after a violation")
    SURCHARGE = "surcharge", _("Punitive surcharge")


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


class BookEntry(models.Model):
    """One double entry in the programme's books; its postings sum to zero in every fund. Never changed.

    ``source`` names the row and event it comes from, so that nothing is booked twice.
    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="book_entries")
    event = models.CharField(max_length=32)
    source = models.CharField(max_length=120)
    on = models.DateField()
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["programme_id", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "source"], name="one_entry_a_source")]

    def __str__(self) -> str:
        return f"{self.event} {self.source}"


class Posting(models.Model):
    """One side of an entry, in the words of ``engine.money.books``; debit positive, credit negative.

    The programme is the entry's, repeated here so that statements over many entries need not read them.
    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=32)
    funder = models.CharField(max_length=10)
    fiscal_year = models.PositiveSmallIntegerField()
    place_code = models.CharField(max_length=10, blank=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payee = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    won = models.BigIntegerField()

    class Meta:
        ordering = ["entry_id", "id"]
        constraints = [models.CheckConstraint(condition=~Q(won=0), name="posting_of_something")]
        indexes = [
            models.Index(fields=["agreement", "account"], name="posting_by_project"),
            models.Index(fields=["funder", "fiscal_year", "place_code", "account"], name="posting_by_fund"),
            models.Index(
                fields=["programme", "agreement", "account", "funder", "fiscal_year", "place_code", "won"],
                name="posting_for_statements",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.won}"


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
