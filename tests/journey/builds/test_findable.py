import pytest
from tests import world as w
from tests.journey.agreements import scene as agreements
from tests.journey.builds.test_suppliers import AT

from dure.foundation.access.actor import Role
from dure.foundation.search.actions import rebuild
from dure.foundation.search.queries import find
from dure.journey.builds import actions

pytestmark = pytest.mark.django_db


def test_a_supplier_of_the_register_is_found_by_name_and_topic_and_again_after_a_restore() -> None:
    vendor = agreements.supplier("두레솔루션")
    row = actions.enter_supplier(organisation=vendor.organisation, by=vendor.actor, at=AT)
    actions.edit_profile(
        profile=row, page=actions.Page(introduction="전북의 MES", topics=("mes",)), revision=0, by=vendor.actor, at=AT
    )
    reader = w.member("장감사", Role.AUDITOR, w.organisation("감사위원회", "auditor")).actor
    asked = ("두레솔루션", "MES")
    found = [[hit.row_id for hit in find(reader, q, kind="supplier").hits] for q in asked]
    rebuild()
    again = [[hit.row_id for hit in find(reader, q, kind="supplier").hits] for q in asked]
    assert (found, again) == ([[row.pk], [row.pk]], [[row.pk], [row.pk]])
