"""Two people do the same to a build at once: it happens once, and the ledger holds."""

import pytest
from tests.journey.builds import scene as s
from tests.racing import at_once
from tests.world import ledger_holds, moment

from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.models import Entry
from dure.journey.agreements.models import Agreement
from dure.journey.builds import actions
from dure.journey.builds.models import Build, Finding, Milestone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_finding_is_confirmed_once() -> None:
    scene = s.begun()
    at = moment(10, 20)
    written = actions.WriteUp("to_mend", at.date(), "", (actions.FindingText("바코드"),))
    actions.write_inspection(inspection=scene.check("mid_check"), written=written, by=scene.operator, at=at)
    related = "inspection__build__agreement__programme"
    finding = Finding.objects.select_related(related).get()
    actions.resolve_finding(finding=finding, result="교체", by=scene.vendor, at=at)

    def confirm() -> None:
        row = Finding.objects.select_related(related).get()
        actions.confirm_finding(finding=row, by=scene.operator, at=moment(10, 21))

    assert at_once(confirm, confirm) == ["done", "refused"]
    assert Entry.objects.filter(action="builds.confirm_finding").count() == 1
    assert ledger_holds()


def test_a_build_is_completed_once_and_its_agreement_with_it() -> None:
    scene = s.begun()
    s.ready(scene)

    def complete() -> None:
        actions.complete_build(build=scene.fresh(), on=s.IN_TIME.date(), by=scene.operator, at=s.IN_TIME)

    assert at_once(complete, complete) == ["done", "refused"]
    assert Agreement.objects.get().status == "completed"
    assert ledger_holds()


def test_a_build_begins_once() -> None:
    scene = s.begun()
    agreement = Agreement.objects.select_related("programme").get()

    def begin() -> object:
        return actions.begin_build(agreement=agreement, by=SYSTEM, at=s.BEGUN)

    assert at_once(begin, begin) == ["done", "done"]
    assert (Build.objects.count(), Milestone.objects.count()) == (1, scene.build.milestones.count())
