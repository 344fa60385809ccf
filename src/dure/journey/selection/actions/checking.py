"""Having an answer checked by the verifier that shares no code with the solver."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.jobs.run import JobCancelled
from dure.foundation.ledger.act import act
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.engine import NOBODY, Watch, check_answer
from dure.journey.selection.models import Scenario


def check_scenario(
    *, scenario: Scenario, by: Actor, at: datetime, job_id: int | None = None, watch: Watch = NOBODY
) -> None:
    """Prove the answer once more with another solver; a failure is refused with the first difference found.

    A check whose ``job_id`` lost its place, or whose answer was replaced meanwhile, keeps nothing.
    """
    WORK_ON_SCENARIO.demand(by, scenario)
    if not scenario.answer:
        raise ActionRefused(_("Run the scenario first."))
    failures = check_answer(scenario.problem, scenario.answer, watch)
    if failures:
        words = {"path": failures[0]["path"]}
        raise ActionRefused(_("The check found a difference at %(path)s. Solve the scenario anew.") % words)
    with act("selection.check_scenario", chain=scenario.programme.chain, by=by, at=at, subject=scenario) as this:
        now = Scenario.objects.select_for_update().get(pk=scenario.pk)
        if now.digest != scenario.digest or (job_id is not None and now.job_id != job_id):
            raise JobCancelled
        scenario.checked_at = at
        scenario.save(update_fields=["checked_at"])
        this.detail.update(digest=scenario.digest)
