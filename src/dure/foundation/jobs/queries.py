"""Reads over jobs."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from dure.foundation.access.actor import Actor
from dure.foundation.interface.parts import Progress
from dure.foundation.jobs.access import VIEW
from dure.foundation.jobs.models import ACTIVE, Job


def visible(actor: Actor) -> QuerySet[Job]:
    """The jobs the actor may see, the newest first."""
    return VIEW.rows(actor, Job.objects.all())


def mine(actor: Actor) -> QuerySet[Job]:
    """The jobs the actor started, the newest first."""
    return Job.objects.filter(started_by_id=actor.person_id, started_by__isnull=False)


def active(kind: str, **arguments: Any) -> Job | None:
    """The newest job of a kind with these arguments that still waits or runs: a second click need not start
    another."""
    found = Job.objects.filter(kind=kind, state__in=ACTIVE)
    return found.filter(**{f"arguments__{name}": value for name, value in arguments.items()}).first()


def by_id(job_id: int) -> Job:
    """A job as it is now; raises ``Job.DoesNotExist``."""
    return Job.objects.get(pk=job_id)


def found(job_id: int | None) -> Job | None:
    """A job as it is now, if there is one of that number."""
    return None if job_id is None else Job.objects.filter(pk=job_id).first()


def progress_of(job: Job) -> Progress:
    """The bar of a job, which refreshes itself: ``{% progress … %}``."""
    return Progress(
        label=job.title,
        done=job.done,
        total=job.total,
        state=job.state,
        message=job.error or job.note,
        poll_url=reverse("jobs:progress", args=[job.pk]),
        cancel_url=reverse("jobs:cancel", args=[job.pk]),
        result_url=job.result_url,
    )
