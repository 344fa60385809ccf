"""Who may tell events over HTTP: one row a token."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.models import Site


class SourceKind(models.TextChoices):
    """What speaks; it decides the origin that is stored with the events."""

    SUPPLIER = "supplier", _("A supplier's system")
    GATEWAY = "gateway", _("A Dure gateway")


class Source(models.Model):
    """A system with a token. `families`: the names under which it may tell events, and no others.

    Of the token only a digest is kept, also after it was revoked, so that its holder can be told why it is refused.
    Personal data: the name of who made it.
    """

    # They change with every delivery, not by an act.
    NOT_EVIDENCE: ClassVar = frozenset({"last_seen_at", "refused_at", "refused_why"})

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    families = models.JSONField()
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_why = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("system that tells events")
        verbose_name_plural = _("systems that tell events")
        ordering = ["site_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")), name="source_times_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name
