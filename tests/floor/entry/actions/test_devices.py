"""Adding, connecting and disconnecting devices."""

from datetime import timedelta

import pytest
from tests.floor.entry.hands import AT, device
from tests.floor.scene import Floor, kimchi

from dure.floor.entry import actions
from dure.floor.entry.actions import DeviceFacts
from dure.floor.entry.models import Device
from dure.floor.entry.queries import device_of_token, devices_of
from dure.floor.entry.secrets import CODE_LIFE
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.verify import Verified, verify


def test_devices_are_numbered_within_their_plant(floor: Floor) -> None:
    other = kimchi()
    device(floor, "하나"), device(floor, "둘"), device(other, "셋")

    assert [(each.name, each.number) for each in devices_of(floor.site)] == [("하나", 1), ("둘", 2)]
    assert [(each.name, each.number) for each in devices_of(other.site)] == [("셋", 1)]


def test_code_connects_once(floor: Floor) -> None:
    code = actions.issue_code(device=device(floor), by=floor.owner, at=AT)
    paired, token = actions.pair_device(code=code.lower()[:4] + " - " + code[4:], at=AT)

    assert device_of_token(token) == paired
    with pytest.raises(ActionRefused):
        actions.pair_device(code=code, at=AT)


def test_code_is_void_after_half_an_hour(floor: Floor) -> None:
    code = actions.issue_code(device=device(floor), by=floor.owner, at=AT)

    with pytest.raises(ActionRefused):
        actions.pair_device(code=code, at=AT + CODE_LIFE)


def test_new_code_voids_the_former(floor: Floor) -> None:
    made = device(floor)
    former = actions.issue_code(device=made, by=floor.owner, at=AT)
    actions.issue_code(device=made, by=floor.owner, at=AT)

    with pytest.raises(ActionRefused):
        actions.pair_device(code=former, at=AT)


def test_connecting_again_ends_the_former_connection(floor: Floor) -> None:
    made = device(floor)
    first = actions.pair_device(code=actions.issue_code(device=made, by=floor.owner, at=AT), at=AT)[1]
    second = actions.pair_device(code=actions.issue_code(device=made, by=floor.owner, at=AT), at=AT)[1]

    assert (device_of_token(first), device_of_token(second)) == (None, made)


def test_neither_code_nor_token_is_stored(floor: Floor) -> None:
    made = device(floor)
    code = actions.issue_code(device=made, by=floor.owner, at=AT)
    held = Device.objects.values().get(pk=made.pk)
    token = actions.pair_device(code=code, at=AT)[1]
    held_after = Device.objects.values().get(pk=made.pk)

    assert [value for value in held.values() if code in str(value)] == []
    assert [value for value in held_after.values() if token in str(value)] == []


def test_revoked_device_is_nobody_and_takes_no_code(floor: Floor) -> None:
    made = device(floor)
    token = actions.pair_device(code=actions.issue_code(device=made, by=floor.owner, at=AT), at=AT)[1]
    actions.revoke_device(device=made, by=floor.owner, at=AT + timedelta(hours=1), reason="분실")

    assert device_of_token(token) is None
    with pytest.raises(ActionRefused):
        actions.issue_code(device=made, by=floor.owner, at=AT + timedelta(hours=2))


def test_another_firm_touches_no_device(floor: Floor) -> None:
    made, stranger = device(floor), kimchi().owner

    with pytest.raises(AccessRefused):
        actions.add_device(site=floor.site, facts=DeviceFacts("남의 것"), by=stranger, at=AT)
    with pytest.raises(AccessRefused):
        actions.issue_code(device=made, by=stranger, at=AT)
    with pytest.raises(AccessRefused):
        actions.change_device(device=made, facts=DeviceFacts("남의 것"), by=stranger, at=AT)
    with pytest.raises(AccessRefused):
        actions.revoke_device(device=made, by=stranger, at=AT)


def test_device_of_a_line_that_is_not_there_is_refused(floor: Floor) -> None:
    with pytest.raises(ActionRefused):
        device(floor, line="L9")


@pytest.mark.parametrize("keys", [{"Q": "good_1"}, {"F1": "open_door"}])
def test_keys_out_of_the_list_are_refused(floor: Floor, keys: dict[str, str]) -> None:
    with pytest.raises(ActionRefused):
        device(floor, keys=keys)


def test_being_seen_is_no_act_and_keeps_the_ledger_whole(floor: Floor) -> None:
    made = device(floor)
    actions.pair_device(code=actions.issue_code(device=made, by=floor.owner, at=AT), at=AT)
    row = Device.objects.get(pk=made.pk)
    actions.seen(row, AT + timedelta(seconds=30))
    actions.seen(row, AT + timedelta(minutes=5))

    assert Device.objects.get(pk=made.pk).last_seen_at == AT + timedelta(minutes=5)
    assert isinstance(verify(), Verified)
