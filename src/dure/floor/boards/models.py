"""The facts of plants that share figures, kept so that a page of many plants need not reckon each of them anew.

Nothing here is a record: all of it can be thrown away and reckoned again from the events.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.models import PlantVersion, Site


class Reckoned(models.Model):
    """As of which state of its records a plant was reckoned. `head` is the chain's value, `version` the plant's.

    `shape` says which machines tell what.
    Personal data: none.
    """

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="reckoned")
    head = models.CharField(max_length=64)
    version = models.ForeignKey(PlantVersion, on_delete=models.CASCADE, related_name="+")
    definition = models.CharField(max_length=40)
    shape = models.JSONField()
    first_at = models.DateTimeField()
    reckoned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reckoning of a plant")
        verbose_name_plural = _("reckonings of plants")

    def __str__(self) -> str:
        return f"{self.site_id} {self.head[:12]}"


class ReckonedDay(models.Model):
    """One local day of a plant: its facts by machine and shift, each as a list without names and reasons.

    Personal data: none.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="reckoned_days")
    day = models.DateField()
    rows = models.JSONField()

    class Meta:
        verbose_name = _("reckoned day of a plant")
        verbose_name_plural = _("reckoned days of plants")
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="one_reckoned_day_a_site")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"
