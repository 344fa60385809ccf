"""What people decide about critical control points. What was measured lies in the events and nowhere else."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.floor.plant.models import Site
from dure.floor.quality.states import DeviationState


class Deviation(models.Model):
    """One CCP record outside its limit (or a test piece that passed undetected), and what was done about it.

    `value` is what was told then, `low`, `high` and `unit` the limit as it stood then, `lots` what is held,
    `line_action` what the line said it did at once.
    Personal data: the names of who acted for the firm.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="deviations")
    ccp = models.CharField(max_length=60)
    source_id = models.CharField(max_length=200)
    source_seq = models.BigIntegerField()
    found_at = models.DateTimeField()
    value = models.CharField(max_length=40)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    machine = models.CharField(max_length=200, blank=True)
    held_from = models.DateTimeField(null=True, blank=True)
    lots = models.JSONField(default=list)
    line_action = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=DeviationState, default=DeviationState.HELD)
    cause = models.TextField(blank=True)
    correction = models.TextField(blank=True)
    corrected_by = models.CharField(max_length=120, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("deviation")
        verbose_name_plural = _("deviations")
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "source_id", "source_seq"], name="one_deviation_a_record"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("found_at")), name="deviation_times_in_order"
            ),
        ]
        indexes = [models.Index(fields=["site", "status"], name="deviation_by_state")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.ccp} {self.found_at:%Y-%m-%d %H:%M}"


class Calibration(models.Model):
    """An instrument of a CCP was compared with a standard.

    Personal data: the name of who did it.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="calibrations")
    ccp = models.CharField(max_length=60)
    instrument = models.CharField(max_length=120)
    done_on = models.DateField()
    valid_until = models.DateField()
    passed = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    done_by = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("calibration")
        verbose_name_plural = _("calibrations")
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gt=F("done_on")), name="calibration_days_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.done_on}"


class ReviewPart(models.TextChoices):
    """The two boxes of the form beside the writer's."""

    CHECKED = "checked", pgettext_lazy("part in a record", "Checked")
    APPROVED = "approved", pgettext_lazy("part in a record", "Approved")


class DayReview(models.Model):
    """Somebody checked or approved a day's CCP records as they stood.

    `digest` is of those records, so that a later change of one shows; `chain` is the store's head at that moment.
    Personal data: the reviewer's name.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="ccp_reviews")
    ccp = models.CharField(max_length=60)
    day = models.DateField()
    part = models.CharField(max_length=10, choices=ReviewPart)
    reviewed_by = models.CharField(max_length=120)
    reviewed_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    records = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("review of a day's CCP records")
        verbose_name_plural = _("reviews of CCP records")
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return f"{self.ccp} {self.day}"


class LimitAlarm(models.Model):
    """People were told that a check lay outside its limits: by which record, and what it said then.

    A series of values outside is told once, and again after as long as the firm says.
    Personal data: none.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="limit_alarms")
    check_id = models.CharField(max_length=60)
    source_id = models.CharField(max_length=200)
    source_seq = models.BigIntegerField()
    found_at = models.DateTimeField()
    value = models.CharField(max_length=40)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    machine = models.CharField(max_length=200, blank=True)
    lot = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("limit alarm")
        verbose_name_plural = _("limit alarms")
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "source_id", "source_seq"], name="one_limit_alarm_a_record")
        ]
        indexes = [models.Index(fields=["site", "check_id", "machine"], name="limit_alarm_by_check")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.check_id} {self.found_at:%Y-%m-%d %H:%M}"


class AlarmPlan(models.Model):
    """Whom a plant tells when a check lies outside its limits, and after how long again.

    `lines`: by the person's number the line of which they hear, `-` for none; who is not named hears of all.
    Personal data: the numbers of the firm's people.
    """

    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="alarm_plan")
    repeat_min = models.PositiveIntegerField(default=60)
    lines = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("plan of limit alarms")
        verbose_name_plural = _("plans of limit alarms")
        constraints = [
            models.CheckConstraint(condition=Q(repeat_min__gte=5, repeat_min__lte=1440), name="alarms_again_in_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.repeat_min} min"
