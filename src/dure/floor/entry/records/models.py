"""Who corrected a record at the desk: the events say what and why, and no name unless the plant names people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.floor.plant.models import Site


class CorrectionVerb(models.TextChoices):
    """What was done."""

    CORRECTED = "corrected", pgettext_lazy("record", "corrected")
    TAKEN_BACK = "taken_back", pgettext_lazy("record", "taken back")
    UNDONE = "undone", pgettext_lazy("record", "correction undone")


class DeskCorrection(models.Model):
    """One correction made at the desk. `source_id` is the source of its events; `record_*` the key of the record.

    Personal data: the name of who corrected.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="desk_corrections")
    source_id = models.CharField(max_length=200)
    record_source = models.CharField(max_length=200)
    record_seq = models.BigIntegerField()
    verb = models.CharField(max_length=12, choices=CorrectionVerb.choices)
    reason = models.CharField(max_length=300)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("correction of a record")
        verbose_name_plural = _("corrections of records")
        ordering = ["site_id", "-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=("site", "source_id"), name="one_desk_correction_a_source")]

    def __str__(self) -> str:
        return f"{self.record_source} {self.record_seq}"
