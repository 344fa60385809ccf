from dure.foundation.workflow.standings import Tally, in_numbers
from dure.foundation.workflow.values import StageStanding


def test_a_stage_is_summed_by_state_type_and_city() -> None:
    tallies = [
        Tally("52720", "JS1", "open", "Open", 2, 1),
        Tally("52710", "JS1", "done", "Done", 3, 0),
        Tally("52720", "JS2", "done", "Done", 1, 0),
    ]
    assert in_numbers("builds", "Build", tallies) == StageStanding(
        stage="builds",
        label="Build",
        total=6,
        by_state={"done": 4, "open": 2},
        by_type={"JS1": 5, "JS2": 1},
        by_city={"52710": 3, "52720": 3},
    )


def test_a_stage_without_rows_is_empty() -> None:
    assert in_numbers("builds", "Build", []) == StageStanding(stage="builds", label="Build", total=0)
