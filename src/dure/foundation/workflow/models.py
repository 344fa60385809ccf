"""What moved, and what is owed by when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Organisation, Person


class Move(models.Model):
    """One change of state of one row: the history behind every status.

    Personal data: the actor's id and a typed reason.
    """

    model = models.CharField(max_length=60)
    row_id = models.CharField(max_length=40)
    transition = models.CharField(max_length=40)
    source = models.CharField(max_length=30)
    target = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["model", "row_id"], name="move_by_row")]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}: {self.source} → {self.target}"


class DelayCause(models.TextChoices):
    FIRM = "firm", _("Firm")
    SUPPLIER = "supplier", _("Supplier")
    OPERATOR = "operator", _("Operator")
    ASSESSOR = "assessor", _("Assessor")
    MENTOR = "mentor", _("Mentor")
    CITY = "city", _("City or county")
    OTHER = "other", _("Other")


class Deadline(models.Model):
    """Something owed by someone until a moment; kept after it was met, with who caused a delay.

    ``programme_id`` is the owner's number, not a key: the foundation does not know programmes.
    Personal data: the person who owes.
    """

    programme_id = models.BigIntegerField(null=True, blank=True)
    model = models.CharField(max_length=60)
    row_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    delay_cause = models.CharField(max_length=12, choices=DelayCause, blank=True)
    delay_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gte=F("set_at")), name="deadline_after_it_was_set"),
            models.UniqueConstraint(
                fields=["model", "row_id", "kind"],
                condition=Q(met_at__isnull=True, lifted_at__isnull=True),
                name="one_open_deadline_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="deadline_by_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.model} {self.row_id}"
