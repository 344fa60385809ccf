"""Electricity for one, as it is written."""

import pytest

from dure.floor.boards.views.energy import KWH, WH, Scale, scale_of


@pytest.mark.parametrize(
    ("known", "scale", "texts"),
    [
        ([0.1023, None, 0.0874], WH, ["102\u00a0Wh", "87.4\u00a0Wh"]),
        ([0.00034, 0.0042], WH, ["0.34\u00a0Wh", "4.2\u00a0Wh"]),
        ([1.26, 0.98, 148.3], KWH, ["1.3\u00a0kWh", "0.98\u00a0kWh", "148\u00a0kWh"]),
        ([None], KWH, []),
    ],
)
def test_one_unit_for_all_figures_of_a_page(known: list[float | None], scale: Scale, texts: list[str]) -> None:
    assert scale_of(known) == scale
    assert [scale.text(one) for one in known if one is not None] == texts
