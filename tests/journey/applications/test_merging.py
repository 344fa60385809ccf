from hypothesis import given
from hypothesis import strategies as st

from dure.journey.applications.merging import FIELDS, merge
from dure.journey.applications.plan import Plan

TEXTS = st.sampled_from(["", "가", "나", "다"])
PLANS = st.builds(Plan, title=TEXTS, goals=TEXTS, problems=TEXTS)


@given(base=PLANS, stored=PLANS, offered=PLANS)
def test_merge_loses_nothing_that_either_changed(base: Plan, stored: Plan, offered: Plan) -> None:
    merged = merge(base, stored, offered)
    aside = {each.field: each.offered for each in merged.conflicts}

    for field in FIELDS:
        was, now, mine = (getattr(plan, field) for plan in (base, stored, offered))
        kept = getattr(merged.plan, field)
        if now != was:
            assert kept == now
        if mine != was:
            assert mine in (kept, aside.get(field))


def test_merge_brings_different_fields_together() -> None:
    merged = merge(Plan(), Plan(title="제목"), Plan(goals="목표"))

    assert (merged.plan, merged.conflicts) == (Plan(title="제목", goals="목표"), ())


def test_merge_keeps_the_stored_text_of_a_field_both_changed() -> None:
    merged = merge(Plan(title="옛"), Plan(title="저장"), Plan(title="내 글"))

    assert merged.plan.title == "저장"
    assert [(each.field, each.stored, each.offered) for each in merged.conflicts] == [("title", "저장", "내 글")]
