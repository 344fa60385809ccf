"""Files that were handed in or made: what is known of each. The bytes lie in the store, by their hash."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Organisation, Person


class Document(models.Model):
    """One file that belongs to one row of another app; it is never changed, only removed from view.

    ``programme_id`` is the owner's number, not a key: the foundation does not know programmes.
    Personal data: the uploader, and whatever the file says; the bytes go when their last document is erased.
    """

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    programme_id = models.BigIntegerField(null=True, blank=True)
    model = models.CharField(max_length=60)
    row_id = models.CharField(max_length=40)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="document_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["model", "row_id"], name="document_by_row"),
            models.Index(fields=["sha256"], name="document_by_hash"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_preview(self) -> bool:
        """Whether a picture of it can be shown."""
        return self.media_type in {"application/pdf", "image/png", "image/jpeg", "image/webp"}
