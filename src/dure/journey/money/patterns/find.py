"""All patterns over the facts of one programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from dure.journey.money.patterns.facts import BankMove, Finding, Invoice, Pairing, PlanText
from dure.journey.money.patterns.invoices import cancelled_invoices, same_invoices
from dure.journey.money.patterns.money import round_trips
from dure.journey.money.patterns.parties import shared_accounts, shared_by_sides
from dure.journey.money.patterns.plans import same_kpis, same_plans


@dataclass(frozen=True)
class Facts:
    """What is known; ``template`` is text that every applicant was given."""

    invoices: Sequence[Invoice] = ()
    moves: Sequence[BankMove] = ()
    plans: Sequence[PlanText] = ()
    pairings: Sequence[Pairing] = ()
    template: Sequence[str] = ()


def find(facts: Facts) -> list[Finding]:
    """Every finding once, the certain patterns first."""
    found = [
        *same_invoices(facts.invoices),
        *cancelled_invoices(facts.invoices, facts.moves),
        *round_trips(facts.pairings, facts.moves),
        *same_plans(facts.plans, facts.template),
        *same_kpis(facts.plans),
        *shared_accounts(facts.pairings),
        *shared_by_sides(facts.pairings),
    ]
    return list({(one.pattern, one.key): one for one in found}.values())
