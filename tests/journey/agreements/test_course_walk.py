"""A random walk over the start, the changes and the ending of real agreements: nothing breaks what must hold."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests import world as w
from tests.journey.agreements import course as c
from tests.journey.agreements.scene import Scene

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.workflow.models import Move
from dure.foundation.workflow.table import table_of
from dure.journey.agreements import actions, queries
from dure.journey.agreements.models import OPEN_CHANGES, AgreedPlan, Agreement, Change, Ending, StartNotice

pytestmark = pytest.mark.django_db

STEPS = 300
Step = Callable[[], object]
KINDS: dict[str, Callable[[random.Random], dict[str, object]]] = {
    "period": lambda dice: {"ends_on": f"2025-0{dice.randint(2, 6)}-{dice.randint(10, 28)}"},
    "account": lambda dice: {
        "bank": "농협",
        "account_number": f"{dice.randint(10**9, 10**14)}",
        "account_holder": "나",
    },
    "contact": lambda dice: {"contact_name": f"담당{dice.randint(1, 9)}", "contact_phone": "1", "contact_email": ""},
    "cost": lambda dice: {
        "costs": [
            {"number": 1, "item": "software_development", "what": "가", "amount_won": dice.randint(0, 30) * 10**6},
            {"number": None, "item": "hardware", "what": "나", "amount_won": dice.randint(0, 9) * 10**6},
        ],
        "in_kind_won": 0,
    },
}


def _likely(row: Agreement, steps: dict[str, Step], dice: random.Random) -> Step:
    """Half of the time what someone would do next, else anything."""
    change = Change.objects.filter(agreement=row, status__in=OPEN_CHANGES).first()
    natural = {"draft": ("save", "save", "submit"), "submitted": ("note", "approve", "approve", "refuse", "give_back")}
    names = ("begin", "start", "hand_in", "accept") if change is None else natural[change.status]
    return steps[dice.choice(names)] if dice.random() < 0.5 else dice.choice(list(steps.values()))


def _steps(here: Scene, row: Agreement, at: datetime, dice: random.Random) -> dict[str, Step]:
    """Everything that someone might try now, whether it is open or not."""
    kind = dice.choice(("period_long", "account", "contact", "cost"))
    owner, staff, head = here.owner, here.operator, here.approver
    change = Change.objects.filter(agreement=row).order_by("-number").first()
    ending = Ending.objects.filter(agreement=row).order_by("-pk").first()
    today, told = at.date(), {"at": at, "reason": "시험"}
    steps: dict[str, Step] = {
        "start": lambda: actions.save_start(agreement=row, draft=c.draft(), by=owner, at=at),
        "hand_in": lambda: actions.hand_in_start(agreement=row, by=owner, at=at),
        "start_back": lambda: actions.give_back_start(agreement=row, by=staff, **told),
        "accept": lambda: actions.accept_start(agreement=row, by=staff, at=at),
        "begin": lambda: actions.begin_change(agreement=row, kind=kind, cause_on=today, reason="사유", by=owner, at=at),
    }
    if dice.random() < 0.02:
        steps["ask"] = lambda: actions.ask_ending(agreement=row, kind="giving_up", cause="자금", by=owner, at=at)
    if change is not None:
        values, cause_on = KINDS[change.kind.split("_")[0]](dice), today - timedelta(days=dice.randint(0, 18))
        steps |= {
            "save": lambda: actions.save_change(
                change=change, cause_on=cause_on, reason="사유", after=values, by=owner, at=at
            ),
            "submit": lambda: actions.submit_change(change=change, by=owner, at=at),
            "note": lambda: actions.note_change(change=change, by=staff, at=at),
            "approve": lambda: actions.approve_change(change=change, by=head, at=at),
            "refuse": lambda: actions.refuse_change(change=change, by=head, **told),
            "give_back": lambda: actions.give_back_change(change=change, by=staff, **told),
            "withdraw": lambda: actions.withdraw_change(change=change, by=owner, **told),
        }
    if ending is not None:
        steps["keep"] = lambda: actions.refuse_ending(ending=ending, by=head, **told)
        steps["stay"] = lambda: actions.withdraw_ending(ending=ending, by=owner, **told)
        steps["end"] = lambda: actions.decide_ending(ending=ending, effective_on=today, fault="nobody", by=head, **told)
    return steps


def test_a_random_walk_keeps_what_must_hold() -> None:
    dice, done, refused = random.Random(20240619), 0, 0
    here, first = c.agreed(c.noticed(most_extensions=3, longest_extension_days=120))
    rows = [(here, first), c.agreed(here.world, "두레식품", here.supplier)]
    at = c.WROTE
    for _step in range(STEPS):
        at += timedelta(hours=dice.randint(1, 20))
        who, row = dice.choice(rows)
        row.refresh_from_db()
        try:
            _likely(row, _steps(who, row, at, dice), dice)()
            done += 1
        except ActionRefused:
            refused += 1
        _must_hold(row)
    _only_through_the_table()

    assert done > STEPS // 8
    assert refused > STEPS // 8
    assert AgreedPlan.objects.filter(number__gt=1).exists()
    assert w.ledger_holds()


def _must_hold(row: Agreement) -> None:
    now = queries.agreement(row.pk)
    numbers = list(now.plans.order_by("number").values_list("number", flat=True))
    made = Change.objects.filter(agreement=now, status__in=("noted", "approved")).count()

    assert Change.objects.filter(agreement=now, status__in=OPEN_CHANGES).count() <= 1
    assert numbers == list(range(1, made + 2))
    assert now.current.number == made + 1
    assert (now.starts_on, now.ends_on) == (now.current.starts_on, now.current.ends_on)
    assert sum(each.amount_won for each in now.current.costs.all()) == now.current.cost_won
    if now.ended_at is not None:
        assert not Change.objects.filter(agreement=now, status__in=OPEN_CHANGES).exists()


def _only_through_the_table() -> None:
    """Each state is where the moves of the gate lead from the first one, each of them a transition of the table."""
    for model in (Agreement, Change, Ending, StartNotice):
        table = table_of(model._meta.label_lower)
        known = {(t.name, source, t.target) for t in table.transitions for source in t.sources}
        at: dict[str, str] = {}
        for step in Move.objects.filter(model=model._meta.label_lower).order_by("id"):
            assert step.source == at.get(step.row_id, table.initial)
            assert (step.transition, step.source, step.target) in known
            at[step.row_id] = step.target
        states = {str(pk): status for pk, status in model.objects.values_list("pk", "status")}
        assert states == {pk: at.get(pk, table.initial) for pk in states}
    assert Counter(Move.objects.values_list("model", flat=True))["agreements.change"] > 0
