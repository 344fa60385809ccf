"""The same signature given twice at once, and two parties at once: nothing is lost and nothing is done twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from tests.foundation.signing.papers import LATER, Scene, content, sign

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.models import Entry
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.signing import actions, queries
from dure.foundation.signing.models import Envelope

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Start all together; how each ended."""
    gate, ended = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait()
            work()
            ended.append("done")
        except ActionRefused:
            ended.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_two_tabs_sign_once(scene: Scene) -> None:
    from tests.foundation.signing.papers import actor

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
