"""The lists as decided, for those who read them: each with its minutes and its fingerprint."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.lists import Column, Empty, Kind, ListPage, State, render_list
from dure.journey.selection.access import VIEW_LIST
from dure.journey.selection.models import Publication
from dure.journey.selection.states import PublicationState


def _state(row: Publication) -> State:
    tone = "done" if row.status == PublicationState.PUBLISHED else "draft"
    return State(row.get_status_display(), tone)


LISTS = ListPage(
    key="selection-lists",
    title=_("Lists and minutes"),
    lead=_("Each list as the committee decided it, with the reasons, the minutes and the fingerprint to check it by."),
    columns=(
        Column("programme", _("Programme"), Kind.LINK, value="programme.name", card=1),
        Column("published", _("Published"), Kind.MOMENT, value="published_at", sort="published_at", card=3),
        Column("state", _("State"), Kind.STATE, value=_state, card=2),
        Column("selected", _("Selected"), Kind.NUMBER, value="selected", sort="selected", card=4),
        Column("decided", pgettext_lazy("applications", "Decided"), Kind.NUMBER, value="decided", sort="decided"),
        Column("appeals", _("Appeals"), Kind.NUMBER, value="appealed", sort="appealed"),
    ),
    row_url=lambda row: reverse("selection:approval", args=[row.pk]),
    default_sort="-published",
    empty=Empty(_("No list has been published yet"), _("Lists stand here from the day they are published.")),
)


@needs(VIEW_LIST)
@require_GET
def show_lists(request: HttpRequest) -> HttpResponseBase:
    """Every list within the reader's sight, the newest first."""
    rows = VIEW_LIST.rows(actor_of(request), Publication.objects.select_related("programme"))
    counted = rows.annotate(
        decided=Count("decisions", distinct=True),
        selected=Count("decisions", filter=Q(decisions__application__status="selected"), distinct=True),
        appealed=Count("decisions__appeals", distinct=True),
    )
    return render_list(request, LISTS, counted)
