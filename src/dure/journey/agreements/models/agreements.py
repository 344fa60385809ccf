"""Each firm's agreement with the versions of what was agreed."""

from django.db import models
from django.db.models import F, Q

from dure.foundation.parties.models import Establishment, Organisation
from dure.foundation.places.models import Place
from dure.journey.agreements.states import AgreementState
from dure.journey.applications.models import Application
from dure.journey.programmes.models import Programme

BEFORE_FORCE = (AgreementState.PREPARING.value, AgreementState.SIGNING.value)
NEVER_IN_FORCE = (*BEFORE_FORCE, AgreementState.CANCELLED.value)


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
                condition=Q(status__in=NEVER_IN_FORCE)
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
