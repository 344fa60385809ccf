"""Budget lines of the funders, every movement on them, and what of each line is promised to which firm."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.parties.models import Organisation, Person
from dure.foundation.places.models import Place
from dure.journey.applications.models import Application
from dure.journey.budgets.states import LineState
from dure.journey.programmes.models import Programme


class LegalNature(models.TextChoices):
    """What the money is in law: it decides which system executes it and which rules hold."""

    LOCAL_SUBSIDY = "local_subsidy", _("Local subsidy")
    CONTRIBUTION = "contribution", _("Contribution")
    ENTRUSTED = "entrusted", _("Entrusted work")
    NATIONAL_SUBSIDY = "national_subsidy", _("National subsidy")
    PRIVATE = "private", _("Private money")


class BudgetLine(models.Model):
    """What one funder sets aside for the programme in one fiscal year, and how far it has come.

    The amounts are the sums of the line's movements; the database refuses any that exceeds what it rests on.
    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="budget_lines")
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    nature = models.CharField(max_length=18, choices=LegalNature)
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=8, choices=LineState, default=LineState.OPEN)
    budgeted_won = models.BigIntegerField(default=0)
    carried_in_budget_won = models.BigIntegerField(default=0)
    carried_in_cash_won = models.BigIntegerField(default=0)
    carried_in_accidental_won = models.BigIntegerField(default=0)
    requested_won = models.BigIntegerField(default=0)
    decided_won = models.BigIntegerField(default=0)
    granted_won = models.BigIntegerField(default=0)
    spent_won = models.BigIntegerField(default=0)
    settled_won = models.BigIntegerField(default=0)
    returned_won = models.BigIntegerField(default=0)
    disallowed_returned_won = models.BigIntegerField(default=0)
    interest_won = models.BigIntegerField(default=0)
    interest_returned_won = models.BigIntegerField(default=0)
    carry_budget_won = models.BigIntegerField(default=0)
    carry_cash_won = models.BigIntegerField(default=0)
    carry_accidental_won = models.BigIntegerField(default=0)
    promised_won = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["programme_id", "fiscal_year", "place__code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "funder", "fiscal_year", "nature", "name"], name="one_line_a_funder_year_and_name"
            ),
            models.CheckConstraint(
                condition=Q(
                    budgeted_won__gte=0,
                    carried_in_budget_won__gte=0,
                    carried_in_cash_won__gte=0,
                    carried_in_accidental_won__gte=0,
                    requested_won__gte=0,
                    decided_won__gte=0,
                    granted_won__gte=0,
                    spent_won__gte=0,
                    settled_won__gte=0,
                    returned_won__gte=0,
                    disallowed_returned_won__gte=0,
                    interest_won__gte=0,
                    interest_returned_won__gte=0,
                    carry_budget_won__gte=0,
                    carry_cash_won__gte=0,
                    carry_accidental_won__gte=0,
                    promised_won__gte=0,
                ),
                name="budget_line_never_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    requested_won__lte=F("budgeted_won") + F("carried_in_budget_won"),
                    decided_won__lte=F("requested_won"),
                    granted_won__lte=F("decided_won"),
                    promised_won__lte=F("decided_won") + F("carried_in_cash_won"),
                ),
                name="budget_line_rests_on_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(
                    budgeted_won__gte=F("granted_won") + F("carry_budget_won") - F("carried_in_budget_won"),
                    granted_won__gte=F("spent_won")
                    + F("returned_won")
                    + F("carry_cash_won")
                    - F("carried_in_cash_won"),
                    settled_won__lte=F("spent_won"),
                    disallowed_returned_won__lte=F("spent_won") - F("settled_won"),
                    interest_returned_won__lte=F("interest_won"),
                ),
                name="budget_line_spends_what_it_has",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.fiscal_year}"


class MovementKind(models.TextChoices):
    """The steps of public money in the words of a local government's books (``engine.money.budget.Kind``)."""

    BUDGET = "budget", _("Budgeted")
    SUPPLEMENT = "supplement", _("Supplementary budget")
    REQUEST = "request", _("Grant requested")
    DECIDE = "decide", _("Grant decided")
    GRANT = "grant", pgettext_lazy("budget", "Granted")
    SPEND = "spend", _("Spent")
    SETTLE = "settle", _("Accepted in settlement")
    RETURN = "return", _("Returned to the funder")
    RETURN_DISALLOWED = "return_disallowed", _("Disallowed money returned")
    INTEREST = "interest", pgettext_lazy("budget", "Interest")
    RETURN_INTEREST = "return_interest", _("Interest returned")
    CARRY_PLANNED = "carry_planned", _("Planned carry-over")
    CARRY_ACCIDENTAL = "carry_accidental", _("Accidental carry-over")
    CARRIED_IN = "carried_in", _("Carried in")


class Movement(models.Model):
    """One booking on a line, with the official letter it rests on; never changed, only booked against.

    ``cash_won`` is the part of a carry-over that was granted and unspent; the rest is budget.

    Personal data: the person who booked it.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=18, choices=MovementKind)
    amount_won = models.BigIntegerField()
    cash_won = models.BigIntegerField(default=0)
    on = models.DateField()
    letter_no = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    carried = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_from")
    source_key = models.CharField(max_length=80, blank=True)
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["line_id", "on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_won=0), name="movement_moves_something"),
            models.CheckConstraint(
                condition=Q(amount_won__gt=0) | Q(kind="supplement") | ~Q(reason=""),
                name="a_correction_has_its_reason",
            ),
            models.UniqueConstraint(
                fields=["line", "kind", "source_key"], condition=~Q(source_key=""), name="one_movement_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_won}"


class Promise(models.Model):
    """The part of a line that a firm's project is granted (교부결정 내역); all promises stay within the decision.

    Personal data: none.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="promises")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="promises")
    amount_won = models.BigIntegerField()
    spent_won = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["line_id", "application_id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "application"], name="one_promise_a_line_and_project"),
            models.CheckConstraint(
                condition=Q(amount_won__gte=0, spent_won__gte=0) & Q(spent_won__lte=F("amount_won")),
                name="promise_is_not_exceeded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.amount_won}"
