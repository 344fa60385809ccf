"""Taking a submitted plan back while intake is open, to write on and submit it again."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, Allowed, Refused, Verdict
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.applications import news
from dure.journey.applications.access import SUBMIT
from dure.journey.applications.actions.submitting import check_on_behalf
from dure.journey.applications.models import Application, Supplement
from dure.journey.applications.states import ApplicationState
from dure.journey.programmes.queries import intake_is_open


def take_back(*, application: Application, by: Actor, at: datetime) -> Application:
    """Open a submitted plan again. Its number, the versions handed in and their checks stay on record.

    Refused once intake is closed for its type and city, or once a supplement was requested: from then on it is
    changed by answering that.
    """
    SUBMIT.demand(by, application)
    with act("applications.take_back", chain=application.programme.chain, by=by, at=at, subject=application):
        row = (
            Application.objects.select_for_update(of=("self",))
            .select_related("programme", "firm")
            .get(pk=application.pk)
        )
        verdict = may_take_back(row, at)
        if isinstance(verdict, Refused):
            raise ActionRefused(str(verdict.reason))
        check_on_behalf(row, by)
        move(row, "take_back", by=by, at=at)
        # Those who see only what was handed in no longer see it, and its check no longer counts.
        row.submitted_at, row.verdict = None, ""
        row.save(update_fields=["submitted_at", "verdict"])
        news.taken_back(row, by=by, at=at)
    application.refresh_from_db()
    return application


def may_take_back(row: Application, at: datetime) -> Verdict:
    """Whether the plan can still be taken back."""
    if row.status != ApplicationState.SUBMITTED:
        return Refused(_("Only a submitted plan on which nothing was decided yet can be taken back."))
    if Supplement.objects.filter(application_id=row.pk).exists():
        return Refused(_("A supplement was requested for this plan, so it can be changed only by a supplement."))
    verdict = intake_is_open(row.programme_id, row.type_code, row.city_id, at)
    if isinstance(verdict, Refused):
        return Refused(_("The plan can no longer be taken back. %(why)s") % {"why": verdict.reason})
    return Allowed()
