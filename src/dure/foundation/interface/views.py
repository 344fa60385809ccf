"""The offline page and the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import open_to_all
from dure.foundation.installation.queries import is_demo
from dure.foundation.interface import gallery
from dure.foundation.interface.parts import Progress


@open_to_all
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by service workers for pages that cannot be reached; shows nothing of the person."""
    return render(request, "interface/errors/offline.html")


@open_to_all
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    _only_where_nothing_is_real()
    return render(request, "interface/gallery/page.html", gallery.samples(request))


@open_to_all
@require_GET
def sample_job(request: HttpRequest, done: int) -> HttpResponse:
    _only_where_nothing_is_real()
    step = min(done + 7, 70)
    job = Progress(
        gallery.JOB_LABEL,
        done=done,
        total=70,
        state="done" if done >= 70 else "running",
        poll_url=reverse("interface:sample_job", args=[step]),
    )
    return render(request, "interface/gallery/job.html", {"job": job})


def _only_where_nothing_is_real() -> None:
    if not settings.DEBUG and not is_demo():
        raise Http404
