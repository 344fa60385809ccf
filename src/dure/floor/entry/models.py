"""Tablets and phones that tell events, and the badges under which people do.

Neither is a person: a device reaches the kiosk and nothing else, a badge is a line or a group.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.floor.entry.records.models import DeskCorrection
from dure.floor.entry.suppliers.models import Source
from dure.floor.plant.models import Site
from dure.floor.plant.sectors import LANGUAGES

__all__ = ["Badge", "DeskCorrection", "Device", "Source"]


class Device(models.Model):
    """A tablet on the wall or a phone. `number` counts within its site and stands in its source and its lots.

    It is connected by a code that is good once and for a short time; afterwards it holds a token. Of both only digests
    are kept. `keys` says what the keys of wireless buttons and foot switches do. Personal data: none.
    """

    # They change with every message of the device, not by an act.
    NOT_EVIDENCE: ClassVar = frozenset({"last_seen_at"})

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="devices")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    line = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ko")
    keys = models.JSONField(default=dict, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    paired_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("device on the floor")
        verbose_name_plural = _("devices on the floor")
        ordering = ["site_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="one_device_a_number"),
            models.UniqueConstraint(fields=["code_digest"], condition=~Q(code_digest=""), name="one_device_a_code"),
            models.UniqueConstraint(fields=["token_digest"], condition=~Q(token_digest=""), name="one_device_a_token"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(token_digest="", code_digest=""),
                name="revoked_devices_hold_nothing",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")), name="device_times_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Badge(models.Model):
    """Under what name people of a line tell events. `is_person` only where the firm has told its workers.

    The PIN keeps lines apart, not people out: it opens nothing but the kiosk. Personal data: the label, where it
    names a person.
    """

    # The count of wrong tries changes without an act.
    NOT_EVIDENCE: ClassVar = frozenset({"pin_digest", "wrong_tries", "locked_until"})

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="badges")
    label = models.CharField(max_length=40)
    line = models.CharField(max_length=200, blank=True)
    is_person = models.BooleanField(default=False)
    pin_digest = models.CharField(max_length=200, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("badge of a line")
        verbose_name_plural = _("badges of a line")
        ordering = ["site_id", "label"]
        constraints = [models.UniqueConstraint(fields=["site", "label"], name="one_badge_a_label")]

    def __str__(self) -> str:
        return self.label
