import random
from dataclasses import replace

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z

from dure.engine.money import duties, events
from dure.engine.money.books import Account, Fund
from dure.engine.money.events import Party
from dure.engine.money.funders import Funder
from dure.foundation.access.actor import SYSTEM, Grant
from dure.foundation.ledger.act import act
from dure.journey.money.actions.books import Booking, post
from dure.journey.money.queries.books import trial_balance
from dure.journey.money.queries.statements import ACCOUNTS, AMOUNTS, By, agreement_statement, statement

pytestmark = pytest.mark.django_db


def amounts(row: object) -> dict[str, int]:
    return {name: getattr(row, name) for name in AMOUNTS}


def from_books(programme_id: int) -> dict[str, int]:
    balances = trial_balance(programme_id)
    return {
        name: sign * sum(balances.get(account, 0) for account in accounts)
        for name, (accounts, sign) in ACCOUNTS.items()
    }


def test_every_account_is_in_exactly_one_column() -> None:
    every = [account for accounts, _sign in ACCOUNTS.values() for account in accounts]
    assert sorted(every) == sorted(Account)


def random_history(world: w.World, agreements: list[int], firms: list[int], seed: int) -> None:
    """Grants, approvals, payments, disallowances and returns in any order, over funds and fiscal years."""
    draw = random.Random(seed)
    places = {Funder.PROVINCE: [w.PROVINCE], Funder.CITY: [w.JEONJU, w.JINAN, w.MUJU], Funder.PARTNER: ["77"]}
    funds = [Fund(funder, year, place) for funder, where in places.items() for place in where for year in (2024, 2025)]
    with act("money.book_grants", chain=world.programme.chain, by=SYSTEM, at=z.BACK) as this:
        entries = [events.grant_received(fund, 10**9) for fund in funds]
        for _ in range(120):
            n = draw.randrange(len(agreements))
            party = Party(str(agreements[n]), str(firms[n]))
            moved = ((draw.choice(funds), draw.randint(1, 10**7)),)
            kind = draw.randrange(4)
            if kind == 0:
                entries += [events.advance_approved(moved, party), events.payment_made(moved, party)]
            elif kind == 1:
                entries += [events.claim_approved(moved, party), events.payment_made(moved, party)]
            elif kind == 2:
                entries += [events.claim_approved(moved, party), duties.disallowed(moved, party)]
            else:
                entries += [duties.balance_due_back(*moved[0]), duties.returned(*moved[0])]
        this.about(world.programme)
        post(world.programme, [Booking(f"t:{n}", entry, z.BACK.date()) for n, entry in enumerate(entries)], this)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_histories_agree_to_the_won_whatever_they_are_divided_by(seed: int) -> None:
    here = s.started()
    others = [s.started(f"진안{n}", world=here.world) for n in range(2)]
    rows = [one.agreement for one in (here, *others)]
    random_history(here.world, [row.pk for row in rows], [row.firm_id for row in rows], seed)
    pk = here.world.programme.pk
    books = from_books(pk)
    for by in By:
        found = statement(pk, by)
        assert amounts(found.total) == books
        assert {name: sum(getattr(row, name) for row in found.rows) for name in AMOUNTS} == books
    assert [row.difference_won for by in (By.FUNDER, By.YEAR) for row in statement(pk, by).rows if row.key] == [0] * 5


def test_a_settled_project_agrees_in_every_statement() -> None:
    row = z.closed(here := z.completed(spent=12_000_000), interest_won=4_321, disallowed=1_500_000)
    z.collect_all(row, here)
    pk = here.world.programme.pk
    for by in By:
        assert amounts(statement(pk, by).total) == from_books(pk)
    firm = next(one for one in statement(pk, By.FIRM).rows if one.key == str(here.agreement.firm_id))
    own = agreement_statement(here.agreement.pk)
    assert amounts(own.total) == amounts(firm)


def test_a_city_sees_its_own_projects_and_its_own_money_only() -> None:
    here = z.completed()
    pk = here.world.programme.pk
    assert statement(pk, By.CITY, here.world.jeonju.actor).rows == ()
    jinan = w.member("진안담당", w.Role.CITY, w.organisation("진안군", "city", place=w.JINAN), place=w.JINAN)
    assert {row.key for row in statement(pk, By.CITY, jinan.actor).rows} == {w.JINAN}
    elsewhere = replace(jinan.actor, grants=(*jinan.actor.grants, Grant(w.Role.OPERATOR, 0)))
    assert {row.key for row in statement(pk, By.CITY, elsewhere).rows} == {w.JINAN}
    shown = statement(pk, By.FUNDER, jinan.actor)
    assert {row.key: row.cash_known for row in shown.rows} == {"province": False, "city": True, "firm": True}
    assert (shown.total.cash_known, statement(pk, By.FUNDER).total.cash_known) == (False, True)


def test_statement_takes_two_queries(django_assert_num_queries) -> None:
    here = z.completed()
    with django_assert_num_queries(2):
        statement(here.world.programme.pk, By.FIRM)
