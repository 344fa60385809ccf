"""What can be found, one row a thing: derived from the apps that own the things, made anew at any time."""

from django.db import models


class Entry(models.Model):
    """A thing that can be found by its words. ``key`` is the shadow column of ``hangul.search_key``.

    Personal data: names, as far as the thing itself shows them; goes with the thing.
    """

    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300)
    key = models.TextField()
    programme_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["model", "row_id"], name="one_search_entry_a_row")]
        indexes = [models.Index(fields=["kind"], name="search_by_kind")]

    def __str__(self) -> str:
        return self.title
