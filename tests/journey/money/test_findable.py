import pytest
from tests.journey.money import scene as s

from dure.foundation.search.actions import rebuild
from dure.foundation.search.queries import find

pytestmark = pytest.mark.django_db


def test_a_claim_is_found_by_firm_and_by_the_invoice_of_its_evidence() -> None:
    here = s.started()
    other = s.started("무주식품", world=here.world)
    draft = s.spending(here.cost, 1_000_000)
    claim = s.written(here, "final", draft)
    found = [
        [(hit.kind, hit.row_id) for hit in find(actor, q, kind="claim").hits]
        for actor, q in ((here.checker, draft.invoice_no), (here.owner, "진안식품"), (other.owner, draft.invoice_no))
    ]
    assert found == [[("claim", claim.pk)], [("claim", claim.pk)], []]


def test_claims_are_found_again_after_a_restore() -> None:
    here = s.started()
    claim = s.written(here, "final", s.spending(here.cost, 1_000_000))
    rebuild()
    assert [hit.row_id for hit in find(here.checker, "진안식품", kind="claim").hits] == [claim.pk]
