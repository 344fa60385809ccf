import random
from collections.abc import Callable

import pytest

from dure.engine.money import duties, events
from dure.engine.money.books import (
    Account,
    Entry,
    Filter,
    Fund,
    Posting,
    balances,
    may_post,
    statement,
    trial_balance,
)
from dure.engine.money.events import Party
from dure.engine.money.funders import Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Why

PROVINCE = Fund(Funder.PROVINCE, 2024)
MUJU = Fund(Funder.CITY, 2024, "muju")
OWN = Fund(Funder.FIRM, 2024)
FIRM = Party("JS1-07", "kimchi")
SUPPLIER = Party("JS1-07", "mes", is_supplier=True)

YEAR = (
    events.grant_received(PROVINCE, 600),
    events.grant_received(MUJU, 400),
    events.firm_paid_in(OWN, FIRM, 100, 110),
    events.in_kind_recognised(OWN, FIRM, 50),
    events.advance_approved(((PROVINCE, 200),), SUPPLIER),
    events.payment_made(((PROVINCE, 200),), SUPPLIER),
    events.payment_bounced(((PROVINCE, 200),), SUPPLIER),
    events.payment_made(((PROVINCE, 200),), SUPPLIER),
    events.advance_used(((PROVINCE, 200),), SUPPLIER),
    events.claim_approved(((PROVINCE, 300), (MUJU, 350), (OWN, 100)), SUPPLIER, vat=((OWN, 95),)),
    events.payment_made(((PROVINCE, 300), (MUJU, 350), (OWN, 195)), SUPPLIER),
    duties.interest_earned(PROVINCE, 3),
)


def booked(*entries: Entry) -> tuple[Entry, ...]:
    """Each entry posted only if the books before it allow it."""
    done: tuple[Entry, ...] = ()
    for entry in entries:
        assert may_post(balances(done), entry).reasons == ()
        done = (*done, entry)
    return done


def test_year_is_bookable_and_balances() -> None:
    done = booked(*YEAR)

    assert sum(trial_balance(done).values()) == 0
    assert trial_balance(done) == {
        Account.BANK: 168,
        Account.PROJECT_COST: 950,
        Account.IN_KIND_COST: 50,
        Account.GRANTS_RECEIVED: -1000,
        Account.FIRM_CASH_RECEIVED: -100,
        Account.IN_KIND_RECEIVED: -50,
        Account.VAT_HELD: -15,
        Account.INTEREST_HELD: -3,
    }
    assert events.free_cash_won(balances(done), PROVINCE) == 100
    assert events.free_cash_won(balances(done), OWN) == 0


def test_settlement_leaves_nothing_at_the_bank() -> None:
    done = booked(
        *YEAR,
        duties.disallowed(((MUJU, 30),), FIRM),
        duties.disallowed_collected(((MUJU, 30),), FIRM),
        duties.balance_due_back(MUJU, 80),
        duties.balance_due_back(PROVINCE, 100),
        duties.interest_due_back(PROVINCE, 3),
        duties.returned(MUJU, 80),
        duties.returned(PROVINCE, 103),
        events.firm_refunded(OWN, FIRM, vat_won=15),
    )

    assert trial_balance(done) == {
        Account.PROJECT_COST: 920,
        Account.IN_KIND_COST: 50,
        Account.GRANTS_RECEIVED: -820,
        Account.FIRM_CASH_RECEIVED: -100,
        Account.IN_KIND_RECEIVED: -50,
    }


def test_recovery_and_surcharge_are_passed_on_or_written_off() -> None:
    owed = ((PROVINCE, 200),)
    done = booked(
        *YEAR,
        duties.recovery_ordered(owed, FIRM),
        duties.surcharge_ordered(((PROVINCE, 400),), FIRM),
        duties.recovery_collected(((PROVINCE, 150),), FIRM),
        duties.surcharge_collected(((PROVINCE, 40),), FIRM),
        duties.written_off(Account.RECOVERY_RECEIVABLE, ((PROVINCE, 50),), FIRM),
        duties.passed_on(Account.RECOVERY_RECEIVABLE, ((PROVINCE, 150),), FIRM),
    )

    assert events.free_cash_won(balances(done), PROVINCE) == 100
    assert statement(done, Filter(party="kimchi")) == {
        Account.SURCHARGE_RECEIVABLE: 360,
        Account.SURCHARGE_FOR_FUNDERS: -400,
    }


def test_unspent_cash_goes_to_the_next_year() -> None:
    done = booked(*YEAR, events.carried_over(PROVINCE, 100), events.carried_over(MUJU, 50))

    assert statement(done, Filter(fiscal_year=2025)) == {Account.BANK: 150, Account.GRANTS_RECEIVED: -150}
    assert statement(done, Filter(funder=Funder.CITY, fiscal_year=2024)) == {
        Account.PROJECT_COST: 350,
        Account.GRANTS_RECEIVED: -350,
    }


def test_firms_own_unspent_cash_goes_to_the_next_year_under_its_name() -> None:
    done = booked(events.firm_paid_in(OWN, FIRM, 100), events.carried_over(OWN, 40, FIRM))

    assert statement(done, Filter(fiscal_year=2025)) == {Account.BANK: 40, Account.FIRM_CASH_RECEIVED: -40}


def test_firm_that_adds_relieves_the_others() -> None:
    added = events.firm_paid_in(OWN, FIRM, 20)
    done = booked(*YEAR, added, events.cost_shifted(((PROVINCE, 12), (MUJU, 8)), ((OWN, 20),), FIRM))

    assert statement(done, Filter(funder=Funder.FIRM))[Account.PROJECT_COST] == 120
    assert trial_balance(done)[Account.PROJECT_COST] == trial_balance(YEAR)[Account.PROJECT_COST]


def test_cost_that_is_shifted_in_part_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        events.cost_shifted(((PROVINCE, 12),), ((OWN, 11),), FIRM)


def test_firms_cost_that_is_disallowed_no_longer_counts_as_its_share() -> None:
    done = booked(*YEAR, duties.firm_cost_disallowed(OWN, 30, FIRM))

    assert statement(done, Filter(funder=Funder.FIRM))[Account.FIRM_CASH_RECEIVED] == -70


@pytest.mark.parametrize(
    ("postings", "why"),
    [
        ((), Why.ZERO),
        ((Posting(Account.BANK, MUJU, 0), Posting(Account.GRANTS_RECEIVED, MUJU, 0)), Why.ZERO),
        ((Posting(Account.BANK, MUJU, 2), Posting(Account.GRANTS_RECEIVED, MUJU, -1)), Why.UNBALANCED),
    ],
)
def test_entry_that_does_not_balance_cannot_be_built(postings: tuple[Posting, ...], why: Why) -> None:
    with pytest.raises(MoneyRefused) as refused:
        Entry("by_hand", postings)

    assert [reason.code for reason in refused.value.reasons] == [why]


def test_one_funders_money_cannot_pay_anothers() -> None:
    """Balanced in all, but not in each fund."""
    with pytest.raises(MoneyRefused) as refused:
        Entry("by_hand", (Posting(Account.BANK, MUJU, 1), Posting(Account.GRANTS_RECEIVED, PROVINCE, -1)))

    assert [reason.used_won for reason in refused.value.reasons] == [1, -1]


def test_amount_below_zero_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        events.grant_received(MUJU, -5)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (events.payment_made(((MUJU, 1),), SUPPLIER), Reason(Why.WRONG_SIDE, "payable_to_supplier:city:2024", 0, 1)),
        (duties.returned(MUJU, 1), Reason(Why.WRONG_SIDE, "returns_payable:city:2024", 0, 1)),
        (duties.balance_due_back(MUJU, 401), Reason(Why.WRONG_SIDE, "grants_received:city:2024", 400, 401)),
        (duties.disallowed(((MUJU, 351),), FIRM), Reason(Why.WRONG_SIDE, "project_cost:city:2024", 350, 351)),
        (duties.recovery_collected(((MUJU, 1),), FIRM), Reason(Why.WRONG_SIDE, "recovery_receivable:city:2024", 0, 1)),
    ],
)
def test_what_is_not_there_or_not_owed_cannot_be_moved(entry: Entry, reason: Reason) -> None:
    assert may_post(balances(YEAR), entry).reasons == (reason,)


def test_balance_that_stands_on_the_wrong_side_may_be_mended_in_part() -> None:
    overdrawn = (Entry("by_hand", (Posting(Account.BANK, MUJU, -5), Posting(Account.GRANTS_RECEIVED, MUJU, 5))),)

    assert may_post(balances(overdrawn), events.grant_received(MUJU, 2)).allowed


def test_written_off_of_what_is_no_debt_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        duties.written_off(Account.BANK, ((MUJU, 1),), FIRM)


MAKERS: tuple[Callable[[Fund, int], Entry], ...] = (
    events.grant_received,
    lambda fund, won: events.firm_paid_in(Fund(Funder.FIRM, fund.fiscal_year), FIRM, won, won // 3),
    lambda fund, won: events.in_kind_recognised(OWN, FIRM, won),
    lambda fund, won: events.advance_approved(((fund, won),), SUPPLIER),
    lambda fund, won: events.advance_used(((fund, won),), SUPPLIER),
    lambda fund, won: events.claim_approved(((fund, won),), FIRM),
    lambda fund, won: events.claim_approved(((PROVINCE, won), (OWN, won)), SUPPLIER, ((OWN, won),)),
    lambda fund, won: events.payment_made(((fund, won),), SUPPLIER),
    lambda fund, won: events.payment_made(((PROVINCE, won), (OWN, won)), SUPPLIER),
    lambda fund, won: events.payment_bounced(((fund, won),), SUPPLIER),
    lambda fund, won: duties.disallowed(((fund, won),), FIRM),
    lambda fund, won: duties.disallowed_collected(((fund, won),), FIRM),
    duties.balance_due_back,
    duties.interest_earned,
    duties.interest_due_back,
    duties.returned,
    lambda fund, won: duties.recovery_ordered(((fund, won),), FIRM),
    lambda fund, won: duties.recovery_collected(((fund, won),), FIRM),
    lambda fund, won: duties.passed_on(Account.RECOVERY_RECEIVABLE, ((fund, won),), FIRM),
    lambda fund, won: duties.written_off(Account.DISALLOWED_RECEIVABLE, ((fund, won),), FIRM),
    events.carried_over,
)


def test_walk_of_10000_entries_keeps_every_account_on_its_side() -> None:
    draw = random.Random(7)
    funds = (PROVINCE, MUJU, Fund(Funder.PROVINCE, 2025), Fund(Funder.CITY, 2025, "muju"))
    standing: dict = {}
    posted: list[Entry] = []
    for _ in range(10_000):
        entry = draw.choice(MAKERS)(draw.choice(funds), draw.randint(1, 500))
        if may_post(standing, entry):
            posted.append(entry)
            for key, won in balances([entry]).items():
                standing[key] = standing.get(key, 0) + won

    assert len(posted) > 2000
    assert len({entry.event for entry in posted}) == len({maker(MUJU, 1).event for maker in MAKERS})
    assert balances(posted) == {key: won for key, won in sorted(standing.items()) if won}
    assert all((won > 0) == (key.account.side == "debit") for key, won in standing.items() if won)
    assert sum(trial_balance(posted).values()) == 0
    assert all(sum(statement(posted, Filter(funder=one)).values()) == 0 for one in Funder)
