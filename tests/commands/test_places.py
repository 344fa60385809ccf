"""Another region comes from a file, all of it or nothing."""

from pathlib import Path

import pytest

from dure.cli import main
from dure.foundation.places.models import Place

HEAD = "code,former_code,kind,name_ko,name_en,parent_code,lat,lon,tile_column,tile_row\n"
PROVINCE = "43000,,province,충청북도,Chungbuk,,36.6357,127.4914,,\n"
CITY = "43110,,city,청주시,Cheongju-si,43000,36.6424,127.4890,0,0\n"


@pytest.mark.django_db
def test_places_file_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "chungbuk.csv"
    file.write_text(HEAD + PROVINCE + CITY, encoding="utf-8")
    assert main(["places", str(file)]) == 0
    assert capsys.readouterr().out == "2 places\n"
    assert list(Place.objects.filter(code__startswith="43").values_list("code", flat=True)) == ["43000", "43110"]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [CITY, PROVINCE + "43110,,town,청주시,Cheongju-si,43000,,,,\n", "a,b\n"])
def test_places_wrong_file_writes_nothing(rows: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(HEAD + rows if rows != "a,b\n" else rows, encoding="utf-8")
    assert main(["places", str(file)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert Place.objects.filter(code__startswith="43").count() == 0


@pytest.mark.django_db
def test_places_absent_file_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "nowhere.csv"]) == 2
    assert capsys.readouterr().err == "nowhere.csv: No such file or directory\n"
