"""Rows named in an address, or the page that says there is none."""

from django.http import Http404
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import row_or_404
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import Programme
from dure.journey.prospects import queries
from dure.journey.prospects.access import ENTER, SEE, WRITE_UP
from dure.journey.prospects.models import Interest, Sheet, Visit


def programme(slug: str | None, actor: Actor) -> Programme:
    """The programme of the address, or the one the actor means."""
    if slug is None:
        current = programmes.current_programme(actor)
        if current is None:
            raise Http404(_("There is no programme yet."))
        return current
    try:
        return programmes.programme(slug)
    except Programme.DoesNotExist:
        raise Http404(_("There is no programme of this address.")) from None


def interest(interest_id: int, actor: Actor) -> Interest:
    """An interest form the actor may see."""
    return row_or_404(lambda: queries.interest(interest_id), SEE, actor, _("There is no such interest form."))


def visit(visit_id: int, actor: Actor) -> Visit:
    """A visit the actor may write up."""
    return row_or_404(lambda: queries.visit(visit_id), WRITE_UP, actor, _("There is no such visit."))


def sheet(sheet_id: int, actor: Actor) -> Sheet:
    """An Excel file that was read, for those who may enter it."""
    try:
        row = queries.sheet(sheet_id)
    except Sheet.DoesNotExist:
        raise Http404(_("This file is gone: it was entered or thrown away.")) from None
    ENTER.demand(actor, row.programme)
    return row
