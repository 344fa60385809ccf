"""Changing a plant: each change a version, refused ones lose nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.floor import scene
from tests.floor.plant.views.test_setting_up import posted

from dure.floor.plant.actions import save_plant
from dure.floor.plant.editor import SECTIONS
from dure.floor.plant.models import PlantVersion
from dure.floor.plant.queries import plant_of
from dure.foundation.access.actor import SYSTEM

pytestmark = pytest.mark.django_db


def address(floor: scene.Floor, key: str) -> str:
    return reverse("plant:edit", args=[floor.code, key])


def test_overview_leads_to_every_part_with_what_it_holds(floor: scene.Floor, owner: Client):
    page = owner.get(reverse("plant:overview", args=[floor.code]))

    found = {key: summary for key, _label, summary in page.context["parts"]}
    assert list(found) == list(SECTIONS)
    assert (found["shifts"], found["modules"]) == ("주간 08:00–17:00", "Batches and weight, HACCP records, Lots")
    assert address(floor, "ccps") in page.content.decode()


@pytest.mark.parametrize(
    "key",
    ["basics", "shifts", "machines", "items", "modules", "reasons", "defects", "stages", "checks", "ccps"],
)
def test_section_kept_untouched_is_no_new_version(floor: scene.Floor, owner: Client, key: str):
    page = owner.get(address(floor, key))
    answer = owner.post(address(floor, key), posted(page) | {"version": 1, "go": "keep"})

    assert answer.status_code == 302
    assert PlantVersion.objects.count() == 1


def test_machine_taken_away_leaves_its_checks_and_stages_without_one(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "machines")))
    owner.post(address(floor, "machines"), typed | {"machines-4-DELETE": "on", "version": 1, "reason": "숙성고 철거"})

    plant = plant_of(floor.code)
    assert list(plant.machines) == ["SALT1", "WASH1", "SEAS1", "MIX1", "PACK1", "METAL1"]
    assert (plant.checks["ph"].machine, plant.stages["ripening"].machine) == ("", "")
    assert PlantVersion.objects.get(number=2).reason == "숙성고 철거"


def test_machine_on_a_line_with_a_new_name_makes_the_line(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "machines")))
    row = {"machines-7-name_ko": "포장기 2", "machines-7-line_name": "포장 라인", "version": 1}
    owner.post(address(floor, "machines"), typed | row)

    plant = plant_of(floor.code)
    assert (plant.machines["M1"].line, plant.line_names["L2"]) == ("L2", {"ko": "포장 라인"})


def test_check_with_limits_the_wrong_way_round_is_told_at_its_field_in_korean(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "checks")))
    owner.cookies["dure_language"] = "ko"
    answer = owner.post(address(floor, "checks"), typed | {"checks-1-low": "20", "version": 1})

    assert answer.status_code == 422
    assert answer.context["section"].rows.forms[1].errors == {"low": ["하한이 상한보다 큽니다"]}
    assert answer.context["section"].rows.forms[1]["low"].value() == "20"


def test_shifts_from_a_later_day_leave_the_version_before(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "shifts")))
    owner.post(
        address(floor, "shifts"),
        typed | {"valid_from": "2025-04-01", "days": ["mon", "tue"], "shifts-0-start": "07:00", "version": 1},
    )

    document = PlantVersion.objects.get(number=2).document
    assert [(entry["from"], entry["days"], entry["shifts"][0]["start"]) for entry in document["calendar"]] == [
        ("2020-01-01", ["mon", "tue", "wed", "thu", "fri"], "08:00"),
        ("2025-04-01", ["mon", "tue"], "07:00"),
    ]


def test_shifts_of_other_weekdays_stand_beside_the_first(floor: scene.Floor, owner: Client):
    new = f"{address(floor, 'shifts')}?at=new"
    typed = posted(owner.get(new)) | {
        "valid_from": "2020-01-01", "days": ["sat"], "shifts-0-name": "토요일", "shifts-0-start": "08:00",
        "shifts-0-end": "12:00", "version": 1,
    }  # fmt: skip
    owner.post(new, typed)

    calendar = PlantVersion.objects.get(number=2).document["calendar"]
    assert [(entry["days"], entry["shifts"][0]["end"]) for entry in calendar] == [
        (["mon", "tue", "wed", "thu", "fri"], "17:00"),
        (["sat"], "12:00"),
    ]


def test_overlapping_shifts_are_told_at_the_shift(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "shifts")))
    second = {"shifts-1-name": "오후", "shifts-1-start": "16:00", "shifts-1-end": "22:00", "version": 1}
    answer = owner.post(address(floor, "shifts"), typed | second)

    assert answer.context["section"].shifts.forms[1].errors == {"start": ["overlaps the shift “주간”"]}


def test_rates_are_kept_by_day_with_their_evidence(floor: scene.Floor, owner: Client):
    rates = reverse("plant:rates", args=[floor.code, "PACK1"])
    typed = posted(owner.get(rates))
    first = {"rates-0-item": "KIMCHI", "rates-0-seconds": "12.5", "rates-0-evidence": "초시계 10회 평균"}
    owner.post(rates, typed | first | {"version": 1})
    typed = posted(owner.get(rates))
    owner.post(
        rates,
        typed | {"rates-1-item": "KIMCHI", "rates-1-seconds": "11", "rates-1-valid_from": "2025-03-01", "version": 2},
    )

    rows = plant_of(floor.code).machines["PACK1"].rates["KIMCHI"]
    assert [(row.valid_from.isoformat(), row.seconds, row.evidence) for row in rows] == [
        ("0001-01-01", 12.5, "초시계 10회 평균"),
        ("2025-03-01", 11.0, ""),
    ]


def test_rates_of_one_day_twice_are_refused(floor: scene.Floor, owner: Client):
    rates = reverse("plant:rates", args=[floor.code, "PACK1"])
    typed = posted(owner.get(rates)) | {
        "rates-TOTAL_FORMS": "2", "rates-0-item": "*", "rates-0-seconds": "12", "rates-1-item": "*",
        "rates-1-seconds": "13", "version": 1,
    }  # fmt: skip
    answer = owner.post(rates, typed)

    assert answer.context["section"].rows.forms[1].errors == {"valid_from": ["versions must follow each other by date"]}


def test_change_made_meanwhile_is_told_and_the_entries_stay(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "basics")))
    document = PlantVersion.objects.get().document
    save_plant(code=floor.code, document=document | {"name": "다른 이름"}, by=SYSTEM, at=scene.EVENING)

    refused = owner.post(address(floor, "basics"), typed | {"name": "내 이름", "version": 1})

    assert (refused.status_code, refused.context["section"].single["name"].value()) == (409, "내 이름")
    assert plant_of(floor.code).name == "다른 이름"


def test_restore_makes_the_earlier_document_the_newest(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "basics")))
    owner.post(address(floor, "basics"), typed | {"name": "새 이름", "version": 1})
    seen = owner.get(reverse("plant:version", args=[floor.code, 2]))
    owner.post(reverse("plant:restore", args=[floor.code, 1]))

    (change,) = seen.context["changes"]
    assert (change[2].part, change[2].before, change[2].after) == ("name", floor.site.name, "새 이름")
    assert [row.digest for row in PlantVersion.objects.order_by("number")][::2] == [
        PlantVersion.objects.get(number=1).digest
    ] * 2


@pytest.mark.parametrize("key", ["nothing", "set-up"])
def test_section_that_is_not_there(floor: scene.Floor, owner: Client, key: str):
    assert owner.get(address(floor, key)).status_code == 404


def test_sources_have_limits_of_their_own_and_the_version_says_so_in_words(floor: scene.Floor, owner: Client):
    typed = posted(owner.get(address(floor, "machines")))
    owner.post(
        address(floor, "machines"), typed | {"machines-0-stale_by_source": "plc 30초, gateway: 10 min", "version": 1}
    )

    machine = plant_of(floor.code).machines["SALT1"]
    assert (machine.stale_by_source, machine.stale_after_s) == ({"plc": 30, "gateway": 600}, 7200)
    page = owner.get(reverse("plant:version", args=[floor.code, 2]))
    ((_part, field, change),) = page.context["changes"]
    assert (field, change.before, change.after) == ("Time until unknown, by source", "", "plc 30 s, gateway 10 min")


@pytest.mark.parametrize("text", ["plc", "plc 30", "plc 30 hours", "plc#1 30 s", "plc 1 s, plc 2 s", "plc 20000 min"])
def test_limit_of_a_source_that_cannot_be_read_is_refused_at_its_box(floor: scene.Floor, owner: Client, text: str):
    typed = posted(owner.get(address(floor, "machines")))
    page = owner.post(address(floor, "machines"), typed | {"machines-0-stale_by_source": text, "version": 1})

    form = page.context["section"].rows.forms[0]
    assert (list(form.errors), form["stale_by_source"].value()) == (["stale_by_source"], text)
    assert PlantVersion.objects.count() == 1
