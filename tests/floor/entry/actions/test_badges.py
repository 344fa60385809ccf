"""Badges of lines, and their PIN."""

from datetime import timedelta

import pytest
from tests.floor.entry.hands import AT
from tests.floor.scene import Floor, kimchi

from dure.floor.entry import actions
from dure.floor.entry.actions.badges import LOCKED_FOR, MOST_TRIES
from dure.floor.entry.models import Badge
from dure.floor.entry.queries import badges_of
from dure.foundation.access.verdict import ActionRefused


def badge(floor: Floor, label: str = "1라인 주간", **more: object) -> Badge:
    return actions.add_badge(site=floor.site, label=label, by=floor.owner, at=AT, **more)  # type: ignore[arg-type]


def tried(floor: Floor, pin: str, minutes: int = 0) -> str:
    return actions.try_pin(site_id=floor.site.pk, label="1라인 주간", pin=pin, at=AT + timedelta(minutes=minutes))


def test_pin_right_and_wrong(floor: Floor) -> None:
    badge(floor, pin="0427")

    assert [tried(floor, "0427"), tried(floor, "427"), tried(floor, "")] == ["right", "wrong", "wrong"]


def test_badge_without_pin_needs_none(floor: Floor) -> None:
    badge(floor)

    assert tried(floor, "") == "right"


def test_pin_locks_after_wrong_tries_and_opens_again(floor: Floor) -> None:
    badge(floor, pin="0427")
    wrong = [tried(floor, "9999") for _ in range(MOST_TRIES)]
    after = LOCKED_FOR.total_seconds() // 60

    assert wrong == ["wrong"] * (MOST_TRIES - 1) + ["locked"]
    assert [tried(floor, "0427"), tried(floor, "0427", minutes=int(after))] == ["locked", "right"]


def test_badge_of_another_plant_is_not_tried(floor: Floor) -> None:
    badge(kimchi(), pin="0427")

    assert tried(floor, "0427") == "wrong"


@pytest.mark.parametrize("pin", ["123", "12345", "12a4", "１２３４"])
def test_pin_other_than_four_digits_is_refused(floor: Floor, pin: str) -> None:
    with pytest.raises(ActionRefused):
        badge(floor, pin=pin)


def test_badge_of_a_person_needs_the_plants_word(floor: Floor) -> None:
    with pytest.raises(ActionRefused):
        badge(floor, "응우옌", is_person=True)

    assert badge(kimchi(by_person=True), "응우옌", is_person=True).is_person


def test_withdrawn_badge_is_gone_and_its_name_stays_taken(floor: Floor) -> None:
    actions.revoke_badge(badge=badge(floor), by=floor.owner, at=AT)

    assert list(badges_of(floor.site)) == []
    with pytest.raises(ActionRefused):
        badge(floor)
