"""What the programme's own database holds of the event files: the daily head of each chain."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.models import Site


class DailyHead(models.Model):
    """The chain of a site's events as it stood when the day was closed; evidence of a ledger entry.

    Personal data: none.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="heads")
    day = models.DateField()
    batches = models.PositiveBigIntegerField()
    events = models.PositiveBigIntegerField()
    chain = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("daily head of a plant's events")
        verbose_name_plural = _("daily heads of plants' events")
        ordering = ["site_id", "-day"]
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="one_head_a_site_and_day")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"
