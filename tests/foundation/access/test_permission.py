import pytest
from django.db.models import Q

from dure.foundation.access.actor import PUBLIC, SYSTEM, Actor, Grant, Role
from dure.foundation.access.permission import Permission, everything
from dure.foundation.access.verdict import AccessRefused
from dure.foundation.places.models import Place, PlaceKind

SEE = Permission(
    name="test.see_place",
    scopes={Role.CITY: lambda actor: Q(code__in=actor.places(Role.CITY)), Role.PROVINCE: everything},
    refusal="남의 시군입니다.",
)


def actor(*grants: Grant) -> Actor:
    return Actor(person_id=1, name="사람", grants=grants)


MUJU = actor(Grant(Role.CITY, 1, "52730"))
BOTH = actor(Grant(Role.CITY, 1, "52730"), Grant(Role.CITY, 2, "52720"))
PROVINCE = actor(Grant(Role.PROVINCE, 3), Grant(Role.CITY, 1, "52730"))


@pytest.fixture
def places(db):
    return [Place.objects.create(code=c, kind=PlaceKind.COUNTY, name_ko=c, name_en=c) for c in ("52720", "52730")]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (MUJU, ["52730"]),
        (BOTH, ["52720", "52730"]),
        (PROVINCE, ["52720", "52730"]),
        (PUBLIC, []),
        (SYSTEM, ["52720", "52730"]),
    ],
)
def test_rows_ask_and_marked_agree_for_every_row(places, who, seen):
    listed = [row.code for row in SEE.rows(who, Place.objects.order_by("code"))]

    assert listed == seen
    assert [row.code for row in places if SEE.ask(who, row)] == seen
    assert [row.code for row in SEE.marked(who, Place.objects.order_by("code"), "seen") if row.seen] == seen


def test_demand_refused_says_why(places):
    with pytest.raises(AccessRefused) as refused:
        SEE.demand(MUJU, places[0])

    assert refused.value.reason == "남의 시군입니다."


def test_reach_of_an_unrestricted_role_is_not_narrowed_by_another():
    assert SEE.reach(PROVINCE) == Q()
