import pytest

from dure.foundation.places.actions import REGION_COLUMNS, RegionFileError, load_default_region, load_region
from dure.foundation.places.models import Place
from dure.foundation.places.queries import cities, city_by_name, place_by_code, provinces

pytestmark = pytest.mark.django_db
HEAD = ",".join(REGION_COLUMNS)


def test_load_default_region_twice_keeps_one_of_each():
    first = load_default_region()
    second = load_default_region()

    assert (first, Place.objects.count()) == (second, first.places)
    assert cities("52000").count() == 14
    assert first.sectors == 25


def test_place_is_found_by_its_former_code():
    load_default_region()

    assert place_by_code("45730") == place_by_code("52730")
    assert place_by_code("52730").name_ko == "무주군"


@pytest.mark.parametrize("written", ["진안", "진안군", "Jinan-gun", "52720", "45720"])
def test_city_is_found_as_people_write_it(written):
    load_default_region()

    assert city_by_name(written, "52000").code == "52720"


def test_another_region_loads_beside_the_first():
    load_default_region()
    load_region(
        text=f"{HEAD}\n51000,42000,province,강원특별자치도,Gangwon State,,,,,\n"
        "51110,42110,city,춘천시,Chuncheon-si,51000,37.88,127.73,2,1\n"
    )

    assert [place.code for place in provinces()] == ["51000", "52000"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("code,name\n1,x\n", "1"),
        (f"{HEAD}\n51110,,city,춘천시,Chuncheon-si,51000,,,,\n", "2"),
        (f"{HEAD}\n51000,,village,강원,Gangwon,,,,,\n", "2"),
        (f"{HEAD}\n51000,,province,강원,Gangwon,,north,,,\n", "2"),
    ],
)
def test_wrong_region_file_names_the_line_and_writes_nothing(text, line):
    with pytest.raises(RegionFileError, match=line):
        load_region(text=text)

    assert Place.objects.count() == 0
