"""Amendments of an agreement."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Person
from dure.journey.agreements.models.agreements import Agreement
from dure.journey.agreements.states import ChangeState


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
