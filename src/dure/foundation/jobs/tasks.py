"""The one task behind every job."""

import logging

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from dure.foundation.access.actor import PUBLIC, SYSTEM, Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.installation import clock
from dure.foundation.jobs.identity import worker_name
from dure.foundation.jobs.models import Job, JobState
from dure.foundation.jobs.registry import handler_of
from dure.foundation.jobs.run import JobCancelled, JobRun
from dure.foundation.parties.queries import actor_for

logger = logging.getLogger(__name__)


@task()
def run_job(job_id: int) -> None:
    """Run a queued job to its end; a job already taken, or cancelled before it began, is left alone."""
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=clock.now(), heartbeat_at=timezone.now(), worker=worker_name()
    )
    if not claimed:
        return
    job = Job.objects.get(pk=job_id)
    with translation.override(job.language):
        _run(job)


def _run(job: Job) -> None:
    try:
        by = _starter(job)
        url = handler_of(job.kind)(JobRun(job, by)) or ""
    except JobCancelled:
        _finish(job, JobState.CANCELLED)
    except (ActionRefused, AccessRefused) as refused:
        _finish(job, JobState.FAILED, error=str(refused.reason))
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        words = _("It stopped because of an error in the program. Try again; if it stops again, report number %(n)d.")
        _finish(job, JobState.FAILED, error=words % {"n": job.pk})
    else:
        _finish(job, JobState.DONE, result_url=url, done=F("total"))


def _starter(job: Job) -> Actor:
    """The starter with the roles held now: a right that was taken away meanwhile is gone."""
    if job.started_by_id is None:
        return SYSTEM
    by = actor_for(job.started_by_id)
    if by == PUBLIC:
        raise AccessRefused(_("The person who started this can no longer sign in."))
    return by


def _finish(job: Job, state: JobState, **fields: object) -> None:
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker).update(
        state=state, finished_at=clock.now(), **fields
    )
