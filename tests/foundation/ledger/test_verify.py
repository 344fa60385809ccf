from datetime import UTC, datetime

import pytest

from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.ledger.actions import bury_note
from dure.foundation.ledger.models import Chain, Entry, Evidence, Note
from dure.foundation.ledger.verify import Broken, Verified, heads, verify
from dure.foundation.places.models import Place, PlaceKind

pytestmark = pytest.mark.django_db
AT = datetime(2024, 3, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def three_entries() -> None:
    for code in ("11", "12", "13"):
        with act("test.make", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT, reason="이유") as this:
            this.about(Place.objects.create(code=code, kind=PlaceKind.PROVINCE, name_ko="도", name_en="P"))


def test_verify_of_an_untouched_record_counts_entries_and_rows(three_entries):
    assert verify() == Verified(3, 3, heads())


def test_verify_row_changed_again_by_an_act_holds(three_entries):
    row = Place.objects.get(pk="12")
    with act("test.change", chain=INSTALLATION_CHAIN, by=SYSTEM, at=AT) as this:
        row.name_ko = "다른 도"
        row.save()
        this.about(row)

    assert isinstance(verify(), Verified)


@pytest.mark.parametrize(
    ("tamper", "position", "what"),
    [
        (
            lambda: Place.objects.filter(pk="12").update(name_ko="몰래"),
            2,
            "places.place 12 was changed outside an act",
        ),
        (lambda: Place.objects.filter(pk="13").delete(), 3, "places.place 13 was changed outside an act"),
        (
            lambda: Entry.objects.filter(position=2).update(action="x"),
            2,
            "the entry or its evidence was changed",
        ),
        (
            lambda: Entry.objects.filter(position=1).update(at=datetime(2024, 1, 1, tzinfo=UTC)),
            1,
            "the entry or its evidence was changed",
        ),
        (
            lambda: Evidence.objects.filter(row_id="12").update(digest="0" * 64),
            2,
            "the entry or its evidence was changed",
        ),
        (lambda: Evidence.objects.filter(row_id="12").delete(), 2, "the entry or its evidence was changed"),
        (
            lambda: Note.objects.filter(entry__position=3).update(reason="다른 이유"),
            3,
            "the note was changed",
        ),
        (
            lambda: Note.objects.filter(entry__position=2).update(buried_at=AT, reason=""),
            2,
            "the note was emptied without an act",
        ),
        (lambda: Note.objects.filter(entry__position=2).delete(), 2, "the note is gone"),
        (lambda: Chain.objects.update(position=2), 4, "the head does not match the last entry"),
    ],
)
def test_verify_finds_tampering(three_entries, tamper, position, what):
    tamper()

    assert verify() == Broken(INSTALLATION_CHAIN, position, what)


def cut_the_tail() -> None:
    last = Entry.objects.get(position=3)
    Evidence.objects.filter(entry=last).delete()
    Note.objects.filter(entry=last).delete()
    last.delete()
    Place.objects.filter(pk="13").delete()
    kept = Entry.objects.get(position=2)
    Chain.objects.update(position=2, digest=kept.digest)


def test_verify_misses_a_cut_tail_without_published_heads_and_finds_it_with_them(three_entries):
    published = heads()
    cut_the_tail()

    assert isinstance(verify(), Verified)
    assert verify(published) == Broken(INSTALLATION_CHAIN, 3, "entries after this one were published and are gone")


def test_verify_published_chain_that_is_gone_is_found(three_entries):
    assert verify({"programme:9": (4, "0" * 64)}) == Broken("programme:9", 0, "a published chain is gone")


def test_bury_note_keeps_the_chain_whole(three_entries):
    note = Note.objects.get(entry__position=2)

    bury_note(note=note, by=SYSTEM, at=AT, reason="개인정보 파기")

    assert isinstance(verify(), Verified)
    assert Note.objects.get(pk=note.pk).reason == ""
