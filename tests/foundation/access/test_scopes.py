from django.db.models import Q

from dure.foundation.access.actor import DESK, Actor, Grant, Role
from dure.foundation.access.scopes import in_city, in_province, of_firm, of_organisations, of_person, run_by

ACTOR = Actor(
    7,
    "김두레",
    (Grant(Role.OPERATOR, 1), Grant(Role.FIRM, 2), Grant(Role.CITY, 3, "52720"), Grant(Role.PROVINCE, 4, "52")),
)


def test_scopes_follow_the_path_to_the_field() -> None:
    path = "agreement__programme__"
    assert run_by(path, *DESK)[Role.APPROVER](ACTOR) == Q(agreement__programme__operator_id__in=frozenset({1}))
    assert in_province(path)[Role.PROVINCE](ACTOR) == Q(agreement__programme__province_id__in=frozenset({"52"}))
    assert in_city("agreement__")[Role.CITY](ACTOR) == Q(agreement__city_id__in=frozenset({"52720"}))
    assert of_firm()[Role.FIRM](ACTOR) == Q(firm_id__in=frozenset({2}))
    assert of_person("lead_id")(ACTOR) == Q(lead_id=7)


def test_organisations_without_a_role_are_all_the_actor_belongs_to() -> None:
    assert of_organisations("party_id")(ACTOR) == Q(party_id__in=frozenset({1, 2, 3, 4}))


def test_each_role_asked_for_gets_a_scope_and_no_other() -> None:
    assert set(run_by("", *DESK)) == {Role.OPERATOR, Role.APPROVER, Role.COMMITTEE}
    assert set(run_by("", Role.APPROVER)) == {Role.APPROVER}
