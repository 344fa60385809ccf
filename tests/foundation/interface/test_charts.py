from datetime import date

import altair as alt
from django.utils.translation import override

from dure.foundation.interface.charts import altair_chart, bar_chart, line_chart, range_chart


def test_bar_chart_table_holds_every_row_in_order() -> None:
    chart = bar_chart("신청", rows=[("진안군", 4), ("전주시", 21.5)], category="시군", value="신청", unit="개사")

    assert chart.headers == ("시군", "신청 (개사)")
    assert chart.table == [("진안군", "4"), ("전주시", "21.5")]


def test_line_chart_names_its_series_only_where_there_are_several() -> None:
    one = line_chart("수율", rows=[(date(2024, 6, 19), 81.2, "가")], x="날", y="수율", unit="%")
    with override("en"):
        two = line_chart(
            "수율", rows=[(date(2024, 6, 19), 81.2, "가"), (date(2024, 6, 19), 80, "나")], x="날", y="수율"
        )

    assert one.headers == ("날", "수율 (%)")
    assert two.headers == ("날", "Series", "수율")
    assert [len(row) for row in two.table] == [3, 3]


def test_range_chart_table_gives_estimate_before_its_ends() -> None:
    with override("en"):
        chart = range_chart("변화", rows=[("생산성", 12.1, 18.4, 25.2)], value="변화", unit="%")

    assert chart.headers == ("Measure", "변화 (%)", "Lower end", "Upper end")
    assert chart.table == [("생산성", "18.4", "12.1", "25.2")]


def test_svg_passes_a_strict_policy_and_is_named() -> None:
    svg = str(bar_chart('"큰" <일>', rows=[("가", 1)], category="가", value="나").svg())

    assert svg.startswith('<svg role="img" aria-label="&quot;큰&quot; &lt;일>"')
    assert ("style=" in svg, "<script" in svg) == (False, False)


def test_two_charts_on_a_page_share_no_ids() -> None:
    first = str(bar_chart("하나", rows=[("가", 1)], category="가", value="나").svg())
    second = str(bar_chart("둘", rows=[("가", 1)], category="가", value="나").svg())

    def ids(svg: str) -> set[str]:
        return {part.split('"')[0] for part in svg.split('id="')[1:]}

    assert ids(first) & ids(second) == set()


def test_a_chart_that_sets_no_width_has_no_narrow_drawing() -> None:
    faceted = altair_chart("x", alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar(), headers=("a",), table=[(1,)])

    assert faceted.narrow_svg() == ""
