"""E-mails that did not go out."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.messages import actions, queries
from dure.foundation.messages.access import SEND_AGAIN, VIEW_OUTBOX
from dure.foundation.messages.models import Outgoing


@require_GET
@needs(VIEW_OUTBOX)
def outbox(request: HttpRequest) -> HttpResponse:
    """What failed, with the reason, and a button to send it again."""
    may_send = bool(SEND_AGAIN.ask_role(actor_of(request)))
    return render(request, "messages/outbox.html", {"rows": queries.failed_mail()[:200], "may_send": may_send})


@require_POST
@needs(SEND_AGAIN)
def send_again(request: HttpRequest, outgoing_id: int) -> HttpResponse:
    """Queue one of them again."""
    row = get_object_or_404(Outgoing, pk=outgoing_id)
    try:
        actions.send_again(outgoing=row, by=actor_of(request), at=clock.now())
        notes.success(request, _("It will be sent within a minute."))
    except ActionRefused as refused:
        notes.error(request, refused.reason)
    return redirect("messages:outbox")
