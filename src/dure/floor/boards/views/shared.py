"""What firms let others see of their plants: the list of those who may, and the page of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.floor.boards.queries.shared import weeks_shared
from dure.floor.plant import queries
from dure.floor.plant.access import RECIPIENTS, VIEW_SHARED, VIEW_SHARING
from dure.floor.plant.labels import FIGURES
from dure.floor.plant.models import Sharing
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import today
from dure.foundation.interface.parts import Crumb


@needs(VIEW_SHARED)
@require_GET
def show_list(request: HttpRequest) -> HttpResponse:
    """The plants whose firms share something with the reader's organisation."""
    rows = [(each, [FIGURES[name][0] for name in each.figures]) for each in queries.shared_with(actor_of(request))]
    return render(request, "boards/shared.html", {"rows": rows, "crumbs": [Crumb(_("Plants that share figures"))]})


@needs(VIEW_SHARING)
@require_GET
def show_site(request: HttpRequest, sharing_id: int) -> HttpResponse:
    """The agreed figures of one plant by week. The firm opens the same page to see what is seen of it."""
    actor, row = actor_of(request), queries.sharing(sharing_id)
    if row is None:
        raise Http404(_("There is no such agreement."))
    VIEW_SHARING.demand(actor, row)
    context = {
        "sharing": row,
        "is_recipient": row.recipient_id in actor.organisations(*RECIPIENTS),
        "is_to_come": row.ended_at is None and row.starts_on > today(),
        "labels": [FIGURES[name][0] for name in row.figures],
        "weeks": weeks_shared(row, today()),
        "crumbs": _crumbs(row, row.recipient_id in actor.organisations(*RECIPIENTS)),
    }
    return render(request, "boards/shared_site.html", context)


def _crumbs(row: Sharing, is_recipient: bool) -> list[Crumb]:
    if is_recipient:
        return [Crumb(_("Plants that share figures"), reverse("boards:shared")), Crumb(row.site.name)]
    return [Crumb(row.site.name, reverse("plant:sharing", args=[row.site.code])), Crumb(row.recipient.name)]
