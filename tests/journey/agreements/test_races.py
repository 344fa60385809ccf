"""Two people at once: one agreement is made, one document is sent."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from tests.journey.agreements.scene import REVIEWED, SENT, prepared_agreement, reviewed, selected
from tests.world import ledger_holds

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.signing.models import Envelope
from dure.journey.agreements import actions
from dure.journey.agreements.models import AgreedPlan, Agreement, CostReview

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[], object], times: int = 2) -> list[str]:
    """Start all together; how each ended."""
    gate, ended = threading.Barrier(times), []

    def run() -> None:
        try:
            gate.wait()
            work()
            ended.append("done")
        except ActionRefused:
            ended.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_two_accept_the_cost_and_one_agreement_is_made() -> None:
    here = selected()
    pk = reviewed(here).pk
    ended = at_once(
        lambda: actions.accept_cost(review=CostReview.objects.get(pk=pk), by=here.operator, at=REVIEWED), times=3
    )

    assert ended == ["done", "refused", "refused"]
    assert (Agreement.objects.count(), AgreedPlan.objects.count()) == (1, 1)
    assert ledger_holds()


def test_two_send_and_one_document_is_open() -> None:
    here = selected()
    pk = prepared_agreement(here).pk
    ended = at_once(
        lambda: actions.send_for_signature(agreement=Agreement.objects.get(pk=pk), by=here.operator, at=SENT)
    )

    assert ended == ["done", "refused"]
    assert [each.status for each in Envelope.objects.all()] == ["open"]
    assert ledger_holds()
