"""Templates: each a plant that can be read, with its words in five languages."""

import pytest

from dure.engine.floor.plant import TimeElement
from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.sectors import CODES, LANGUAGES, document


@pytest.mark.parametrize("code", CODES)
def test_template_is_a_plant_whose_things_point_to_its_machines(code: str):
    plant = read_plant(document(code, name="시험 공장"))

    named = [*plant.checks.values(), *plant.ccps.values(), *plant.stages.values()]
    assert (plant.name, plant.sector) == ("시험 공장", code)
    assert {thing.machine for thing in named} - {"", *plant.machines} == set()
    assert {check.item for check in (*plant.checks.values(), *plant.ccps.values())} - {"", *plant.items} == set()
    assert {reason.element for reason in plant.reasons.values()} == set(TimeElement)


@pytest.mark.parametrize("code", CODES)
def test_template_has_a_word_in_each_language_for_everything(code: str):
    told = document(code, name="시험 공장")
    things = [
        thing
        for part in ("machines", "items", "reasons", "defects", "checks", "ccps", "stages")
        for thing in told[part]
    ]

    assert [thing["id"] for thing in things if set(thing["name"]) != {key for key, _own in LANGUAGES}] == []


def test_document_with_modules_and_languages_of_ones_own():
    told = document("general", name="시험", modules=["count"], languages=["ko", "vi"])

    assert (told["modules"], told["languages"]) == (["count"], ["ko", "vi"])


def test_document_of_an_unknown_sector_is_refused():
    with pytest.raises(LookupError):
        document("stops", name="시험")
