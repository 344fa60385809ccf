"""Parties sign in order, each revision is a document, and an outside tool finds the signatures valid."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.foundation.signing.papers import (
    AT,
    LATER,
    Scene,
    actor,
    content,
    factor,
    pdf,
    pdfsig,
    seat,
    sign,
    sign_all,
)

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.documents.models import Document
from dure.foundation.ledger.models import Entry, Note
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.signing import actions, queries
from dure.foundation.signing.models import Envelope
from dure.foundation.signing.news import EnvelopeConcluded
from dure.foundation.signing.portable import fields_of
from dure.foundation.workflow import events

pytestmark = pytest.mark.django_db


def test_opening_places_every_field_before_the_first_signature(scene: Scene) -> None:
    envelope = scene.open()
    kept = content(envelope)

    assert fields_of(kept) == ["Signature1", "Signature2", "Signature3"]
    assert kept.startswith(pdf())
    assert [each.kind for each in Document.objects.order_by("id")] == ["base", "revision"]
    assert isinstance(verify(), Verified)


def test_all_signatures_are_valid_to_an_outside_tool(scene: Scene, tmp_path: Path) -> None:
    envelope = sign_all(scene.open(), scene)
    path = tmp_path / "signed.pdf"
    path.write_bytes(content(envelope))

    assert pdfsig(path) == ["Signature is Valid."] * 3
    assert (envelope.status, envelope.conclusion, envelope.closed_at) == ("concluded", "signed", LATER)


def test_one_changed_byte_breaks_all_signatures(scene: Scene, tmp_path: Path) -> None:
    kept = bytearray(content(sign_all(scene.open(), scene)))
    kept[kept.index(b"stream") + 40] ^= 1
    path = tmp_path / "changed.pdf"
    path.write_bytes(kept)

    assert pdfsig(path) == ["Digest Mismatch."] * 3
    assert [each.is_good for each in queries.verify_pdf(bytes(kept), LATER)] == [False] * 3


def test_every_signature_is_a_revision_that_begins_with_the_one_before(scene: Scene) -> None:
    envelope = sign_all(scene.open(), scene)
    kinds = [*Document.objects.filter(kind="revision").order_by("id")]
    contents = [queries.current_file(Envelope(current=each)).read_bytes() for each in kinds]

    assert len(contents) == 4
    assert all(later.startswith(earlier) for earlier, later in pairwise(contents))
    assert envelope.current_sha256 == kinds[-1].sha256


def test_signing_before_ones_turn_is_refused(scene: Scene) -> None:
    with pytest.raises(ActionRefused, match="운영기관"):
        sign(scene.open(), scene.firm)


def test_parties_of_one_order_sign_side_by_side(scene: Scene) -> None:
    envelope = scene.open((1, 1, 2))
    sign(envelope, scene.firm)
    turns = queries.ceremony(Envelope.objects.get()).turns

    assert [(turn.person, turn.is_next, turn.status) for turn in turns] == [
        ("김운영", True, "waiting"),
        ("박대표", False, "signed"),
        ("이공급", False, "waiting"),
    ]


def test_signing_an_outdated_version_is_refused(scene: Scene) -> None:
    envelope = scene.open((1, 1, 2))
    seen = envelope.current_sha256
    sign(envelope, scene.firm)

    with pytest.raises(ActionRefused):
        sign(envelope, scene.operator, seen_sha256=seen)
    assert seat(envelope, scene.operator).status == "waiting"


def test_signing_twice_is_refused(scene: Scene) -> None:
    envelope = scene.open()
    sign(envelope, scene.operator)

    with pytest.raises(ActionRefused):
        sign(envelope, scene.operator)
    assert Document.objects.filter(kind="revision").count() == 2


def test_someone_else_cannot_sign(scene: Scene) -> None:
    envelope = scene.open()
    with pytest.raises(AccessRefused):
        actions.sign(
            signatory=seat(envelope, scene.operator),
            seen_sha256=envelope.current_sha256,
            factor=factor(),
            by=actor(scene.firm),
            at=LATER,
        )


@pytest.mark.parametrize("confirmed_at", [LATER - timedelta(minutes=5, seconds=1), LATER + timedelta(seconds=1)])
def test_a_stale_confirmation_is_refused(scene: Scene, confirmed_at: object) -> None:
    with pytest.raises(ActionRefused):
        sign(scene.open(), scene.operator, factor=factor(confirmed_at))


def test_how_the_signer_was_confirmed_is_on_record(scene: Scene) -> None:
    envelope = scene.open()
    row = sign(envelope, scene.operator)
    entry = Entry.objects.get(action="signing.sign")

    assert Note.objects.get(entry=entry).detail == {
        "factor": "totp",
        "confirmed_at": LATER.isoformat(),
        "key": row.key.fingerprint,
    }
    assert (row.factor, entry.chain.key) == ("totp", "programme:1")


def test_conclusion_is_announced_once_to_the_stage(
    scene: Scene, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[EnvelopeConcluded] = []
    monkeypatch.setattr(events, "_HANDLERS", {EnvelopeConcluded: [heard.append]})
    with django_capture_on_commit_callbacks(execute=True):
        envelope = sign_all(scene.open(), scene)

    owner = scene.employer(scene.firm).pk
    assert heard == [EnvelopeConcluded("parties.organisation", owner, envelope.pk, "signed", LATER)]


def test_a_document_changed_on_disk_is_not_signed_and_does_not_verify(scene: Scene) -> None:
    envelope = scene.open()
    sign(envelope, scene.operator)
    path = queries.current_file(Envelope.objects.get())
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"\n")

    with pytest.raises(ActionRefused):
        sign(envelope, scene.firm)
    assert [each.is_good for each in queries.verify(Envelope.objects.get(), LATER)] == [False]


def test_verification_names_each_signer_and_what_stands_behind(scene: Scene) -> None:
    envelope = sign_all(scene.open(), scene)
    found = queries.verify(envelope, LATER)

    assert [(each.signer.split(",")[0], each.is_good, each.trust, each.signed_at) for each in found] == [
        ("김운영", True, "development", LATER),
        ("박대표", True, "development", LATER),
        ("이공급", True, "development", LATER),
    ]


def test_what_waits_is_shown_to_the_one_whose_turn_it_is(scene: Scene) -> None:
    envelope = scene.open(due_at=AT + timedelta(days=7))
    mine = queries.waiting(actor(scene.operator), LATER)

    assert [(each.url, each.due_at) for each in mine] == [
        (f"/signing/{seat(envelope, scene.operator).pk}/", AT + timedelta(days=7))
    ]
    assert queries.waiting(actor(scene.firm), LATER) == []
