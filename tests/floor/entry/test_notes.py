from dure.floor.entry.notes import action_told, note_words


def test_action_told_among_other_parts() -> None:
    told = ["action:다시 세척한다 · clock:+12s", "clock:-7s", "", "action:폐기한다"]

    assert [action_told(note) for note in told] == ["다시 세척한다", "", "", "폐기한다"]


def test_note_is_read_in_words() -> None:
    told = "action:다시 세척한다 · clock:+12s · 손으로 적음"

    assert note_words(told) == "바로 한 일: 다시 세척한다 · 기기 시계가 12초 빨랐음 · 손으로 적음"
    assert (note_words("clock:-7s"), note_words("clock: 맞춤"), note_words("")) == (
        "기기 시계가 7초 늦었음",
        "clock: 맞춤",
        "",
    )
