"""The agreements as a list for those who look after them, and as "my agreement" for firm and supplier."""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface import hangul
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.places import queries as places
from dure.foundation.workflow.values import Dot
from dure.journey.agreements import queries
from dure.journey.agreements.access import LIST_AGREEMENTS, OWN_AGREEMENTS
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries.stage import DOTS
from dure.journey.agreements.states import AgreementState

TONES = {Dot.NOW: "info", Dot.DONE: "done", Dot.ENDED: "neutral"}


def state_of(row: Agreement) -> State:
    """The state in words with its tone; one that is being prepared is a draft."""
    if row.status == AgreementState.PREPARING:
        return State(row.get_status_display(), "draft")
    return State(row.get_status_display(), TONES[DOTS[AgreementState(row.status)]])


def _cities() -> list[tuple[str, str]]:
    within = Agreement.objects.order_by().values_list("city_id", flat=True)
    return [(place.code, place.name) for place in places.places_among(within)]


def _types() -> list[tuple[str, str]]:
    codes = Agreement.objects.order_by("type_code").values_list("type_code", flat=True).distinct()
    return [(code, code) for code in codes]


AGREEMENTS = ListPage(
    key="agreements",
    title=_("Agreements"),
    lead=_("Every agreement with its parties, its days and who pays what."),
    columns=(
        Column("number", _("Number"), Kind.LINK, sort="number", card=2),
        Column("firm", _("Firm"), value="firm.name", sort="firm__name", card=1),
        Column("supplier", _("Supplier"), value="supplier.name", sort="supplier__name"),
        Column("type", _("Type"), value="type_code", sort="type_code"),
        Column("city", _("City or county"), value="city.name", sort="city__code", card=5),
        Column("state", _("State"), Kind.STATE, value=state_of, sort="status", card=3),
        Column("starts_on", _("From"), Kind.DATE, sort="starts_on"),
        Column("ends_on", _("Until"), Kind.DATE, sort="ends_on", card=4),
        Column(
            "cost", _("Cost"), Kind.WON, value="current.cost_won", sort="current__cost_won",
            total=Sum("current__cost_won"),
        ),
        Column(
            "province", pgettext_lazy("share", "Province"), Kind.WON, value="current.province_won",
            sort="current__province_won", total=Sum("current__province_won"),
        ),
        Column(
            "city_won", pgettext_lazy("share", "City or county"), Kind.WON, value="current.city_won",
            sort="current__city_won", total=Sum("current__city_won"),
        ),
    ),
    filters=(
        Filter("state", _("State"), field="status", choices=AgreementState.choices),
        Filter("type", _("Type"), field="type_code", choices=_types),
        Filter("city", _("City or county"), field="city__code", choices=_cities),
    ),
    search=lambda rows, q: rows.filter(hangul.matches(q)),
    row_url=lambda row: reverse("agreements:agreement", args=[row.pk]),
    default_sort="number",
    empty=Empty(_("No agreement yet"), _("An agreement stands here once the cost of a selected firm is accepted.")),
)  # fmt: skip


@needs(LIST_AGREEMENTS)
@require_GET
def show_agreements(request: HttpRequest) -> HttpResponseBase:
    """Every agreement within the reader's sight."""
    rows = LIST_AGREEMENTS.rows(actor_of(request), queries.visible(actor_of(request)))
    return render_list(request, AGREEMENTS, rows, template="agreements/change_links.html")


@needs(OWN_AGREEMENTS)
@require_GET
def show_mine(request: HttpRequest) -> HttpResponse:
    """The one agreement of the firm or supplier, or a choice where there are several."""
    rows = list(queries.mine(actor_of(request)))
    if len(rows) == 1:
        return redirect("agreements:agreement", rows[0].pk)
    return render(request, "agreements/mine.html", {"rows": [(row, state_of(row)) for row in rows]})
