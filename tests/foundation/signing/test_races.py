"""The same signature given twice at once, and two parties at once: nothing is lost and nothing is done twice."""

import pytest
from tests.foundation import rows
from tests.foundation.signing.papers import LATER, Scene, actor, content, seat, sign
from tests.racing import at_once

from dure.foundation.access.actor import Role
from dure.foundation.ledger.models import Entry
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.signing import actions, queries
from dure.foundation.signing.models import Envelope, Signatory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_tabs_sign_once(scene: Scene) -> None:
    envelope = scene.open()
    key = actions.make_key(by=actor(scene.operator), at=LATER)
    seen = envelope.current_sha256
    twice = [lambda: sign(envelope, scene.operator, seen_sha256=seen, key=key)] * 3

    assert at_once(*twice) == ["done", "refused", "refused"]
    assert Entry.objects.filter(action="signing.sign").count() == 1
    assert len(queries.verify_pdf(content(envelope), LATER)) == 1
    assert isinstance(verify(), Verified)


def test_two_parties_at_once_both_end_up_in_one_document(scene: Scene) -> None:
    envelope = scene.open((1, 1, 2))
    seen = envelope.current_sha256
    people = (scene.operator, scene.firm)
    ended = at_once(*[lambda person=person: sign(envelope, person, seen_sha256=seen) for person in people])
    left = envelope.signatories.filter(status="waiting", order=1).get().person

    assert ended == ["done", "refused"]
    sign(envelope, left)
    assert [each.is_good for each in queries.verify(Envelope.objects.get(), LATER)] == [True, True]


def test_a_seat_handed_over_while_it_is_signed_has_one_signature(scene: Scene) -> None:
    envelope = scene.open((1, 1, 2))
    employer = scene.employer(scene.operator)
    other = rows.person("강대신", Role.OPERATOR, employer, "deputy@example.org")
    named, seen = seat(envelope, scene.operator), envelope.current_sha256

    def hand_over() -> None:
        actions.reassign(
            signatory=Signatory.objects.get(pk=named.pk), person_id=other.pk, reason="출장", by=actor(scene.operator),
            at=LATER,
        )  # fmt: skip

    assert at_once(lambda: sign(envelope, scene.operator, seen_sha256=seen), hand_over) == ["done", "refused"]
    now = Signatory.objects.get(pk=named.pk)
    assert (now.status, now.person_id) in {("signed", scene.operator.pk), ("waiting", other.pk)}
    assert len(queries.verify_pdf(content(envelope), LATER)) == (1 if now.status == "signed" else 0)
    assert isinstance(verify(), Verified)
