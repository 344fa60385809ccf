from dure.floor.entry.notes import action_told


def test_action_told_among_other_parts() -> None:
    told = ["action:다시 세척한다 · clock:+12s", "clock:-7s", "", "action:폐기한다"]

    assert [action_told(note) for note in told] == ["다시 세척한다", "", "", "폐기한다"]
