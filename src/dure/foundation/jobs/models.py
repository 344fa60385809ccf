"""Work that takes longer than a page may: how far it is, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Person


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Stopped by an error")
    CANCELLED = "cancelled", _("Cancelled")


ACTIVE = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """One run of a handler. What it decides is written by the actions it calls; this row tells of the run.

    ``state`` is set by compare-and-set between processes, not by the workflow's gate: it decides nothing.
    ``heartbeat_at`` is on the machine's clock, every other moment on the installation's.
    Personal data: who started it.
    """

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="ko")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    partial = models.JSONField(default=dict)
    result_url = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    heartbeat_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("queued", "running")) | Q(finished_at__isnull=False),
                name="job_ended_has_a_time",
            )
        ]
        indexes = [models.Index(fields=["state"], name="job_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE
