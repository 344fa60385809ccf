"""Looking for patterns that a human should judge, and the judgement. A signal accuses nobody."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.money.access import FIND_SIGNALS, JUDGE_SIGNAL
from dure.journey.money.models import Signal
from dure.journey.money.patterns.facts import Finding
from dure.journey.money.patterns.find import find
from dure.journey.money.queries.signal_facts import facts_for_signals
from dure.journey.money.states import SignalState
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import lock_programme

VERDICTS = {SignalState.HARMLESS.value: "explain", SignalState.SUSPICIOUS.value: "suspect"}


@dataclass(frozen=True)
class FoundSignals:
    """How many patterns were new, and how many stood already."""

    new: int
    known: int


def find_signals(*, programme: Programme, by: Actor, at: datetime) -> FoundSignals:
    """Look through claims, imported rows, plans and parties; what stands already stays as it was judged."""
    FIND_SIGNALS.demand(by, programme)
    with act("money.find_signals", chain=programme.chain, by=by, at=at, subject=programme) as this:
        lock_programme(programme.pk)
        found = find(facts_for_signals(programme.pk))
        known = set(Signal.objects.filter(programme=programme).values_list("kind", "key"))
        new = [one for one in found if (one.pattern.value, one.key) not in known]
        for one in new:
            row = Signal.objects.create(
                programme=programme, kind=one.pattern.value, key=one.key, facts=_told(one), found_at=at
            )
            row.agreements.set(one.agreements)
            this.evidence(row)
        this.detail.update(new=len(new), known=len(found) - len(new))
    return FoundSignals(len(new), len(found) - len(new))


def _told(one: Finding) -> dict[str, object]:
    return {
        "compared": one.compared,
        "sources": [{"model": source.model, "id": source.id} for source in one.sources],
        "applications": list(one.applications),
    }


def judge_signal(*, signal: Signal, verdict: str, reason: str, by: Actor, at: datetime) -> Signal:
    """Say that it is explained, or that it stays suspicious, with the reason; it may be judged anew."""
    JUDGE_SIGNAL.demand(by, signal)
    if verdict not in VERDICTS:
        raise ActionRefused(_("Say whether it is explained or stays suspicious."))
    with act("money.judge_signal", chain=signal.programme.chain, by=by, at=at, subject=signal, reason=reason) as this:
        row = Signal.objects.select_for_update().get(pk=signal.pk)
        move(row, VERDICTS[verdict], by=by, at=at, reason=reason)
        row.judgement, row.judged_by_id, row.judged_at = reason.strip(), by.person_id, at
        row.save(update_fields=["judgement", "judged_by", "judged_at"])
        this.evidence(row)
    signal.refresh_from_db()
    return signal
