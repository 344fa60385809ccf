"""The interest form open to everybody, and its receipt."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, open_to_all
from dure.foundation.access.verdict import ActionRefused, Refused
from dure.foundation.installation import clock
from dure.foundation.places.queries import sectors
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.terms import Terms
from dure.journey.prospects import actions, queries
from dure.journey.prospects.forms import PublicInterestEntry
from dure.journey.prospects.labels import interest_state
from dure.journey.prospects.limits import MOST_AN_HOUR, too_many
from dure.journey.prospects.models import Interest, Source
from dure.journey.prospects.states import InterestState


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; what was typed stays on the page whatever goes wrong."""
    programme, terms = _announced(slug)
    verdict = programmes.interest_is_open(programme.pk, clock.now())
    if request.method != "POST":
        form = _form(programme, terms, initial={"form_key": secrets.token_hex(16)})
        return _page(request, programme, terms, form, closed=verdict.reason if isinstance(verdict, Refused) else "")
    form = _form(programme, terms, data=request.POST)
    if not form.is_valid():
        return _page(request, programme, terms, form, status=422)
    if too_many(request):
        words = _("More than %(most)d forms have come from your network within an hour. Try again later, or call.")
        return _page(request, programme, terms, form, refused=words % {"most": MOST_AN_HOUR}, status=429)
    try:
        row = actions.receive_interest(
            programme=programme, form=form.value(), source=Source.WEB, by=actor_of(request), at=clock.now()
        )
    except ActionRefused as refusal:
        return _page(request, programme, terms, form, refused=refusal.reason, status=409)
    return redirect("prospects:receipt", token=row.token)


def _announced(slug: str) -> tuple[Programme, Terms]:
    try:
        programme = programmes.programme(slug)
        return programme, programmes.terms_in_force(programme.pk)
    except (Programme.DoesNotExist, NoticeVersion.DoesNotExist):
        raise Http404(_("There is no call of this address.")) from None


def _form(programme: Programme, terms: Terms, **given: Any) -> PublicInterestEntry:
    language = get_language() or "ko"
    return PublicInterestEntry(
        cities=programmes.cities_of(programme),
        sectors=sectors(),
        types=[(each.code, each.name.in_language(language)) for each in terms.types],
        **given,
    )


def _page(
    request: HttpRequest,
    programme: Programme,
    terms: Terms,
    form: PublicInterestEntry,
    *,
    closed: str = "",
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "programme": programme,
        "terms": terms,
        "form": form,
        "closed": closed,
        "refused": refused,
        "title": terms.title.in_language(get_language() or "ko"),
    }
    return render(request, "prospects/public_interest.html", context, status=status)


@open_to_all
@never_cache
@require_GET
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent, its number, what comes next, and the way to withdraw."""
    return _receipt_page(request, _by_link(token))


@open_to_all
@never_cache
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw by the private link."""
    row = _by_link(token)
    try:
        actions.withdraw_interest(
            interest=row,
            by=actor_of(request),
            at=clock.now(),
            reason=request.POST.get("reason", "")[:1000],
            token=token,
        )
    except ActionRefused as refusal:
        return _receipt_page(request, row, refused=refusal.reason, status=409)
    return redirect("prospects:receipt", token=token)


def _by_link(token: str) -> Interest:
    try:
        return queries.by_private_link(token)
    except Interest.DoesNotExist:
        raise Http404(_("This link is not valid. Use the link you got with the receipt.")) from None


def _receipt_page(request: HttpRequest, row: Interest, *, refused: str = "", status: int = 200) -> HttpResponse:
    terms = programmes.terms_in_force(row.programme_id)
    visits = [visit for visit in queries.visits_to(row.pk) if visit.status == "planned"]
    context = {
        "interest": row,
        "state": interest_state(row),
        "calendar": terms.calendar,
        "contact": terms.contact,
        "visits": visits,
        "may_withdraw": row.status in (InterestState.RECEIVED, InterestState.VISIT_PLANNED, InterestState.VISITED),
        "link": request.build_absolute_uri(request.path.removesuffix("withdraw/")),
        "refused": refused,
    }
    return render(request, "prospects/receipt.html", context, status=status)
