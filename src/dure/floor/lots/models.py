"""Mock recalls: proof that a plant finds its lots in time. Lots themselves are computed from events."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.models import Site


class MockRecall(models.Model):
    """One exercise: from naming a lot to having confirmed where everything of it is.

    `lots` and `found_kg` are what the records led to when it was finished.
    Personal data: the names of who began and who finished it.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="mock_recalls")
    lot = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=120)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.CharField(max_length=120, blank=True)
    lots = models.PositiveIntegerField(null=True, blank=True)
    expected_kg = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    found_kg = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("mock recall")
        verbose_name_plural = _("mock recalls")
        ordering = ["site_id", "-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="mock_recall_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.lot}"
