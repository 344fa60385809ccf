"""The files a firm takes away are its records, and say so."""

import hashlib
from io import BytesIO
from zipfile import ZipFile

import pyarrow.parquet
import pytest
from django.http import HttpResponse
from django.urls import reverse
from tests import world as w
from tests.floor import scene
from tests.floor.scene import Floor
from tests.portal.conftest import as_member

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import seal, take
from dure.floor.events.queries import sealed_files

pytestmark = pytest.mark.django_db
LATER = Event("hands#0001", 8, "PACK1", scene.EVENING, Kind.COUNT, "30", item="KIMCHI")


def get(plant: Floor, page: str, *more: str) -> HttpResponse:
    return as_member(plant.firm.owner).get(reverse(f"boards:{page}", args=[plant.code, *more]))


def content(response: HttpResponse) -> bytes:
    return b"".join(response)


def test_sealed_and_new_records_are_all_there_is(plant: Floor):
    found = seal(plant.code)
    take(plant.code, [LATER], origin="hands")
    assert found is not None

    sealed = content(get(plant, "take_sealed", found.name))
    new = pyarrow.parquet.read_table(BytesIO(content(get(plant, "take_new"))))
    old = pyarrow.parquet.read_table(BytesIO(sealed))

    assert [*old.column("source_seq").to_pylist(), *new.column("source_seq").to_pylist()] == list(range(1, 9))
    assert old.schema == new.schema
    assert content(get(plant, "take_digests")).decode() == f"{found.sha256}  {plant.code}-{found.name}\n"
    assert hashlib.sha256(sealed).hexdigest() == found.sha256


def test_page_names_each_file_and_tells_of_a_missing_one(plant: Floor):
    before = get(plant, "take").content.decode()
    found = seal(plant.code)
    assert found is not None
    after = get(plant, "take").content.decode()
    sealed_files(plant.code)[0].unlink()
    missing = get(plant, "take").content.decode()

    address = reverse("boards:take_sealed", args=[plant.code, found.name])
    assert [address in page for page in (before, after, missing)] == [False, True, False]
    assert [found.sha256 in page for page in (before, after, missing)] == [False, True, True]
    assert get(plant, "take_sealed", found.name).status_code == 404


def test_nothing_but_sealed_files_is_sent(plant: Floor):
    assert get(plant, "take_sealed", "events.sqlite3").status_code == 404


def test_sealed_file_is_for_its_firm_alone(plant: Floor):
    found = seal(plant.code)
    assert found is not None
    other = as_member(w.firm("무주식품").owner)

    assert other.get(reverse("boards:take_sealed", args=[plant.code, found.name])).status_code == 403


def test_shells_are_one_package(plant: Floor):
    package = ZipFile(BytesIO(content(get(plant, "take_shells"))))

    assert (package.testzip(), "[Content_Types].xml" in package.namelist()) == (None, True)


def test_plant_without_records_has_its_shells(db: None, floor_home: object):
    plant = scene.kimchi()

    assert [get(plant, page).status_code for page in ("take", "take_shells")] == [200, 200]
    assert pyarrow.parquet.read_table(BytesIO(content(get(plant, "take_new")))).num_rows == 0
