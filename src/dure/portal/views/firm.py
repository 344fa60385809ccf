"""A firm's story: one timeline, and at its top where it stands, what is next and who has the ball."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.access.verdict import AccessRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import won_short
from dure.foundation.interface.parts import Fact, Tab
from dure.foundation.interface.registered_numbers import business_number
from dure.foundation.parties import queries as parties
from dure.foundation.places.queries import place_by_code, sectors
from dure.portal.queries.firm import FirmStory, entries, firm_story
from dure.portal.stages import TELLERS


@signed_in
def show_firm(request: HttpRequest, firm_id: int) -> HttpResponse:
    """The story as far as the reader may see it; a firm outside the reader's sight is refused with a reason."""
    if not parties.has_organisation(firm_id):
        raise Http404
    story = firm_story(firm_id, actor_of(request), now())
    if story is None:
        raise AccessRefused(
            _("This firm's story is open to the firm, its city or county, the operator and those who support it.")
        )
    kind = request.GET.get("kind", "")
    context = {
        "story": story,
        "facts": _facts(story),
        "entries": entries(story, kind),
        "tabs": _tabs(story, kind, firm_id),
    }
    return render(request, "portal/firm.html", context)


def _tabs(story: FirmStory, kind: str, firm_id: int) -> list[Tab]:
    url = reverse("portal:firm", args=[firm_id])
    counts = {teller.code: sum(1 for code, _line in story.lines if code == teller.code) for teller in TELLERS}
    tabs = [Tab(_("All"), url, current=not kind, count=len(story.lines))]
    return tabs + [
        Tab(teller.label, f"{url}?kind={teller.code}", current=kind == teller.code, count=counts[teller.code])
        for teller in TELLERS
        if counts[teller.code]
    ]


def _facts(story: FirmStory) -> list[Fact]:
    facts = story.facts
    sector = sectors().filter(code=facts.sector_code).first()
    cities = [place_by_code(code) for code in facts.factory_city_codes]
    year = _("%(year)d") % {"year": facts.year} if facts.year else ""
    rows = [
        Fact(
            _("Business registration number"),
            business_number(facts.number) if facts.number else _("not recorded"),
        ),
        Fact(_("Representative"), facts.representative or _("not recorded")),
        Fact(_("Factory"), ", ".join(city.name for city in cities if city) or _("not recorded")),
        Fact(_("Sector"), sector.name if sector else _("not recorded")),
    ]
    if facts.sales_won is not None:
        rows.append(Fact(_("Sales"), won_short(facts.sales_won), note=year))
    if facts.headcount is not None:
        rows.append(Fact(_("Headcount"), facts.headcount, note=year))
    return rows
