"""Plans that are word for word alike, and KPI figures that are, among different firms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dure.journey.money.patterns.facts import Finding, Pattern, PlanText, Source, finding, plain

PLAN = "applications.application"
SENTENCE_END = re.compile(r"[.!?。\n\r;]+")


@dataclass(frozen=True)
class LikenessRules:
    """When plans are alike. A sentence that this many plans have is the form's or the notice's, not theirs."""

    shared_pct: int = 80
    least_letters: int = 120
    sentence_letters: int = 8
    template_from: int = 6
    template_pct: int = 20
    least_kpis: int = 2


DEFAULT = LikenessRules()


def same_plans(
    plans: Sequence[PlanText], template: Iterable[str] = (), rules: LikenessRules = DEFAULT
) -> Iterator[Finding]:
    """Groups of firms most of whose own sentences are the same. ``template`` is text that everyone was given."""
    own = _own_sentences(plans, template, rules)
    joined = _Groups([plan.application_id for plan in plans])
    by_id = {plan.application_id: plan for plan in plans}
    for one, other in _sharing(own):
        if by_id[one].firm_id != by_id[other].firm_id and _alike(own[one], own[other], rules):
            joined.join(one, other)
    for group in joined.several():
        shared = frozenset.intersection(*(own[pk] for pk in group))
        letters = sum(map(len, shared))
        yield _found(Pattern.SAME_PLAN, [by_id[pk] for pk in group], {"plans": len(group), "letters": letters})


def same_kpis(plans: Sequence[PlanText], rules: LikenessRules = DEFAULT) -> Iterator[Finding]:
    """Groups of firms with the same indicators, starting figures and targets.

    The same targets from different starts are no pattern: a notice may set them.
    """
    groups: dict[tuple[tuple[str, str, str, str], ...], list[PlanText]] = {}
    for plan in plans:
        rows = tuple(sorted(row for row in set(plan.kpis) if row[2] and row[3]))
        if len(rows) >= rules.least_kpis:
            groups.setdefault(rows, []).append(plan)
    for rows, group in sorted(groups.items()):
        if len({plan.firm_id for plan in group}) > 1:
            yield _found(Pattern.SAME_KPI, group, {"plans": len(group), "kpis": len(rows)})


def _found(pattern: Pattern, group: Sequence[PlanText], compared: dict[str, str | int]) -> Finding:
    ordered = sorted(group, key=lambda plan: plan.application_id)
    agreements = [plan.agreement_id for plan in ordered if plan.agreement_id is not None]
    sources = [Source(PLAN, plan.application_id) for plan in ordered]
    return finding(pattern, agreements, compared, sources, sources, (plan.number for plan in ordered))


def sentences(texts: Iterable[str], rules: LikenessRules = DEFAULT) -> frozenset[str]:
    """The sentences of some texts without spelling; very short ones say nothing."""
    found = (plain(part) for text in texts for part in SENTENCE_END.split(text))
    return frozenset(part for part in found if len(part) >= rules.sentence_letters)


def _own_sentences(
    plans: Sequence[PlanText], template: Iterable[str], rules: LikenessRules
) -> dict[int, frozenset[str]]:
    all_of = {plan.application_id: sentences(plan.texts, rules) for plan in plans}
    given = sentences(template, rules) | _common(all_of, rules)
    return {pk: found - given for pk, found in all_of.items()}


def _common(all_of: dict[int, frozenset[str]], rules: LikenessRules) -> frozenset[str]:
    counts: dict[str, int] = {}
    for found in all_of.values():
        for sentence in found:
            counts[sentence] = counts.get(sentence, 0) + 1
    least = max(rules.template_from, -(-len(all_of) * rules.template_pct // 100))
    return frozenset(sentence for sentence, count in counts.items() if count >= least)


def _sharing(own: dict[int, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that have any sentence in common, each once."""
    holders: dict[str, list[int]] = {}
    for pk in sorted(own):
        for sentence in own[pk]:
            holders.setdefault(sentence, []).append(pk)
    pairs = {(one, other) for held in holders.values() for at, one in enumerate(held) for other in held[at + 1 :]}
    yield from sorted(pairs)


def _alike(one: frozenset[str], other: frozenset[str], rules: LikenessRules) -> bool:
    shared = sum(map(len, one & other))
    whole = max(sum(map(len, one)), sum(map(len, other)))
    return shared >= rules.least_letters and shared * 100 >= whole * rules.shared_pct


class _Groups:
    """Which belong together, directly or through others."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._of = {pk: pk for pk in ids}

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._of[one], self._of[other]))
        self._of = {pk: first if root == second else root for pk, root in self._of.items()}

    def several(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for pk, root in self._of.items():
            groups.setdefault(root, []).append(pk)
        return [sorted(group) for _root, group in sorted(groups.items()) if len(group) > 1]
