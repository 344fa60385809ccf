"""What a handler holds while it runs: its arguments, and the ways to tell how far it is."""

import time
from typing import Any

from django.utils import timezone

from dure.foundation.access.actor import Actor
from dure.foundation.jobs.models import Job

# A report sooner than this after the last is not written: a tight loop shall not wear the database down.
_SECONDS_BETWEEN_WRITES = 0.3


class JobCancelled(Exception):
    """Raised inside a handler when someone asked to stop; what the handler wrote in open transactions is
    undone."""


class JobRun:
    """One run. A handler that holds a transaction open hides its progress until it commits."""

    def __init__(self, job: Job, by: Actor) -> None:
        self.by = by
        self.arguments: dict[str, Any] = job.arguments
        self.job_id: int = job.pk
        self._partial: dict[str, Any] = dict(job.partial)
        self._written = 0.0
        self._asked = 0.0
        self._cancelled = False

    def report(self, done: int, total: int, note: str = "") -> None:
        """Say that ``done`` of ``total`` is done. Raises ``JobCancelled`` when someone asked to stop."""
        self.stop_if_cancelled()
        if done < total and time.monotonic() - self._written < _SECONDS_BETWEEN_WRITES:
            return
        self._written = time.monotonic()
        self._update(done=done, total=total, note=note[:300])

    def publish(self, part: dict[str, Any]) -> None:
        """Show parts of the result as they arrive; later keys join the earlier ones (plain JSON values)."""
        self._partial |= part
        self._update(partial=self._partial)

    def cancelled(self) -> bool:
        """Whether someone asked to stop: for loops that end in their own way."""
        if not self._cancelled and time.monotonic() - self._asked >= _SECONDS_BETWEEN_WRITES:
            self._asked = time.monotonic()
            self._cancelled = Job.objects.filter(pk=self.job_id, cancel_requested_at__isnull=False).exists()
        return self._cancelled

    def stop_if_cancelled(self) -> None:
        """Raise ``JobCancelled`` when someone asked to stop."""
        if self.cancelled():
            raise JobCancelled

    def _update(self, **fields: object) -> None:
        Job.objects.filter(pk=self.job_id).update(heartbeat_at=timezone.now(), **fields)
