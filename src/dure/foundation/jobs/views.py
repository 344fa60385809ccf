"""A job's page, its bar and its cancel button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.installation import clock
from dure.foundation.jobs import actions, queries
from dure.foundation.jobs.access import VIEW
from dure.foundation.jobs.models import Job


def _job(request: HttpRequest, job_id: int) -> Job:
    job = get_object_or_404(Job.objects.select_related("started_by"), pk=job_id)
    VIEW.demand(actor_of(request), job)
    return job


@require_GET
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The latest jobs of the reader."""
    jobs = list(queries.mine(actor_of(request))[:50])
    return render(request, "jobs/index.html", {"jobs": [(job, queries.progress_of(job)) for job in jobs]})


@require_GET
@signed_in
def detail(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job."""
    job = _job(request, job_id)
    return render(request, "jobs/detail.html", {"job": job, "progress": queries.progress_of(job)})


@require_GET
@signed_in
def progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """The bar alone, for the page that shows it. Where the job has just ended, the page is asked to load
    anew."""
    job = _job(request, job_id)
    response = render(request, "jobs/progress.html", {"progress": queries.progress_of(job)})
    if not job.is_active:
        response.headers["HX-Trigger"] = "job-ended"
    return response


@require_POST
@signed_in
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask the job to stop."""
    job = _job(request, job_id)
    actions.cancel(job=job, by=actor_of(request), at=clock.now())
    return redirect("jobs:detail", job_id=job.pk)
