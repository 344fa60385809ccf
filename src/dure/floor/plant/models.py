"""A site is one firm's plant; what it consists of is one document, kept in every version."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.terms import Grain, Terms
from dure.foundation.parties.models import Organisation

CODE = r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}"


class Site(models.Model):
    """A plant that events are told about. Its code is also the name of its folder.

    A site without an organisation was made on the command line: only the installation's own people reach it.
    Personal data: none.
    """

    code = models.CharField(max_length=60, unique=True, validators=[RegexValidator(f"^{CODE}$")])
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="floor_sites"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("plant")
        verbose_name_plural = _("plants")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class PlantVersion(models.Model):
    """The plant's document as it stood from a moment on. The newest is in force; none is ever changed.

    Personal data: none.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("version of a plant")
        verbose_name_plural = _("versions of a plant")
        ordering = ["site_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="one_plant_version_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plant_versions_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} v{self.number}"


class Sharing(models.Model):
    """What a firm lets one office of its programme see of its plant, until it takes that back.

    `programme` is the programme's chain in the ledger, `number` the version of what was agreed with this office.
    `machines` empty: the whole plant. `starts_on`, `ends_on`: the days whose figures are seen. `text` is what the
    owner read, `digest` its SHA-256.
    Personal data: the names of who agreed and who took it back for the firm.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="sharings")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="floor_shared_with_us")
    programme = models.CharField(max_length=40)
    programme_name = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    figures = models.JSONField()
    machines = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    grain = models.CharField(max_length=5, choices=Grain)
    with_events = models.BooleanField(default=False)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("sharing of figures")
        verbose_name_plural = _("sharings of figures")
        ordering = ["site_id", "-agreed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "recipient", "programme"],
                condition=Q(ended_at__isnull=True),
                name="one_sharing_in_force",
            ),
            models.UniqueConstraint(fields=["site", "recipient", "programme", "number"], name="one_sharing_a_version"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("agreed_at")), name="sharing_times_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="sharing_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} → {self.recipient_id}"

    @property
    def terms(self) -> Terms:
        """What was agreed, as values."""
        return Terms(
            tuple(self.figures), self.starts_on, self.ends_on, Grain(self.grain), tuple(self.machines), self.with_events
        )


class Draft(models.Model):
    """A plant being set up: the document so far, and by step what was typed and is not yet right.

    Personal data: none asked for.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()
    entries = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    site = models.OneToOneField(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        verbose_name = _("plant being set up")
        verbose_name_plural = _("plants being set up")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(finished_at__isnull=True), name="one_plant_draft_a_firm"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, site__isnull=True)
                | Q(finished_at__isnull=False, site__isnull=False),
                name="finished_draft_has_its_plant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.started_at:%Y-%m-%d}"
