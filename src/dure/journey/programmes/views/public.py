"""The notice as everybody reads it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import open_to_all
from dure.foundation.installation import clock
from dure.journey.programmes import queries
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.notice_page import notice_page
from dure.journey.programmes.queries.notices import read_terms


@open_to_all
@require_GET
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force, with reopenings and amendments."""
    try:
        programme = queries.programme(slug)
        version = queries.notice_in_force(programme.pk)
    except (Programme.DoesNotExist, NoticeVersion.DoesNotExist):
        raise Http404(_("There is no call of this address.")) from None
    at = clock.now()
    context = {
        "programme": programme,
        "version": version,
        "amendments": [each for each in queries.versions(programme.pk) if each.published_at and each.number > 1],
        "notice": notice_page(read_terms(version), queries.cities_of(programme), queries.places(programme.pk)),
        "reopenings": queries.reopenings(programme.pk),
        "interest_open": bool(queries.interest_is_open(programme.pk, at)),
        "steps_at": at,
    }
    return render(request, "programmes/public_notice.html", context)
