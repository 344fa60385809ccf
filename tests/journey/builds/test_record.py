from dure.journey.builds.record import FinishedBuild, NotEnough, TrackRecord, reckon


def test_two_builds_are_not_a_record() -> None:
    assert reckon([FinishedBuild(0), FinishedBuild(0)], needed=3) == NotEnough(2, 3)


def test_a_record_counts_each_delay_for_who_caused_it() -> None:
    found = reckon(
        [
            FinishedBuild(0, in_use=True, response_hours=[2.0, 4.0]),
            FinishedBuild(12, {"firm": 10, "supplier": 2}, findings=3, in_use=False, response_hours=[9.0]),
            FinishedBuild(-4, {"supplier": 1}, findings=1),
        ],
        needed=3,
        disputed=frozenset({"on_time"}),
    )

    assert found == TrackRecord(
        builds=3,
        on_time=2,
        delays={"firm": 10, "supplier": 3},
        findings_per_build=1.3,
        response_hours=4.0,
        in_use=1,
        in_use_known=2,
        disputed=frozenset({"on_time"}),
    )
    assert found.on_time_pct == 67
