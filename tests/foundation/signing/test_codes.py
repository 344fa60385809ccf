"""Six digits by e-mail: good once, for ten minutes, for five tries."""

from datetime import timedelta

import pytest
from tests.foundation import rows
from tests.foundation.signing.papers import AT, LATER, Scene, actor, seat

from dure.foundation.access.actor import Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.messages.models import Message, Outgoing
from dure.foundation.signing import actions
from dure.foundation.signing.models import OneTimeCode, Signatory
from dure.foundation.signing.values import FactorMethod, SecondFactor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(scene: Scene) -> Signatory:
    return seat(scene.open(), scene.operator)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_goes_by_mail_only_and_is_kept_as_a_digest(row: Signatory, scene: Scene) -> None:
    before = Message.objects.count()
    code = actions.send_code(signatory=row, by=actor(scene.operator), at=LATER)

    assert [code in each.body for each in Outgoing.objects.filter(subject="서명 인증번호")] == [True]
    assert Message.objects.count() == before
    assert code not in OneTimeCode.objects.get().digest


def test_a_code_is_taken_once(row: Signatory, scene: Scene) -> None:
    by = actor(scene.operator)
    code = actions.send_code(signatory=row, by=by, at=LATER)

    taken = actions.confirm_code(signatory=row, code=f" {code[:3]} {code[3:]} ", by=by, at=LATER)
    assert taken == SecondFactor(FactorMethod.EMAIL_CODE, LATER)
    with pytest.raises(ActionRefused):
        actions.confirm_code(signatory=row, code=code, by=by, at=LATER)


def test_a_code_expires_after_ten_minutes(row: Signatory, scene: Scene) -> None:
    by = actor(scene.operator)
    code = actions.send_code(signatory=row, by=by, at=LATER)
    with pytest.raises(ActionRefused, match="만료"):
        actions.confirm_code(signatory=row, code=code, by=by, at=LATER + timedelta(minutes=10, seconds=1))


def test_the_fifth_wrong_code_ends_it(row: Signatory, scene: Scene) -> None:
    by = actor(scene.operator)
    code = actions.send_code(signatory=row, by=by, at=LATER)
    for _ in range(5):
        with pytest.raises(ActionRefused, match="틀립니다"):
            actions.confirm_code(signatory=row, code=wrong(code), by=by, at=LATER)
    with pytest.raises(ActionRefused, match="여러 번"):
        actions.confirm_code(signatory=row, code=code, by=by, at=LATER)


def test_a_newer_code_ends_the_older_one(row: Signatory, scene: Scene) -> None:
    by = actor(scene.operator)
    first = actions.send_code(signatory=row, by=by, at=LATER)
    second = actions.send_code(signatory=row, by=by, at=LATER)
    if first != second:
        with pytest.raises(ActionRefused):
            actions.confirm_code(signatory=row, code=first, by=by, at=LATER)
    assert actions.confirm_code(signatory=row, code=second, by=by, at=LATER).method == "email_code"


def test_the_sixth_code_within_half_an_hour_is_refused(row: Signatory, scene: Scene) -> None:
    for _ in range(5):
        actions.send_code(signatory=row, by=actor(scene.operator), at=LATER)
    with pytest.raises(ActionRefused, match="30분"):
        actions.send_code(signatory=row, by=actor(scene.operator), at=LATER)


def test_someone_else_gets_no_code(row: Signatory, scene: Scene) -> None:
    with pytest.raises(AccessRefused):
        actions.send_code(signatory=row, by=actor(scene.firm), at=LATER)


def test_without_an_address_the_sentence_says_what_to_do(scene: Scene) -> None:
    silent = rows.person("무메일", Role.OPERATOR, scene.employer(scene.operator))
    envelope = scene.open()
    row = seat(envelope, scene.operator)
    actions.reassign(signatory=row, person_id=silent.pk, reason="교체", by=actor(scene.operator), at=AT)
    row.refresh_from_db()
    with pytest.raises(ActionRefused, match="인증 앱을 등록"):
        actions.send_code(signatory=row, by=actor(silent), at=LATER)
