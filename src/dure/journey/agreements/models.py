"""The memorandum, each firm's agreement with its plan versions, its start, its changes and its early end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Establishment, Organisation, Person
from dure.foundation.places.models import Place
from dure.journey.agreements.states import (
    AgreementState,
    ChangeState,
    EndingState,
    MemorandumState,
    ObligationState,
    ReviewState,
    StartState,
)
from dure.journey.applications.models import Application, PlanVersion
from dure.journey.programmes.models import Programme


class CostReview(models.Model):
    """The cost calculation (원가계산) of a selected firm's plan by an independent body.

    Personal data: none.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="cost_review")
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=120, blank=True)
    letter_no = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=8, choices=ReviewState, default=ReviewState.OPEN)
    opened_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application_id"]

    def __str__(self) -> str:
        return f"cost of {self.application_id}"


class CostReviewLine(models.Model):
    """One line of the plan's cost table as reviewed: accepted, or cut with the reason.

    Personal data: none.
    """

    review = models.ForeignKey(CostReview, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    planned_won = models.BigIntegerField()
    accepted_won = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["review_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_review_line_a_number"),
            models.CheckConstraint(
                condition=Q(planned_won__gte=0)
                & (Q(accepted_won__isnull=True) | Q(accepted_won__gte=0, accepted_won__lte=F("planned_won"))),
                name="a_review_cuts_and_never_adds",
            ),
            models.CheckConstraint(
                condition=Q(accepted_won__isnull=True) | Q(accepted_won=F("planned_won")) | ~Q(reason=""),
                name="a_cut_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} line {self.number}"


BEFORE_FORCE = (AgreementState.PREPARING.value, AgreementState.SIGNING.value)


class Agreement(models.Model):
    """The project agreement (사업협약) of operator, firm and supplier for one selected firm.

    What was agreed stands in its plan versions; ``current`` is the one in force, ``starts_on`` and ``ends_on`` are its
    days, kept here for lists and deadlines.
    Personal data: none of its own.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="agreements")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="agreement")
    number = models.CharField(max_length=60)
    type_code = models.CharField(max_length=40)
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=AgreementState, default=AgreementState.PREPARING)
    current = models.OneToOneField(
        "AgreedPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="in_force_for"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    search_key = models.TextField(blank=True, editable=False)

    NOT_EVIDENCE = frozenset({"search_key"})

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_agreement_a_number"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="agreement_days_in_order",
            ),
            models.CheckConstraint(condition=~Q(firm=F("supplier")), name="a_firm_is_not_its_own_supplier"),
            models.CheckConstraint(
                condition=Q(status__in=BEFORE_FORCE)
                | Q(current__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="in_force_has_its_plan_and_days",
            ),
        ]
        indexes = [models.Index(fields=["programme", "status", "ends_on"], name="agreement_by_state")]

    def __str__(self) -> str:
        return self.number


class AgreedPlan(models.Model):
    """A version of what was agreed: plan, accepted cost table and shares. Version 1 follows the cost calculation;
    each approved change makes the next. Never changed.

    ``plan`` is an ``applications.plan.Plan`` as JSON; ``change`` is None for version 1 only.
    Personal data: plan texts may name people.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    plan = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    cost_won = models.BigIntegerField()
    province_won = models.BigIntegerField()
    city_won = models.BigIntegerField()
    partner_won = models.BigIntegerField(default=0)
    firm_cash_won = models.BigIntegerField()
    firm_in_kind_won = models.BigIntegerField(default=0)
    vat_won = models.BigIntegerField(default=0)
    change = models.OneToOneField("Change", on_delete=models.PROTECT, null=True, blank=True, related_name="made")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_agreed_plan_a_number"),
            models.CheckConstraint(
                condition=Q(
                    cost_won=F("province_won")
                    + F("city_won")
                    + F("partner_won")
                    + F("firm_cash_won")
                    + F("firm_in_kind_won")
                ),
                name="agreed_shares_sum_to_the_cost",
            ),
            models.CheckConstraint(
                condition=Q(
                    province_won__gte=0,
                    city_won__gte=0,
                    partner_won__gte=0,
                    firm_cash_won__gte=0,
                    firm_in_kind_won__gte=0,
                    vat_won__gte=0,
                ),
                name="no_negative_agreed_share",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="agreed_days_in_order"),
            models.CheckConstraint(
                condition=Q(number=1, change__isnull=True) | Q(number__gt=1, change__isnull=False),
                name="no_new_version_without_a_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} v{self.number}"


class AgreedCost(models.Model):
    """A line of the accepted cost table of one version: what claims are held against.

    Personal data: none.
    """

    plan = models.ForeignKey(AgreedPlan, on_delete=models.PROTECT, related_name="costs")
    number = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    amount_won = models.BigIntegerField()

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_agreed_cost_a_number"),
            models.CheckConstraint(condition=Q(amount_won__gte=0), name="agreed_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.amount_won}"


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


class ChangeKind(models.TextChoices):
    CONTACT = "contact", _("Contact person")
    REPRESENTATIVE = "representative", _("Representative")
    ACCOUNT = "account", _("Account")
    PERIOD_SHORT = "period_short", _("Period, up to the reporting limit")
    COST = "cost", _("Cost table")
    SITE = "site", _("Site of the factory")
    PERIOD_LONG = "period_long", _("Period, beyond the reporting limit")
    SUPPLIER = "supplier", _("Supplier")


class ChangeRoute(models.TextChoices):
    """A matter to report (통보사항) or one that needs approval (승인사항)."""

    REPORT = "report", _("Matter to report")
    APPROVAL = "approval", _("Matter to approve")


OPEN_CHANGES = (ChangeState.DRAFT.value, ChangeState.SUBMITTED.value)


class Change(models.Model):
    """An amendment of an agreement (협약변경); one is open at a time.

    ``before`` and ``after`` hold the changed values by field, money in won, days as ISO dates; ``saved_from`` as
    in the notice of start.
    Personal data: a contact person or representative may be named.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=ChangeKind)
    route = models.CharField(max_length=10, choices=ChangeRoute)
    status = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.DRAFT)
    cause_on = models.DateField()
    reason = models.TextField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["agreement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_change_a_number"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(status__in=OPEN_CHANGES), name="one_open_change_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} change {self.number}"


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
