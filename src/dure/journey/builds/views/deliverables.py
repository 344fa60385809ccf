"""The page of a deliverable: its files, and handing it in, accepting it, giving it back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.journey.builds import actions
from dure.journey.builds.access import SPEAK_FOR_FIRM, VIEW_PART, WORK_ON_BUILD
from dure.journey.builds.models import Deliverable
from dure.journey.builds.states import DeliverableState
from dure.journey.builds.views.frame import crumbs, entries, part_or_404
from dure.journey.builds.words import TONES


@needs(VIEW_PART)
def show_deliverable(request: HttpRequest, deliverable_id: int) -> HttpResponse:
    """Its files and what may be done with it now."""
    row = part_or_404(request, Deliverable, deliverable_id, VIEW_PART)
    actor = actor_of(request)
    may_judge = bool(SPEAK_FOR_FIRM.ask(actor, row.build))
    context = {
        "row": row,
        "build": row.build,
        "tone": TONES[row.status],
        "attachments": attachments(row, by=actor, at=now()),
        "may_hand_in": row.status == DeliverableState.DUE and bool(WORK_ON_BUILD.ask(actor, row.build)),
        "may_accept": may_judge and row.status == DeliverableState.HANDED_IN,
        "may_return": may_judge and row.status != DeliverableState.DUE,
        "entries": entries(row),
        "crumbs": crumbs(row.build, (row.name, "")),
    }
    return render(request, "builds/deliverable.html", context)


@require_POST
@needs(WORK_ON_BUILD)
def settle(request: HttpRequest, deliverable_id: int, verb: str) -> HttpResponse:
    """Hand it in, accept it, give it back."""
    row = part_or_404(request, Deliverable, deliverable_id, VIEW_PART)
    named: dict[str, Any] = {"deliverable": row, "by": actor_of(request), "at": now()}
    verbs = {
        "hand-in": (_("The deliverable is handed in."), lambda: actions.hand_in_deliverable(**named)),
        "accept": (_("The deliverable is accepted."), lambda: actions.accept_deliverable(**named)),
        "return": (
            _("The deliverable is given back."),
            lambda: actions.return_deliverable(**named, reason=reason_of(request)),
        ),
    }
    if verb not in verbs:
        raise Http404
    return done(request, reverse("builds:deliverable", args=[row.pk]), *verbs[verb])
