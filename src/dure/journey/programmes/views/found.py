"""Rows named in an address, or the page that says there is none."""

from django.http import Http404
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import row_or_404
from dure.journey.programmes import queries
from dure.journey.programmes.access import SEE
from dure.journey.programmes.models import NoticeVersion, Programme


def programme(slug: str, actor: Actor) -> Programme:
    """A programme the actor may see."""
    return row_or_404(lambda: queries.programme(slug), SEE, actor, _("There is no programme of this address."))


def draft(row: Programme) -> NoticeVersion:
    """The draft of a programme's notice."""
    found = queries.draft_of(row.pk)
    if found is None:
        raise Http404(_("There is no draft: the notice is published. Begin an amendment to change it."))
    return found
