"""Whether a supplier's stream of events keeps the interface: judged from what its system wrote, before the final check.

Three files make the whole test: what the system told first, the same span told again, and what it told after a restart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, TypeVar

from dure.engine.floor.events import EPOCH_MARK, PEOPLE, Event, Kind, family_of
from dure.engine.floor.reading import Reading

Given = TypeVar("Given")
AHEAD: Final = timedelta(minutes=5)
MOST_EXAMPLES: Final = 10
RENEW_KO: Final = "재시작하면 임의 문자열을 새로 만드세요"


class Rule(StrEnum):
    """What is looked at, in the order of the report."""

    READABLE = "readable"
    OWN_NAME = "own_name"
    EPOCH = "epoch"
    KEYS_UNIQUE = "keys_unique"
    KEYS_STABLE = "keys_stable"
    RESTART = "restart"
    NO_GAPS = "no_gaps"
    IN_ORDER = "in_order"
    CLOCK = "clock"
    COUNTER = "counter"
    ONE_COUNT = "one_count"
    MACHINES = "machines"
    CODES = "codes"
    CORRECTIONS = "corrections"


class Verdict(StrEnum):
    """`noted`: allowed, and worth a look. `skipped`: what it needs was not given."""

    PASSED = "passed"
    NOTED = "noted"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Codes:
    """What the plant knows. `families`: the names the token may tell under; empty where it is not known."""

    machines: Collection[str]
    items: Collection[str] = ()
    reasons: Collection[str] = ()
    defects: Collection[str] = ()
    checks: Collection[str] = ()
    families: Collection[str] = ()


@dataclass(frozen=True)
class Told:
    """One file as read, under the name it has in the report."""

    name: str
    reading: Reading

    @property
    def lines(self) -> int:
        return len(self.reading.events) + len(self.reading.bad)


@dataclass(frozen=True)
class Trial:
    """The whole test. `now`: the server's time, against which clocks are judged."""

    first: Told
    now: datetime
    resent: Told | None = None
    restarted: Told | None = None
    codes: Codes | None = None

    @property
    def files(self) -> list[Told]:
        return [file for file in (self.first, self.resent, self.restarted) if file is not None]

    def each(self) -> Iterator[tuple[Told, int, Event]]:
        for file in self.files:
            for line, event in file.reading.events:
                yield file, line, event


@dataclass(frozen=True)
class Example:
    """A line that breaks a rule, in both languages."""

    file: str
    line: int
    why_en: str
    why_ko: str

    def why(self, language: str = "en") -> str:
        return self.why_ko if language == "ko" else self.why_en


@dataclass(frozen=True)
class Finding:
    """What came of one rule; the first lines that break it, and how many do."""

    rule: Rule
    verdict: Verdict
    count: int = 0
    examples: tuple[Example, ...] = field(default=())


Breaches = Iterator[Example]


def judge(trial: Trial) -> list[Finding]:
    """All rules in their order."""
    return [
        _finding(Rule.READABLE, _unreadable(trial)),
        _finding(Rule.OWN_NAME, _foreign_names(trial)),
        _finding(Rule.EPOCH, _without_epoch(trial)),
        _finding(Rule.KEYS_UNIQUE, _doubled_keys(trial)),
        _asked(Rule.KEYS_STABLE, trial.resent, lambda resent: _moved_keys(trial, resent)),
        _asked(Rule.RESTART, trial.restarted, lambda restarted: _begun_again(trial, restarted)),
        _finding(Rule.NO_GAPS, _gaps(trial), Verdict.NOTED),
        _finding(Rule.IN_ORDER, _out_of_order(trial), Verdict.NOTED),
        _finding(Rule.CLOCK, _ahead(trial)),
        _finding(Rule.COUNTER, _fallen_counters(trial)),
        _finding(Rule.ONE_COUNT, _counted_twice(trial)),
        _asked(Rule.MACHINES, trial.codes, lambda codes: _unknown_machines(trial, codes)),
        _asked(Rule.CODES, trial.codes, lambda codes: _unknown_codes(trial, codes), Verdict.NOTED),
        _finding(Rule.CORRECTIONS, _bad_corrections(trial)),
    ]


def conforms(findings: Sequence[Finding]) -> bool:
    return all(finding.verdict is not Verdict.FAILED for finding in findings)


def _finding(rule: Rule, breaches: Breaches, otherwise: Verdict = Verdict.FAILED) -> Finding:
    found = list(breaches)
    verdict = otherwise if found else Verdict.PASSED
    return Finding(rule, verdict, len(found), tuple(found[:MOST_EXAMPLES]))


def _asked(
    rule: Rule, given: Given | None, look: Callable[[Given], Breaches], otherwise: Verdict = Verdict.FAILED
) -> Finding:
    return Finding(rule, Verdict.SKIPPED) if given is None else _finding(rule, look(given), otherwise)


def _unreadable(trial: Trial) -> Breaches:
    for file in trial.files:
        if not file.lines:
            yield Example(file.name, 0, "the file holds no event", "파일에 기록이 없습니다")
        for bad in file.reading.bad:
            yield Example(file.name, bad.number, bad.error.why("en"), bad.error.why("ko"))


def _foreign_names(trial: Trial) -> Breaches:
    allowed = set(trial.codes.families) if trial.codes else set()
    for file, line, event in trial.each():
        if event.family in PEOPLE:
            yield Example(
                file.name,
                line,
                f"“{event.family}” is for what people enter in Dure itself",
                f"‘{event.family}’은(는) 사람이 두레에 직접 입력한 기록의 이름입니다",
            )
        elif allowed and event.family not in allowed:
            yield Example(
                file.name,
                line,
                f"the token tells for {', '.join(sorted(allowed))}, not for “{event.family}”",
                f"이 토큰은 {', '.join(sorted(allowed))}의 기록만 보냅니다. ‘{event.family}’은(는) 안 됩니다",
            )


def _without_epoch(trial: Trial) -> Breaches:
    seen: set[str] = set()
    for file, line, event in trial.each():
        if event.source_id not in seen and not event.source_id.partition(EPOCH_MARK)[2]:
            seen.add(event.source_id)
            yield Example(
                file.name,
                line,
                f"“{event.source_id}” has no random part behind a #, new per installation",
                f"‘{event.source_id}’: # 뒤에 설치마다 새로 만드는 임의 문자열이 없습니다",
            )


def _doubled_keys(trial: Trial) -> Breaches:
    first: dict[tuple[str, int], tuple[Event, str]] = {}
    for file, line, event in trial.each():
        kept, where = first.setdefault(event.key, (event, f"{file.name}:{line}"))
        if kept != event:
            yield Example(
                file.name,
                line,
                f"the key {event.source_id} {event.source_seq} says something else in {where}",
                f"키 {event.source_id} {event.source_seq}의 내용이 {where}과(와) 다릅니다",
            )


def _moved_keys(trial: Trial, resent: Told) -> Breaches:
    """What was told under one key comes again under another: it would count twice."""
    keys: dict[Event, set[tuple[str, int]]] = defaultdict(set)
    for _, event in trial.first.reading.events:
        keys[_body(event)].add(event.key)
    for line, event in resent.reading.events:
        known = keys.get(_body(event), set())
        if known and event.key not in known:
            source, seq = min(known)
            yield Example(
                resent.name,
                line,
                f"told before as {source} {seq}, now as {event.source_id} {event.source_seq}",
                f"전에는 {source} {seq}, 지금은 {event.source_id} {event.source_seq}(으)로 보냈습니다",
            )


def _begun_again(trial: Trial, restarted: Told) -> Breaches:
    highest: dict[str, int] = {}
    for _, event in trial.first.reading.events:
        highest[event.source_id] = max(highest.get(event.source_id, -1), event.source_seq)
    before = {event for _, event in trial.first.reading.events}
    for line, event in restarted.reading.events:
        last = highest.get(event.source_id)
        if last is not None and event.source_seq <= last and event not in before:
            why = (
                f"{event.source_id} begins again at {event.source_seq}, after {last}: a restart needs a new random part"
            )
            why_ko = f"{event.source_id}이(가) {last} 다음에 {event.source_seq}부터 다시 시작합니다"
            yield Example(restarted.name, line, why, f"{why_ko}. {RENEW_KO}")


def _gaps(trial: Trial) -> Breaches:
    """Allowed, but an outbox that trims by `through` waits for what lies in the gap."""
    found: dict[str, dict[int, tuple[str, int]]] = defaultdict(dict)
    for file, line, event in trial.each():
        found[event.source_id].setdefault(event.source_seq, (file.name, line))
    for source, seqs in found.items():
        for last, seq in pairwise(sorted(seqs)):
            if seq != last + 1:
                file_name, line = seqs[seq]
                yield Example(
                    file_name,
                    line,
                    f"{source}: nothing between {last} and {seq}",
                    f"{source}: {last}과(와) {seq} 사이가 비었습니다",
                )


def _out_of_order(trial: Trial) -> Breaches:
    """Late events are welcome; a system that always tells them late deserves a look."""
    for file in trial.files:
        latest: dict[tuple[str, str], Event] = {}
        for line, event in file.reading.events:
            if event.kind is Kind.CORRECTION:
                continue
            place = (event.source_id, event.machine)
            before = latest.get(place)
            if before is not None and event.at < before.at:
                yield Example(
                    file.name,
                    line,
                    f"happened before {before.source_id} {before.source_seq}, told after it",
                    f"{before.source_id} {before.source_seq}보다 먼저 일어났는데 뒤에 보냈습니다",
                )
            else:
                latest[place] = event


def _ahead(trial: Trial) -> Breaches:
    for file, line, event in trial.each():
        if event.at > trial.now + AHEAD:
            ahead_s = round((event.at - trial.now).total_seconds())
            yield Example(
                file.name, line, f"{ahead_s} s ahead of the server's clock", f"서버 시각보다 {ahead_s}초 앞섭니다"
            )


def _fallen_counters(trial: Trial) -> Breaches:
    readings: dict[tuple[str, str], dict[tuple[datetime, int], tuple[Event, str, int]]] = defaultdict(dict)
    for file, line, event in trial.each():
        if event.kind is Kind.COUNT_TOTAL:
            place = (event.source_id, event.machine)
            readings[place].setdefault((event.at, event.source_seq), (event, file.name, line))
    for told in readings.values():
        for before, after in pairwise(sorted(told)):
            (earlier, _, _), (later, file_name, line) = told[before], told[after]
            if later.number < earlier.number:
                why = f"the counter fell from {earlier.value} to {later.value}: a restart needs a new random part"
                why_ko = f"계수기가 {earlier.value}에서 {later.value}(으)로 줄었습니다"
                yield Example(file_name, line, why, f"{why_ko}. {RENEW_KO}")


def _counted_twice(trial: Trial) -> Breaches:
    kinds: dict[tuple[str, str], Kind] = {}
    for file, line, event in trial.each():
        if event.kind in {Kind.COUNT, Kind.COUNT_TOTAL}:
            kept = kinds.setdefault((event.family, event.machine), event.kind)
            if kept is not event.kind:
                yield Example(
                    file.name,
                    line,
                    f"{event.machine} is told by {kept} already; never by both",
                    f"{event.machine}은(는) 이미 {kept}(으)로 보냅니다. 둘을 함께 쓰지 마세요",
                )


def _unknown_machines(trial: Trial, codes: Codes) -> Breaches:
    for file, line, event in trial.each():
        if event.machine and event.machine not in codes.machines:
            yield Example(
                file.name, line, f"the plant has no machine “{event.machine}”", f"‘{event.machine}’ 설비가 없습니다"
            )


def _unknown_codes(trial: Trial, codes: Codes) -> Breaches:
    """The server takes them; pages then show the bare code."""
    reasons = {
        Kind.SCRAP: codes.defects, Kind.REWORK: codes.defects, Kind.CHECK: codes.checks, Kind.CCP: codes.checks,
        Kind.REASON: codes.reasons, Kind.STATE: codes.reasons,
    }  # fmt: skip
    for file, line, event in trial.each():
        if event.item and event.item not in codes.items:
            yield Example(file.name, line, f"the plant has no item “{event.item}”", f"‘{event.item}’ 품목이 없습니다")
        if event.reason and event.reason not in reasons.get(event.kind, (event.reason,)):
            yield Example(
                file.name,
                line,
                f"the plant has no code “{event.reason}” for {event.kind}",
                f"{event.kind}의 코드 ‘{event.reason}’이(가) 없습니다",
            )


def _bad_corrections(trial: Trial) -> Breaches:
    told = {event.key: event for _, _, event in trial.each()}
    for file, line, event in trial.each():
        if event.kind is not Kind.CORRECTION:
            continue
        target = told.get((event.ref_source, -1 if event.ref_seq is None else event.ref_seq))
        if target is not None and target.kind is Kind.CORRECTION:
            yield Example(
                file.name,
                line,
                "corrects a correction; correct what was told first",
                "정정을 다시 정정했습니다. 처음 기록을 정정하세요",
            )
        elif family_of(event.ref_source) != event.family:
            yield Example(
                file.name,
                line,
                f"corrects what “{event.ref_source}” told; a system corrects its own only",
                f"‘{event.ref_source}’의 기록을 정정했습니다. 스스로 보낸 것만 고칠 수 있습니다",
            )


def _body(event: Event) -> Event:
    return replace(event, source_id="", source_seq=0)
