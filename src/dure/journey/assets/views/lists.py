"""The register of important assets, one project's part of it, and the requests to move or dispose."""

from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import today
from dure.foundation.interface import hangul
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import Action, Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.places import queries as places
from dure.journey.assets import queries
from dure.journey.assets.access import LIST_ASSETS, OWN_ASSETS, REGISTER_ASSET, VIEW_ASSET, VIEW_PART
from dure.journey.assets.models import Asset, Disposal, DisposalKind
from dure.journey.assets.queries.stage import overdue
from dure.journey.assets.states import AssetState, DisposalState
from dure.journey.assets.views import found

TONES = {
    DisposalState.ASKED: "warn",
    DisposalState.APPROVED: "done",
    DisposalState.REFUSED: "blocked",
    DisposalState.WITHDRAWN: "neutral",
}


def state_of(row: Asset) -> State:
    """An asset's state; what its agreement left behind and what was not seen in time stand out."""
    if row.status == AssetState.DISPOSED:
        return State(row.get_status_display(), "neutral")
    if row.status == AssetState.MISSING:
        return State(row.get_status_display(), "blocked")
    if row.flagged_at is not None:
        return State(_("Agreement ended"), "warn")
    if is_overdue(row, today()):
        return State(_("To be seen"), "late")
    return State(row.get_status_display(), "done")


def is_overdue(row: Asset, on: date) -> bool:
    """Whether nobody saw it in time."""
    return row.see_by is not None and row.see_by < on


def state_of_request(row: Disposal) -> State:
    """A request's state."""
    return State(row.get_status_display(), TONES[DisposalState(row.status)])


def _cities() -> list[tuple[str, str]]:
    within = Asset.objects.order_by().values_list("agreement__city_id", flat=True)
    return [(place.code, place.name) for place in places.places_among(within)]


def _by_need(rows: QuerySet[Asset], value: str) -> QuerySet[Asset]:
    wanted = {"unseen": overdue(today()), "flagged": Q(flagged_at__isnull=False) & ~Q(status=AssetState.DISPOSED)}
    return rows.filter(wanted[value]) if value in wanted else rows


_THING = (
    Column("item", _("Asset"), Kind.LINK, sort="item", card=1, note=lambda row: f"{row.maker} {row.serial}".strip()),
    Column("label", _("Label"), sort="label", card=3),
)
_KEEPING = (
    Column("place", _("Place of business"), value="place.name", note=lambda row: row.spot, card=4),
    Column("state", _("State"), Kind.STATE, value=state_of, sort="status", card=2),
    Column("last_seen_on", _("Last seen"), Kind.DATE, sort="last_seen_on"),
    Column("see_by", _("To be seen by"), Kind.DATE, sort="see_by", card=5),
    Column("bought_on", _("Bought on"), Kind.DATE, sort="bought_on"),
    Column("price_won", _("Price"), Kind.WON, sort="price_won", total=Sum("price_won"), card=6),
    Column("province_won", _("Province pays"), Kind.WON, total=Sum("province_won")),
    Column("city_won", _("City or county pays"), Kind.WON, total=Sum("city_won")),
    Column("partner_won", _("Partner company pays"), Kind.WON, total=Sum("partner_won")),
    Column("restricted_until", _("Restricted until"), Kind.DATE, sort="restricted_until"),
)
REGISTER = ListPage(
    key="assets",
    title=_("Register of important assets"),
    lead=_("What the money bought, where it stands, who paid for it and until when it must stay."),
    columns=(
        *_THING,
        Column("firm", _("Firm"), value="agreement.firm.name", sort="agreement__firm__name"),
        Column("number", _("Agreement"), value="agreement.number", sort="agreement__number"),
        Column("city", _("City or county"), value="agreement.city.name", sort="agreement__city__code"),
        *_KEEPING,
    ),
    filters=(
        Filter("state", _("State"), field="status", choices=AssetState.choices),
        Filter(
            "need", _("To do"), apply=_by_need,
            choices=(("unseen", _("Not seen in time")), ("flagged", _("Agreement ended"))),
        ),
        Filter("city", _("City or county"), field="agreement__city__code", choices=_cities),
    ),
    search=lambda rows, q: rows.filter(hangul.matches(q)),
    row_url=lambda row: reverse("assets:asset", args=[row.pk]),
    default_sort="label",
    empty=Empty(_("No asset yet"), _("Assets stand here once a firm has registered what its project bought.")),
    wide=True,
)  # fmt: skip
PROJECT = replace(
    REGISTER,
    key="project-assets",
    title=_("Assets of the project"),
    lead=_("Put the label on each asset; whoever scans it stands before its page."),
    columns=(*_THING, *_KEEPING),
    filters=(),
    search=None,
    empty=Empty(_("No asset yet"), _("Register what the project bought: machines, devices and software with a price.")),
    wide=True,
)
DISPOSALS = ListPage(
    key="asset-requests",
    title=_("Requests about assets"),
    lead=_("To move, sell or scrap an asset, and what is due back for it."),
    columns=(
        Column("item", _("Asset"), Kind.LINK, value="asset.item", sort="asset__item", card=1),
        Column("firm", _("Firm"), value="asset.agreement.firm.name", sort="asset__agreement__firm__name", card=3),
        Column("kind", _("Request"), value=lambda row: row.get_kind_display(), sort="kind", card=4),
        Column("state", _("State"), Kind.STATE, value=state_of_request, sort="status", card=2),
        Column("asked_at", _("Asked at"), Kind.MOMENT, sort="asked_at"),
        Column("price_won", _("Price obtained"), Kind.WON, total=Sum("price_won")),
        Column("due_back_won", _("Due back"), Kind.WON, sort="due_back_won", total=Sum("due_back_won"), card=5),
        Column("decided_at", _("Decided at"), Kind.MOMENT, sort="decided_at"),
    ),
    filters=(
        Filter("state", _("State"), field="status", choices=DisposalState.choices),
        Filter("kind", _("Request"), field="kind", choices=DisposalKind.choices),
    ),
    row_url=lambda row: reverse("assets:disposal", args=[row.pk]),
    default_sort="-asked_at",
    empty=Empty(_("No request yet"), _("A firm asks on the page of the asset before it moves, sells or scraps it.")),
)


@needs(LIST_ASSETS)
@require_GET
def show_register(request: HttpRequest) -> HttpResponseBase:
    """The register within the reader's sight."""
    return render_list(request, REGISTER, queries.register(actor_of(request)))


@needs(VIEW_PART)
@require_GET
def show_disposals(request: HttpRequest) -> HttpResponseBase:
    """The requests within the reader's sight."""
    return render_list(request, DISPOSALS, queries.disposals_of(actor_of(request)))


@needs(OWN_ASSETS)
@require_GET
def show_mine(request: HttpRequest) -> HttpResponse:
    """The one project of the firm that bought something, or a choice where there are several."""
    rows = queries.mine(actor_of(request)).order_by("agreement__number", "number")
    projects = {row.agreement_id: row.agreement for row in rows}
    if len(projects) == 1:
        return redirect("assets:of_agreement", *projects)
    return render(request, "assets/mine.html", {"projects": list(projects.values())})


@needs(VIEW_ASSET)
@require_GET
def show_project(request: HttpRequest, agreement_id: int) -> HttpResponseBase:
    """What one project bought, with the labels to print."""
    actor = actor_of(request)
    row = found.agreement(agreement_id, actor)
    is_about(request, row.programme)
    may_register = bool(REGISTER_ASSET.ask(actor, row))
    register = Action(_("Register an asset"), reverse("assets:register", args=[row.pk]), "plus")
    page = replace(PROJECT, primary=register) if may_register else PROJECT
    rows = VIEW_ASSET.rows(actor, queries.assets_of(row.pk))
    context = {"agreement": row, "crumbs": found.crumbs(request, row), "flagged": rows.filter(flagged_at__isnull=False)}
    return render_list(request, page, rows, template="assets/project.html", context=context)
