"""Each rule passes a stream that keeps it, and names the line that breaks it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dure.engine.floor.conformance import Codes, Finding, Rule, Told, Trial, Verdict, conforms, judge
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import Reading, read_events

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
CODES = Codes(machines={"M1"}, items={"A"}, reasons={"jam"}, defects={"bent"}, checks={"temp"}, families={"mes"})


def event(seq: int, kind: Kind = Kind.COUNT, value: str = "1", **fields: object) -> Event:
    told = Event("mes#a1", seq, "M1", NOW - timedelta(hours=1) + timedelta(seconds=seq), kind, value)
    return replace(told, **fields)  # type: ignore[arg-type]


def told(name: str, events: list[Event]) -> Told:
    return Told(name, Reading(list(enumerate(events, start=1)), []))


def found(
    first: list[Event], *, resent: list[Event] | None = None, restarted: list[Event] | None = None,
    codes: Codes | None = CODES,
) -> dict[Rule, Finding]:  # fmt: skip
    trial = Trial(
        told("first", first),
        NOW,
        None if resent is None else told("resent", resent),
        None if restarted is None else told("restarted", restarted),
        codes,
    )
    return {finding.rule: finding for finding in judge(trial)}


GOOD = [
    event(1),
    event(2, Kind.STATE, "down", reason="jam"),
    event(3, Kind.SCRAP, reason="bent", item="A"),
    event(4, Kind.CHECK, "5", reason="temp"),
    event(5, Kind.CORRECTION, "2", machine="", ref_source="mes#a1", ref_seq=1),
]


def test_good_stream_passes_everything() -> None:
    after = [event(6), replace(event(1), source_id="mes#b2")]
    findings = found(GOOD, resent=GOOD, restarted=after)
    assert {rule: finding.verdict for rule, finding in findings.items()} == dict.fromkeys(Rule, Verdict.PASSED)
    assert conforms(list(findings.values()))


def test_what_was_not_given_is_skipped() -> None:
    findings = found(GOOD, codes=None)
    skipped = [rule for rule, finding in findings.items() if finding.verdict is Verdict.SKIPPED]
    assert skipped == [Rule.KEYS_STABLE, Rule.RESTART, Rule.MACHINES, Rule.CODES]


@pytest.mark.parametrize(
    ("rule", "line", "broken"),
    [
        (Rule.OWN_NAME, 1, [replace(event(1), source_id="hands#a1")]),
        (Rule.OWN_NAME, 1, [replace(event(1), source_id="press#a1")]),
        (Rule.EPOCH, 1, [replace(event(1), source_id="mes")]),
        (Rule.KEYS_UNIQUE, 2, [event(1), event(1, value="2")]),
        (Rule.CLOCK, 1, [event(1, at=NOW + timedelta(minutes=6))]),
        (Rule.COUNTER, 2, [event(1, Kind.COUNT_TOTAL, "10"), event(2, Kind.COUNT_TOTAL, "3")]),
        (Rule.ONE_COUNT, 2, [event(1), event(2, Kind.COUNT_TOTAL, "3")]),
        (Rule.MACHINES, 1, [event(1, machine="M9")]),
        (Rule.CORRECTIONS, 1, [event(1, Kind.CORRECTION, "2", ref_source="hands#1", ref_seq=1)]),
        (Rule.CORRECTIONS, 3, [
            event(1), event(2, Kind.CORRECTION, "2", ref_source="mes#a1", ref_seq=1),
            event(3, Kind.CORRECTION, "2", ref_source="mes#a1", ref_seq=2),
        ]),
    ],
)  # fmt: skip
def test_broken_rule_names_the_line(rule: Rule, line: int, broken: list[Event]) -> None:
    findings = found(broken)
    failed = [each for each in findings.values() if each.verdict is Verdict.FAILED]
    assert [(each.rule, each.count, each.examples[0].file, each.examples[0].line) for each in failed] == [
        (rule, 1, "first", line)
    ]
    assert not conforms(list(findings.values()))


@pytest.mark.parametrize(
    ("rule", "noted"),
    [
        (Rule.NO_GAPS, [event(1), event(3)]),
        (Rule.IN_ORDER, [event(1), event(2, at=NOW - timedelta(hours=3))]),
        (Rule.CODES, [event(1, item="B")]),
        (Rule.CODES, [event(1, Kind.SCRAP, reason="jam")]),
    ],
)
def test_allowed_oddity_is_noted_only(rule: Rule, noted: list[Event]) -> None:
    findings = found(noted)
    assert (findings[rule].verdict, findings[rule].count) == (Verdict.NOTED, 1)
    assert conforms(list(findings.values()))


def test_resent_under_another_key_is_found() -> None:
    findings = found(GOOD, resent=[replace(each, source_seq=each.source_seq + 5) for each in GOOD[:2]])
    assert (findings[Rule.KEYS_STABLE].verdict, findings[Rule.KEYS_STABLE].count) == (Verdict.FAILED, 2)


def test_restart_that_numbers_anew_under_the_old_name_is_found() -> None:
    findings = found(GOOD, restarted=[event(1, at=NOW)])
    assert [findings[rule].verdict for rule in (Rule.RESTART, Rule.KEYS_UNIQUE)] == [Verdict.FAILED] * 2


def test_unreadable_lines_and_an_empty_file_fail() -> None:
    reading = read_events(b'{"source_id": "mes#a1"}\n{}\n')
    [first, *_] = judge(Trial(Told("first", reading), NOW))
    [second, *_] = judge(Trial(told("first", []), NOW))
    assert (first.verdict, [example.line for example in first.examples]) == (Verdict.FAILED, [1, 2])
    assert (second.verdict, second.count) == (Verdict.FAILED, 1)
