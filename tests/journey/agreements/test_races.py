"""Two people at once: one agreement is made, one document is sent."""

import pytest
from tests.journey.agreements.scene import REVIEWED, SENT, prepared_agreement, reviewed, selected
from tests.racing import at_once
from tests.world import ledger_holds

from dure.foundation.signing.models import Envelope
from dure.journey.agreements import actions
from dure.journey.agreements.models import AgreedPlan, Agreement, CostReview

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_accept_the_cost_and_one_agreement_is_made() -> None:
    here = selected()
    pk = reviewed(here).pk

    def accept() -> object:
        return actions.accept_cost(review=CostReview.objects.get(pk=pk), by=here.operator, at=REVIEWED)

    ended = at_once(accept, accept, accept)

    assert ended == ["done", "refused", "refused"]
    assert (Agreement.objects.count(), AgreedPlan.objects.count()) == (1, 1)
    assert ledger_holds()


def test_two_send_and_one_document_is_open() -> None:
    here = selected()
    pk = prepared_agreement(here).pk

    def send() -> object:
        return actions.send_for_signature(agreement=Agreement.objects.get(pk=pk), by=here.operator, at=SENT)

    ended = at_once(send, send)

    assert ended == ["done", "refused"]
    assert [each.status for each in Envelope.objects.all()] == ["open"]
    assert ledger_holds()
