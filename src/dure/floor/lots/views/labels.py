"""Sheets of QR labels for lots."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.floor.lots.paper import labels_pdf
from dure.floor.lots.queries import LotFacts, lots_of
from dure.floor.lots.views.found import amount_of
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.frame import own_plant
from dure.floor.plant.names import Called
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.formats import day

MOST = 240
PER_SHEET = 24


@needs(VIEW_SITE)
@require_GET
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Labels of the lots named in the address (``?lot=``), each as often as ``?copies=`` says; else the newest."""
    site, plant = own_plant(code, actor_of(request))
    wanted = request.GET.getlist("lot")
    found = [each for each in lots_of(code, plant) if not wanted or each.code in wanted]
    copies = request.GET.get("copies", "")
    times = min(max(int(copies), 1), MOST) if copies.isdecimal() else (PER_SHEET if wanted else 1)
    labels = [_label(Called(plant), each) for each in found[:PER_SHEET] for _copy in range(times)][:MOST]
    if not labels:
        raise Http404(_("There is no lot to print a label for."))
    response = HttpResponse(labels_pdf(site.name, labels), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="lots-{site.code}.pdf"'
    return response


def _label(called: Called, each: LotFacts) -> dict[str, str]:
    """The code holds the lot alone: a scanner types it wherever a lot is asked for."""
    return {
        "lot": each.code,
        "item": called.item(each.item) if each.item else "",
        "amount": amount_of(each),
        "made": f"{_('Made on')} {day(each.produced_at)}" if each.produced_at else "",
        "use_by": f"{_('Use by')} {day(each.expires_on)}" if each.expires_on else "",
        "origin": f"{_('Origin')} {each.origin}" if each.origin else "",
    }
