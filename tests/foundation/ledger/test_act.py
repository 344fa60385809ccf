from datetime import UTC, datetime

import pytest
from django.db import transaction

from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act, current_act
from dure.foundation.ledger.models import Chain, Entry, Evidence
from dure.foundation.places.models import Place, PlaceKind

pytestmark = pytest.mark.django_db
AT = datetime(2024, 3, 20, 1, 0, tzinfo=UTC)


def place(code: str) -> Place:
    return Place.objects.create(code=code, kind=PlaceKind.PROVINCE, name_ko="도", name_en="Province")


def test_act_writes_one_entry_after_the_last_step():
    with act("test.make", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT) as this:
        this.about(place("11"))

        assert Entry.objects.count() == 0
    entry = Entry.objects.get()

    assert (entry.position, entry.action, entry.subject_id, entry.actor) == (1, "test.make", "11", "system")


def test_act_nested_in_another_queues_its_entry_in_order():
    with act("test.outer", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT):
        with act("test.inner", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT) as inner:
            inner.about(place("12"))

    assert list(Entry.objects.values_list("position", "action")) == [(1, "test.outer"), (2, "test.inner")]


def test_act_that_fails_writes_nothing_at_all():
    with pytest.raises(RuntimeError, match="half way"):
        with act("test.fail", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT) as this:
            this.about(place("13"))
            raise RuntimeError("half way")

    assert (Entry.objects.count(), Place.objects.count(), Chain.objects.count()) == (0, 0, 0)


def test_act_rolled_back_with_its_transaction_leaves_the_head_alone():
    with act("test.first", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT):
        pass
    with pytest.raises(RuntimeError), transaction.atomic():
        with act("test.second", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT):
            pass
        raise RuntimeError
    with act("test.third", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT):
        pass

    assert list(Entry.objects.values_list("position", "action")) == [(1, "test.first"), (2, "test.third")]


def test_act_keeps_the_removal_of_a_row_as_an_empty_digest():
    row = place("14")
    with act("test.remove", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT) as this:
        this.evidence(row)
        Place.objects.filter(pk="14").delete()

    assert list(Evidence.objects.values_list("row_id", "digest")) == [("14", "")]


def test_current_act_outside_an_act_is_refused():
    with pytest.raises(RuntimeError, match="inside an act"):
        current_act()
