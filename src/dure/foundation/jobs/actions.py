"""Starting, stopping and reviving jobs."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import AccessRefused
from dure.foundation.installation import clock
from dure.foundation.jobs.access import CANCEL
from dure.foundation.jobs.models import Job, JobState
from dure.foundation.jobs.registry import handler_of
from dure.foundation.jobs.tasks import run_job

# A worker beats every 5 seconds; one that has been silent this long is taken for dead.
STALE_AFTER = timedelta(seconds=20)
# A job that has killed its worker this often is not tried again.
MOST_ATTEMPTS = 3


def start(*, kind: str, title: str, arguments: dict[str, Any], by: Actor, at: datetime) -> Job:
    """Queue a job of a registered kind; ``arguments`` are plain JSON values. It starts after the commit.

    Raises ``KeyError`` for a kind that no one registered.
    """
    handler_of(kind)
    if by.is_public:
        raise AccessRefused(_("Sign in to start this."))
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            title=str(title)[:200],
            arguments=arguments,
            language=(translation.get_language() or "ko")[:5],
            started_by_id=by.person_id,
            created_at=at,
        )
        run_job.enqueue(job.pk)
    return job


def cancel(*, job: Job, by: Actor, at: datetime) -> None:
    """Ask a job to stop. One that waits ends at once, one that runs at its next report; an ended one stays
    ended."""
    CANCEL.demand(by, job)
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED)
    if not waiting.update(state=JobState.CANCELLED, finished_at=at, cancel_requested_at=at):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested_at=at)


def beat(worker: str) -> None:
    """Say that this worker is alive and its jobs with it."""
    mine = Job.objects.filter(state=JobState.RUNNING, worker=worker)
    if mine.exists():
        mine.update(heartbeat_at=timezone.now())


def recover() -> int:
    """Queue again what a dead worker left running; gives how many. Called when a worker starts, and while
    it runs."""
    silent_since = timezone.now() - STALE_AFTER
    found = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=silent_since)
    return sum(_revive(job) for job in found)


def _revive(job: Job) -> bool:
    same = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, heartbeat_at=job.heartbeat_at)
    if job.cancel_requested_at is not None:
        same.update(state=JobState.CANCELLED, finished_at=clock.now())
        return False
    if job.attempts + 1 >= MOST_ATTEMPTS:
        with translation.override(job.language):
            words = _("The machine stopped %(n)d times while this ran. It is not tried again by itself.")
            same.update(state=JobState.FAILED, finished_at=clock.now(), error=words % {"n": MOST_ATTEMPTS})
        return False
    with transaction.atomic():
        taken = same.update(
            state=JobState.QUEUED, attempts=job.attempts + 1, done=0, total=0, note="", partial={}, worker=""
        )
        if taken:
            run_job.enqueue(job.pk)
    return bool(taken)
