"""The standard list of HACCP texts, and a firm's own translations."""

from typing import Any

from django.utils import translation

from dure.engine.floor.plant import Ccp, Check
from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.editor.translations import TranslationsSection
from dure.floor.plant.names import Called, texts_of, translations_of
from dure.floor.plant.sectors import CODES, LANGUAGES, document
from dure.floor.plant.sectors.standard import PROCESSES, standard_list

OWN = "세척조를 비우고 반장을 부른다"


def with_own_action() -> dict[str, Any]:
    plant = document("food-kimchi", name="김치", languages=["ko", "vi"])
    plant["ccps"][0]["actions"].append(OWN)
    return plant


def test_every_standard_text_speaks_all_languages() -> None:
    codes = {code for code, _own in LANGUAGES}
    assert [each.said for each in standard_list() if set(each.names) != codes or not all(each.names.values())] == []
    assert {each.process for each in standard_list()} == set(PROCESSES)
    assert len({each.said for each in standard_list()}) == len(standard_list())


def test_texts_of_every_template_are_translated() -> None:
    for code in CODES:
        plant = read_plant(document(code, name="시험"))
        looks: list[Check] = [*plant.ccps.values(), *plant.checks.values()]
        pieces = {piece for look in looks if isinstance(look, Ccp) for piece in look.test_pieces}
        said = {text for look in looks for text in texts_of(look)} - pieces
        assert {text for text in said if not translations_of(plant, text)} == set(), code


def test_own_words_stay_as_typed_until_somebody_translates_them() -> None:
    plant = with_own_action()
    with translation.override("vi"):
        assert Called(read_plant(plant)).text(OWN) == OWN
        assert Called(read_plant(plant | {"translations": {OWN: {"vi": "Gọi tổ trưởng"}}})).text(OWN) == "Gọi tổ trưởng"


def test_section_asks_for_own_words_only_and_keeps_what_is_told() -> None:
    plant = with_own_action()
    shown = TranslationsSection(plant, None)
    assert [pair for pair in shown.boxes.values() if pair[0] == OWN] == [(OWN, "vi")]
    assert {said for said, _language in shown.boxes.values()} == {OWN}

    box = next(name for name, pair in shown.boxes.items() if pair == (OWN, "vi"))
    posted = TranslationsSection(plant, {box: "Gọi tổ trưởng"})
    assert posted.is_valid()
    assert posted.result["translations"] == {OWN: {"vi": "Gọi tổ trưởng"}}

    emptied = TranslationsSection(posted.result, {})
    assert emptied.is_valid()
    assert "translations" not in emptied.result
