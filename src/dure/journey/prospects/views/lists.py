"""The list of interest forms, and giving several firms to one visitor."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface import hangul
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import counted
from dure.foundation.interface.lists import (
    Action,
    BulkAction,
    Column,
    Empty,
    Filter,
    Kind,
    ListPage,
    render_list,
    selected_rows,
)
from dure.foundation.interface.registered_numbers import business_number, phone
from dure.foundation.places.queries import sectors
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import Programme
from dure.journey.prospects import actions, queries
from dure.journey.prospects.access import EDIT, ENTER, LIST, SEE_CONTACTS
from dure.journey.prospects.forms import VisitPlan
from dure.journey.prospects.labels import interest_state, readiness_state
from dure.journey.prospects.models import Interest, Readiness, Source
from dure.journey.prospects.states import InterestState
from dure.journey.prospects.views import found


def unbroken(number: str) -> str:
    """A number whose hyphens do not break over two lines of a narrow column."""
    return number.replace("-", "\N{NON-BREAKING HYPHEN}")


FIRST = (
    Column("firm_name", gettext_lazy("Firm"), Kind.LINK, sort="firm_name", card=1),
    Column("city", gettext_lazy("City or county"), value="city.name", sort="city__code", card=3),
    Column("status", gettext_lazy("State"), Kind.STATE, value=interest_state, sort="status", card=2),
    Column("readiness", gettext_lazy("Readiness"), Kind.STATE, value=lambda row: readiness_state(row.readiness or "")),
    Column(
        "next_visit_at",
        gettext_lazy("Next visit"),
        Kind.MOMENT,
        sort="next_visit_at",
        note=lambda row: row.visitor_name or "",
    ),
)
CONTACT = Column(
    "contact_name",
    gettext_lazy("Contact person"),
    value=lambda row: row.contact_name if row.contact_is_open else "",
    note=lambda row: unbroken(phone(row.contact_phone)) if row.contact_is_open else "",
    export=lambda row: f"{row.contact_name} {phone(row.contact_phone)}".strip() if row.contact_is_open else "",
)
LAST = (
    Column("type_code", gettext_lazy("Type"), sort="type_code"),
    Column(
        "sector",
        gettext_lazy("Industry"),
        value="sector_id",
        sort="sector__code",
        export=lambda row: row.sector.name if row.sector else "",
        help=gettext_lazy("KSIC division; the name is in the Excel file"),
    ),
    Column("headcount", gettext_lazy("Headcount"), Kind.NUMBER, sort="headcount"),
    Column("sales_won", gettext_lazy("Sales"), Kind.WON, sort="sales_won"),
    Column("received_at", gettext_lazy("Received"), Kind.DATE, sort="received_at"),
    Column(
        "number",
        gettext_lazy("Business number"),
        value=lambda row: unbroken(business_number(row.number)),
        export=lambda row: business_number(row.number),
    ),
)


def list_page(programme: Programme, actor: Actor, *, staff: bool) -> ListPage:
    """The list of one programme as this reader sees it; ``staff`` may enter forms and assign visitors."""
    page = ListPage(
        key="interests",
        title=_("Interest forms"),
        lead=programme.name,
        columns=(*FIRST, CONTACT, *LAST) if SEE_CONTACTS.ask_role(actor) else (*FIRST, *LAST),
        filters=(
            Filter("state", _("State"), field="status", choices=InterestState.choices),
            Filter(
                "city",
                _("City or county"),
                field="city__code",
                choices=[(c.code, c.name) for c in programmes.cities_of(programme)],
            ),
            Filter("sector", _("Industry"), field="sector__code", choices=[(s.code, s.name) for s in sectors()]),
            Filter(
                "readiness",
                _("Readiness"),
                choices=Readiness.choices,
                apply=lambda rows, value: rows.filter(readiness=value),
            ),
            Filter("source", _("Source"), field="source", choices=Source.choices),
        ),
        search=lambda rows, q: rows.filter(hangul.matches(q)),
        search_label=_("Firm, business number or receipt"),
        row_url=lambda row: reverse("prospects:detail", args=[row.pk]),
        default_sort="-received_at",
        empty=Empty(_("No interest form has come in yet"), _("Firms send it from the public page of the call.")),
        wide=True,
    )
    if not staff:
        return page
    return replace(
        page,
        bulk=(BulkAction("assign", _("Assign a visitor"), reverse("prospects:assign", args=[programme.slug])),),
        primary=Action(_("Enter on behalf of a firm"), reverse("prospects:enter", args=[programme.slug]), "plus"),
    )


@needs(LIST)
@require_GET
def interests(request: HttpRequest, slug: str | None = None) -> HttpResponseBase:
    """The forms of a programme within the reader's reach."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    is_about(request, programme)
    rows = SEE_CONTACTS.marked(actor, queries.interests_of(programme.pk, actor), "contact_is_open")
    staff = bool(ENTER.ask(actor, programme))
    context = {
        "programme": programme,
        "staff": staff,
        "suspicions": len(queries.similar_pairs(programme.pk)) if staff else 0,
    }
    page = list_page(programme, actor, staff=staff)
    return render_list(request, page, rows, context=context, template="prospects/list.html")


@needs(EDIT)
@require_POST
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """First shows the chosen firms by city, then plans all visits or none."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    rows = queries.interests_of(programme.pk, actor)
    page = list_page(programme, actor, staff=True)
    chosen = list(selected_rows(request, page, rows).order_by("city__code", "firm_name", "pk"))
    planning = "planned_at" in request.POST
    form = VisitPlan(request.POST if planning else None, visitors=queries.visitors_of(programme))
    refused = "" if chosen else _("Choose at least one firm.")
    if planning and chosen and form.is_valid():
        try:
            return _assigned(request, programme, chosen, form)
        except ActionRefused as refusal:
            refused = refusal.reason
    context = {"programme": programme, "chosen": chosen, "form": form, "refused": refused}
    return render(request, "prospects/assign.html", context, status=409 if refused else 422 if form.errors else 200)


def _assigned(request: HttpRequest, programme: Programme, chosen: list[Interest], form: VisitPlan) -> HttpResponse:
    visitor = form.cleaned_data["visitor"]
    visits = actions.plan_visits(
        interests=chosen,
        visitor_id=visitor.pk,
        planned_at=form.cleaned_data["planned_at"],
        by=actor_of(request),
        at=clock.now(),
    )
    words = {"name": visitor.name, "count": counted(len(visits), "firm")}
    messages.success(request, _("%(name)s will visit %(count)s.") % words)
    return redirect("prospects:list_of", slug=programme.slug)
