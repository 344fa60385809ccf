"""Setting up a plant from nothing, step by step, as the owner clicks it."""

from typing import Any

import pytest
from django.db import connection
from django.forms import Select
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.floor import scene
from tests.portal.conftest import as_member

from dure.floor.plant.models import Draft, Site
from dure.floor.plant.queries import plant_of
from dure.foundation.documents.models import Document

pytestmark = pytest.mark.django_db


def posted(page: Any) -> dict[str, Any]:
    """What a browser sends if nobody typed anything: a list of choices sends its first."""
    section, found = page.context["section"], {}
    for part in section.parts():
        for bound in [b for form in getattr(part, "forms", [part]) for b in form]:
            value = bound.value()
            if value is None and type(bound.field.widget) is Select:
                value = next(iter(bound.field.widget.choices))[0]
            if value not in (None, "", False):
                found[bound.html_name] = value
        if hasattr(part, "management_form"):
            found |= {bound.html_name: bound.value() for bound in part.management_form}
    return found


@pytest.fixture
def firm() -> w.Firm:
    return scene.firm()


@pytest.fixture
def owner(firm: w.Firm) -> Client:
    return as_member(firm.owner, "en")


@pytest.fixture
def draft(owner: Client) -> Draft:
    owner.post(reverse("plant:start"), {"sector": "food-kimchi", "firm": str(_firm_id(owner))})
    return Draft.objects.get()


def _firm_id(owner: Client) -> int:
    return owner.get(reverse("plant:start")).context["form"].fields["firm"].initial


def address(draft: Draft, key: str) -> str:
    return reverse("plant:step", args=[draft.pk, key])


def test_set_up_with_the_defaults_of_kimchi_takes_one_click_a_step(owner: Client, firm: w.Firm, draft: Draft):
    followed, page = [], owner.get(address(draft, "start"))
    while "section" in page.context:
        followed.append(page.context["section"].key)
        page = owner.post(page.request["PATH_INFO"], posted(page) | {"go": "next"}, follow=True)
    made = owner.post(reverse("plant:make", args=[draft.pk]))

    code = f"f{firm.organisation.pk}"
    assert followed == ["start", "machines", "items", "modules", "checks", "ccps"]
    assert made.headers["Location"] == reverse("plant:overview", args=[code])
    plant = plant_of(code)
    assert (plant.name, plant.modules, len(plant.machines)) == (firm.organisation.name, ("batch", "haccp", "lots"), 7)
    assert [stage.id for stage in plant.stages.values()] == [
        "salting", "washing", "seasoning", "mixing", "ripening", "packing",
    ]  # fmt: skip
    assert plant.ccps["CCP-2P"].test_pieces == ("Fe 2.0 mm", "SUS 3.0 mm")
    assert Site.objects.get().organisation == firm.organisation


def test_step_autosaves_what_is_not_right_yet_and_shows_it_again(owner: Client, draft: Draft):
    page = owner.get(address(draft, "start"))
    typed = posted(page) | {"shifts-0-start": "", "name": "우리 김치"}

    kept = owner.post(address(draft, "start"), typed, headers={"X-Autosave": "1"})

    again = owner.get(address(draft, "start")).context["section"]
    assert kept.status_code == 200
    assert again.start["name"].value() == "우리 김치"
    assert again.shifts.forms[0]["start"].value() == ""
    assert list(again.shifts.forms[0].errors) == ["start"]


def test_step_back_with_something_wrong_keeps_it(owner: Client, draft: Draft):
    page = owner.get(address(draft, "machines"))
    gone = owner.post(address(draft, "machines"), posted(page) | {"machines-0-name_ko": "", "go": "back"})

    assert gone.headers["Location"] == address(draft, "start")
    again = owner.get(address(draft, "machines")).context["section"]
    assert again.rows.forms[0]["name_ko"].value() == ""


def test_step_on_with_something_wrong_stays_and_says_so_at_the_field(owner: Client, draft: Draft):
    page = owner.get(address(draft, "start"))
    answer = owner.post(address(draft, "start"), posted(page) | {"shifts-0-break1_end": "", "go": "next"})

    assert answer.status_code == 422
    assert answer.context["section"].shifts.forms[0].errors == {"break1_end": ["A break has a beginning and an end."]}


def test_add_rows_keeps_what_was_typed(owner: Client, draft: Draft):
    page = owner.get(address(draft, "items"))
    before = int(posted(page)["items-TOTAL_FORMS"])
    owner.post(address(draft, "items"), posted(page) | {f"items-{before - 1}-name_ko": "백김치", "go": "more"})

    rows = owner.get(address(draft, "items")).context["section"].rows
    assert len(rows.forms) == before + 3
    assert rows.forms[before - 1]["name_ko"].value() == "백김치"


def test_modules_more_than_three_are_refused(owner: Client, draft: Draft):
    page = owner.get(address(draft, "modules"))
    answer = owner.post(
        address(draft, "modules"), posted(page) | {"modules": ["count", "batch", "stops", "haccp"], "go": "next"}
    )

    assert answer.status_code == 422
    assert answer.context["section"].single.errors == {
        "modules": ["Begin with at most 3. The others can be switched on any day."]
    }


def test_make_with_a_wrong_step_is_refused_and_nothing_is_made(owner: Client, draft: Draft):
    page = owner.get(address(draft, "start"))
    owner.post(address(draft, "start"), posted(page) | {"shifts-0-start": ""}, headers={"X-Autosave": "1"})

    answer = owner.post(reverse("plant:make", args=[draft.pk]))

    assert (answer.status_code, Site.objects.count()) == (409, 0)


def test_start_again_with_the_same_sector_goes_on_with_the_draft(owner: Client, draft: Draft):
    owner.post(reverse("plant:start"), {"sector": "food-kimchi", "firm": str(_firm_id(owner))})

    assert list(Draft.objects.all()) == [draft]


def test_second_plant_of_a_firm_gets_a_code_of_its_own(owner: Client, firm: w.Firm):
    scene.kimchi(firm)
    owner.post(reverse("plant:start"), {"sector": "general", "firm": str(firm.organisation.pk)})
    owner.post(reverse("plant:make", args=[Draft.objects.get().pk]))

    assert set(Site.objects.values_list("code", flat=True)) == {
        f"f{firm.organisation.pk}", f"f{firm.organisation.pk}-2",
    }  # fmt: skip


def test_photo_of_a_sheet_stands_beside_the_checks_and_stays_with_the_plant(owner: Client, firm: w.Firm, draft: Draft):
    from tests.journey.assets.scene import photo

    answer = owner.post(
        reverse("plant:draft_sheets", args=[draft.pk]), {"chosen": photo("일지.jpg")}, headers={"HX-Request": "true"}
    )
    owner.post(reverse("plant:make", args=[draft.pk]))
    page = owner.get(reverse("plant:edit", args=[f"f{firm.organisation.pk}", "checks"]))

    sheet = Document.objects.get()
    assert (answer.status_code, page.context["sheets"]) == (200, [sheet])
    assert owner.get(reverse("documents:preview", args=[sheet.pk])).status_code == 200


def test_draft_of_another_firm_is_not_there(draft: Draft):
    other = as_member(scene.firm("남원식품").owner)

    assert other.get(address(draft, "start")).status_code == 404
    assert other.post(reverse("plant:make", args=[draft.pk])).status_code == 404


def test_start_for_a_firm_that_is_not_ones_own_is_refused(owner: Client):
    foreign = scene.firm("남원식품")

    answer = owner.post(reverse("plant:start"), {"sector": "general", "firm": str(foreign.organisation.pk)})

    assert (answer.status_code, Draft.objects.count()) == (422, 0)


def test_start_asks_the_database_as_often_for_three_plants_as_for_one(
    owner: Client, firm: w.Firm, django_assert_num_queries: Any
):
    scene.kimchi(firm)
    address = reverse("plant:start")
    owner.get(address)
    with CaptureQueriesContext(connection) as captured:
        owner.get(address)
    once = len(captured)
    for _each in range(2):
        owner.post(address, {"sector": "general", "firm": str(firm.organisation.pk)})
        owner.post(reverse("plant:make", args=[Draft.objects.get(finished_at=None).pk]))

    with django_assert_num_queries(once):
        page = owner.get(address)
    assert len(page.context["sites"]) == 3
