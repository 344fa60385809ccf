"""Where things are, and what trade they are in."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    DISTRICT = "district", _("District")


class Place(models.Model):
    """A node of the region tree, by the administrative standard code in force; former codes are kept.

    Personal data: none.
    """

    code = models.CharField(max_length=10, primary_key=True)
    former_code = models.CharField(max_length=10, blank=True, db_index=True)
    kind = models.CharField(max_length=10, choices=PlaceKind)
    name_ko = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    # Where the place stands on its province's tile map; empty where it has no tile.
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return self.name_ko if (get_language() or "ko").startswith("ko") else self.name_en


class Sector(models.Model):
    """A manufacturing division of the Korean Standard Industrial Classification (KSIC), two digits.

    Personal data: none.
    """

    code = models.CharField(max_length=2, primary_key=True)
    name_ko = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return self.name_ko if (get_language() or "ko").startswith("ko") else self.name_en
