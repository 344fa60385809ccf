from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from dure.foundation.interface.parts import Dot, Entry, Fact, Figure, Progress, ScoreBar, Tile, Todo


def drawn(template: str, **values: object) -> str:
    with override("en"):
        return Template("{% load dure %}" + template).render(Context(values))


def test_each_tone_has_its_own_shape() -> None:
    tones = ("neutral", "info", "done", "warn", "late", "blocked", "draft")

    shapes = {drawn("{% state_badge 'x' tone %}", tone=tone).split("<svg")[1].split("</svg>")[0] for tone in tones}

    assert len(shapes) == len(tones)


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="loud"):
        drawn("{% state_badge 'x' 'loud' %}")
    with pytest.raises(ValueError, match="loud"):
        drawn("{% button 'x' tone='loud' %}")


@pytest.mark.parametrize(
    ("used", "total", "words"), [(7, 10, "3 left"), (10, 10, "full"), (12, 10, "over by 2"), (0, 0, "full")]
)
def test_meter_says_in_words_what_is_left(used: int, total: int, words: str) -> None:
    assert f'<p class="meter-note">{words}</p>' in drawn("{% meter used total %}", used=used, total=total)


def test_journey_dots_carry_their_state_in_words() -> None:
    html = drawn("{% journey_dots dots %}", dots=[Dot("Agreement", "late", "3 days"), Dot("Build", "todo")])

    assert '<span class="journey-label">Agreement</span><span class="visually-hidden">: late (3 days)</span>' in html
    assert '<span class="journey-label">Build</span><span class="visually-hidden">: not yet</span>' in html


def test_timeline_shows_no_clock_for_a_day() -> None:
    html = drawn("{% timeline entries %}", entries=[Entry(date(2024, 6, 19), "Asked")])

    assert ('datetime="2024-06-19' in html, "entry-clock" in html) == (True, False)


def test_tiles_are_read_row_by_row() -> None:
    tiles = [
        Tile("b", 1, 1),
        Tile("c", 0, 2),
        Tile("a", 4, 0, url="/a/", figures=(Figure("n", 3),), selected=True),
    ]

    html = drawn("{% tile_map tiles %}", tiles=tiles)

    assert [part.split("<")[0] for part in html.split('class="tile-name">')[1:]] == ["a", "b", "c"]
    assert html.count('aria-current="true"') == 1


def test_strip_reads_its_scores_and_draws_one_dot_each() -> None:
    html = drawn("{% strip scores label='Assessors' mean=75 %}", scores=[70.0, 80.5])

    assert html.count("<circle") == 2
    assert 'aria-label="Assessors: scores 70.0, 80.5, spread 10.5"' in html


def test_score_bars_widths_are_shares_of_the_maximum() -> None:
    html = drawn("{% score_bars rows %}", rows=[ScoreBar("Need", 15, 20, 10)])

    assert 'class="bar-fill" width="75.0"' in html
    assert 'class="bar-compared" x="50.0"' in html


@pytest.mark.parametrize(("state", "polls"), [("running", True), ("queued", True), ("done", False), ("failed", False)])
def test_progress_asks_again_only_while_it_runs(state: str, polls: bool) -> None:
    html = drawn("{% progress job %}", job=Progress("Letters", 28, 70, state=state, poll_url="/job/"))

    assert ('hx-get="/job/"' in html, "<progress" in html) == (polls, polls)


def test_post_button_carries_its_token_and_hidden_values() -> None:
    html = drawn("{% post_button 'Remind' '/r/' firm=7 %}", csrf_token="abc")

    assert '<input type="hidden" name="csrfmiddlewaretoken" value="abc">' in html
    assert '<input type="hidden" name="firm" value="7">' in html


def test_pagination_keeps_the_other_parameters() -> None:
    page = Paginator(range(100), 10).page(2)
    html = drawn("{% pagination page %}", page=page, request=RequestFactory().get("/x/?q=a&page=2"))

    assert 'href="/x/?q=a&amp;page=3" rel="next"' in html
    assert '<span aria-current="page">' in html


def test_query_string_changes_and_removes() -> None:
    request = RequestFactory().get("/x/?q=a&page=2")

    assert drawn("{% query_string page=None q='b' %}", request=request) == "?q=b"


def test_particle_stays_out_of_english() -> None:
    assert drawn("{{ name|particle:'을/를' }}", name="진안식품") == "진안식품"


def test_filters_leave_nothing_for_nothing() -> None:
    template = "{{ x|day }}{{ x|won }}{{ x|won_short }}{{ x|number }}{{ x|pct:0 }}{{ x|counted:'firm' }}"

    assert drawn(template + "{{ x|deadline:x }}{{ x|period:x }}{{ x|phone }}", x=None) == ""


def test_a_day_among_facts_is_written_as_everywhere() -> None:
    said = drawn("{% facts rows %}", rows=[Fact("By", date(2024, 6, 19))])

    assert said.count("<dd>Wed 19 Jun 2024</dd>") == 1


@pytest.mark.parametrize(("text", "named"), [("Final check", 1), ("Visit to Hana Foods", 0)])
def test_what_is_to_do_names_its_firm_once(text: str, named: int) -> None:
    said = drawn("{% todo_list items %}", items=[Todo(text=text, url="/", subject="Hana Foods")])

    assert said.count("todo-subject") == named
