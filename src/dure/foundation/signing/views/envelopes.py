"""One document to sign: its pages, who signed, what its signatures are worth."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.documents import queries as documents
from dure.foundation.documents.portable import page_count, page_picture
from dure.foundation.installation import clock
from dure.foundation.interface.parts import Crumb
from dure.foundation.signing import queries
from dure.foundation.signing.access import MANAGE_ENVELOPE, SIGN, VIEW_ENVELOPE
from dure.foundation.signing.models import Envelope, EnvelopeStatus, SignatoryStatus
from dure.foundation.signing.registry import owner_of

TONES = {
    EnvelopeStatus.DRAFT: "draft",
    EnvelopeStatus.OPEN: "info",
    EnvelopeStatus.CONCLUDED: "done",
    EnvelopeStatus.DECLINED: "late",
    EnvelopeStatus.REPLACED: "neutral",
    EnvelopeStatus.CANCELLED: "blocked",
}
PAGE_SIDE = 1600
MOST_PAGES = 200


def seen_envelope(request: HttpRequest, envelope_id: int) -> Envelope:
    """The envelope, for someone who may see it."""
    row = get_object_or_404(Envelope.objects.select_related("current", "base"), pk=envelope_id)
    VIEW_ENVELOPE.demand(actor_of(request), row)
    return row


def shown(row: Envelope) -> dict[str, object]:
    """What every page about one envelope shows."""
    document = row.current
    is_pdf = document is not None and document.media_type == "application/pdf"
    count = min(page_count(queries.current_file(row)), MOST_PAGES) if is_pdf else 0
    return {
        "envelope": row,
        "ceremony": queries.ceremony(row),
        "tone": TONES[EnvelopeStatus(row.status)],
        "document": document,
        "pages": range(1, count + 1),
        "crumbs": crumbs(row),
    }


def crumbs(row: Envelope) -> list[Crumb]:
    """Back to the stage's own page, where it named one."""
    owner = owner_of(row.model)
    subject = owner.model._default_manager.filter(pk=row.row_id).first()
    if owner.url is None or subject is None:
        return [Crumb(row.title)]
    return [Crumb(str(subject), owner.url(subject)), Crumb(row.title)]


@require_GET
@needs(VIEW_ENVELOPE)
def envelope(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """The document, its parties, and the verdict on each signature."""
    row, actor = seen_envelope(request, envelope_id), actor_of(request)
    mine = queries.signatory_of(row, actor)
    manages = bool(MANAGE_ENVELOPE.ask(actor, row))
    waiting = [each for each in queries.signatories_of(row) if each.status == SignatoryStatus.WAITING]
    context = {
        **shown(row),
        "mine": mine,
        "results": queries.verify(row, clock.now()),
        "revisions": documents.of(row).order_by("-id"),
        "may_manage": manages and row.status in {EnvelopeStatus.OPEN, EnvelopeStatus.DRAFT},
        "handing": {
            each.pk: reverse("signing:reassign", args=[each.pk])
            for each in waiting
            if row.status == EnvelopeStatus.OPEN and (manages or SIGN.ask(actor, each))
        },
    }
    return render(request, "signing/envelope.html", context)


@require_GET
@needs(VIEW_ENVELOPE)
def page(request: HttpRequest, envelope_id: int, number: int) -> HttpResponse:
    """One page of the newest revision as a picture."""
    seen_envelope(request, envelope_id)
    return _picture(request, envelope_id, number)


def _etag(request: HttpRequest, envelope_id: int, number: int) -> str | None:
    digest = Envelope.objects.filter(pk=envelope_id).values_list("current_sha256", flat=True).first()
    return f'"{digest}-{number}"' if digest else None


@condition(etag_func=_etag)
def _picture(request: HttpRequest, envelope_id: int, number: int) -> HttpResponse:
    row = Envelope.objects.select_related("current").get(pk=envelope_id)
    picture = page_picture(queries.current_file(row), number - 1, PAGE_SIDE) if 1 <= number <= MOST_PAGES else None
    if picture is None:
        raise Http404(_("This page cannot be shown."))
    response = HttpResponse(picture, content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_cache=True)
    return response
