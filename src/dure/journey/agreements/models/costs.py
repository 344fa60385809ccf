"""The cost calculation of a selected firm's plan and its lines."""

from django.db import models
from django.db.models import F, Q

from dure.journey.agreements.states import ReviewState
from dure.journey.applications.models import Application, PlanVersion


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
