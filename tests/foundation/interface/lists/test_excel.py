import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override
from python_calamine import CalamineWorkbook
from tests.foundation.interface.lists.sample import GROUPS, get, make, rows

from dure.foundation.interface.lists import Column, Kind, ListPage, render_list

pytestmark = pytest.mark.django_db
DANGEROUS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    '=HYPERLINK("http://x")',
    "{=A1}",
    "https://example.org",
)


def exported(declared: ListPage, address: str = "/groups/?export=xlsx") -> bytes:
    response = render_list(get(address), declared, rows())
    return b"".join(response)  # type: ignore[arg-type]


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_export_holds_every_filtered_row_beyond_the_page() -> None:
    made = make("delta", "alpha", "gamma", "beta", "omega")

    with override("en"):
        found = sheets(exported(GROUPS, "/groups/?export=xlsx&q=a&sort=-name"))

    keys = {group.name: group.pk * 1000 for group in made}
    ordered = ["omega", "gamma", "delta", "beta", "alpha"]
    assert found["Groups"] == [
        ["Name", "State", "Grant", "Plain"],
        *([name, "Open", float(keys[name]), ""] for name in ordered),
    ]


def test_export_says_what_narrowed_it() -> None:
    make("alpha", "beta")

    with override("en"):
        conditions = sheets(exported(GROUPS, "/groups/?export=xlsx&name=alpha"))["Conditions"]

    assert [row for row in conditions if row[0] != "Taken at"] == [
        ["List", "Groups"], ["Rows", "1"], ["Condition", "Name: Alpha"],
    ]  # fmt: skip


def test_text_that_looks_like_a_formula_is_written_as_text() -> None:
    make(*DANGEROUS)
    content = exported(GROUPS)

    cells = [row[0] for row in sheets(content)["Groups"][1:]]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert sorted(cell.strip() for cell in cells) == sorted(name.strip() for name in DANGEROUS)
    assert ("<f>" in sheet, "<hyperlink" in sheet) == (False, False)


def test_dates_and_money_keep_their_types() -> None:
    make("alpha")
    typed = ListPage(
        key="typed", title="A/B: [x]*?",
        columns=(
            Column("on", "On", Kind.DATE, value=lambda _: date(2024, 6, 19)),
            Column("at", "At", Kind.MOMENT, value=lambda _: datetime(2024, 6, 18, 20, 5, tzinfo=UTC)),
            Column("won", "Won", Kind.WON, value=lambda _: Decimal(12_340_000)),
            Column("none", "None", Kind.WON, value=lambda _: None),
            Column("yes", "Yes", Kind.YES_NO, value=lambda _: True),
            Column("own", "Own", value=lambda _: 1, export=lambda _: "=own"),
        ),
    )  # fmt: skip

    with override("en"):
        row = next(iter(sheets(exported(typed)).values()))[1]

    assert row == [date(2024, 6, 19), datetime(2024, 6, 19, 5, 5), 12_340_000.0, "", "Yes", "=own"]  # noqa: DTZ001


def test_a_list_without_export_gives_its_page() -> None:
    plain = ListPage(key="plain", title="Plain", columns=GROUPS.columns, export=False)

    assert render_list(get("/x/?export=xlsx"), plain, Group.objects.all()).headers["Content-Type"] == (
        "text/html; charset=utf-8"
    )
