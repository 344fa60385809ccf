"""What must hold of a project after every step, as questions to the database that find what is wrong: no row may come.

Written over the tables themselves, so that the product's own sums are not asked whether they are right.
"""

from collections.abc import Iterator

from django.db import connection
from tests import world as w

from dure.engine.money.budget import broken
from dure.foundation.workflow.models import Move
from dure.foundation.workflow.table import table_of
from dure.journey.budgets.models import BudgetLine
from dure.journey.budgets.queries import statement as budget_statement
from dure.journey.budgets.reckoning import value_of
from dure.journey.money.models import BookEntry
from dure.journey.money.queries.books import entry_value, funds_in_books, trial_balance
from dure.journey.money.queries.statements import By, statement

# The rows of a project that have a state, and of which model.
STATES = """
SELECT 'agreements.costreview', r.id, r.status FROM agreements_costreview r
  JOIN agreements_agreement a ON a.application_id = r.application_id WHERE a.id = %(a)s
UNION ALL SELECT 'agreements.agreement', id, status FROM agreements_agreement WHERE id = %(a)s
UNION ALL SELECT 'agreements.startnotice', id, status FROM agreements_startnotice WHERE agreement_id = %(a)s
UNION ALL SELECT 'agreements.change', id, status FROM agreements_change WHERE agreement_id = %(a)s
UNION ALL SELECT 'agreements.ending', id, status FROM agreements_ending WHERE agreement_id = %(a)s
UNION ALL SELECT 'money.deposit', id, status FROM money_deposit WHERE agreement_id = %(a)s
UNION ALL SELECT 'money.claim', id, status FROM money_claim WHERE agreement_id = %(a)s
UNION ALL SELECT 'money.payment', p.id, p.status FROM money_payment p
  JOIN money_claim c ON c.id = p.claim_id WHERE c.agreement_id = %(a)s
UNION ALL SELECT DISTINCT 'money.batch', b.id, b.status FROM money_batch b
  JOIN money_payment p ON p.batch_id = b.id JOIN money_claim c ON c.id = p.claim_id WHERE c.agreement_id = %(a)s
UNION ALL SELECT 'money.settlement', id, status FROM money_settlement WHERE agreement_id = %(a)s
UNION ALL SELECT 'money.recovery', id, status FROM money_recovery WHERE agreement_id = %(a)s
"""

WRONG = {
    "the shares do not sum to the cost": """
        SELECT number FROM agreements_agreedplan WHERE agreement_id = %(a)s AND cost_won
          <> province_won + city_won + partner_won + firm_cash_won + firm_in_kind_won""",
    "the cost table does not sum to the cost": """
        SELECT p.number FROM agreements_agreedplan p LEFT JOIN agreements_agreedcost c ON c.plan_id = p.id
          WHERE p.agreement_id = %(a)s GROUP BY p.id, p.number, p.cost_won
          HAVING p.cost_won <> coalesce(sum(c.amount_won), 0)""",
    "a version was not made by a change, or a change made none": """
        SELECT a.id FROM agreements_agreement a WHERE a.id = %(a)s AND a.current_id IS NOT NULL AND
          (SELECT count(*) FROM agreements_agreedplan p WHERE p.agreement_id = a.id) <> 1 +
          (SELECT count(*) FROM agreements_change c WHERE c.agreement_id = a.id AND c.status IN ('noted', 'approved'))""",
    "the version in force is not the last, or has other days": """
        SELECT p.number FROM agreements_agreement a JOIN agreements_agreedplan p ON p.id = a.current_id
          WHERE a.id = %(a)s AND (p.number <> (SELECT max(o.number) FROM agreements_agreedplan o
          WHERE o.agreement_id = a.id) OR a.ends_on <> p.ends_on OR a.starts_on <> p.starts_on)""",
    "more than one change is open, or one of an ended agreement": """
        SELECT count(*) FROM agreements_change c JOIN agreements_agreement a ON a.id = c.agreement_id
          WHERE a.id = %(a)s AND c.status IN ('draft', 'submitted')
          HAVING count(*) > 1 OR (count(*) > 0 AND max(CASE WHEN a.ended_at IS NULL THEN 0 ELSE 1 END) = 1)""",
    "more is claimed of a cost than was agreed": """
        SELECT o.number FROM money_claimline l JOIN money_claim m ON m.id = l.claim_id
          JOIN agreements_agreedcost o ON o.id = l.cost_id JOIN agreements_agreement a ON a.id = m.agreement_id
          LEFT JOIN agreements_agreedcost n ON n.plan_id = a.current_id AND n.number = o.number
          WHERE a.id = %(a)s AND l.counts GROUP BY o.number
          HAVING sum(coalesce(l.accepted_won, l.supply_won)) > coalesce(max(n.amount_won), 0)""",
    "an approved claim is not what was ordered for it": """
        SELECT m.number FROM money_claim m WHERE m.agreement_id = %(a)s AND m.status IN ('approved', 'paid')
          AND m.public_won <> coalesce((SELECT sum(p.amount_won) FROM money_payment p WHERE p.claim_id = m.id
          AND p.status <> 'cancelled'), 0)""",
    "a claim is called paid and is not, or the reverse": """
        SELECT m.number FROM money_claim m LEFT JOIN money_payment p ON p.claim_id = m.id
          AND p.status NOT IN ('paid', 'cancelled') WHERE m.agreement_id = %(a)s AND m.status IN ('approved', 'paid')
          GROUP BY m.id, m.number, m.status HAVING (m.status = 'paid') <> (count(p.id) = 0)""",
    "a claim was approved by fewer than two, or by who checked it": """
        SELECT m.number FROM money_claim m LEFT JOIN money_approval v ON v.claim_id = m.id AND v.round = m.round
          WHERE m.agreement_id = %(a)s AND m.status IN ('approved', 'paid') GROUP BY m.id, m.number
          HAVING count(DISTINCT v.by_id) < 2 OR max(CASE WHEN v.by_id = m.checked_by_id THEN 1 ELSE 0 END) = 1""",
    "promises are not the funders' shares": """
        SELECT a.id FROM agreements_agreement a JOIN agreements_agreedplan p ON p.id = a.current_id
          WHERE a.id = %(a)s AND a.status <> 'cancelled' AND p.province_won + p.city_won + p.partner_won <>
          (SELECT coalesce(sum(b.amount_won), 0) FROM budgets_promise b WHERE b.application_id = a.application_id)""",
    "what a line spent on the project is not what was paid less what came back": """
        SELECT b.line_id FROM budgets_promise b JOIN agreements_agreement a ON a.application_id = b.application_id
          WHERE a.id = %(a)s AND b.spent_won <>
          coalesce((SELECT sum(p.amount_won) FROM money_payment p JOIN money_claim m ON m.id = p.claim_id
            WHERE m.agreement_id = a.id AND p.line_id = b.line_id AND p.status = 'paid'), 0) -
          coalesce((SELECT sum(CASE WHEN r.collected_won < r.amount_won - r.interest_won THEN r.collected_won
            ELSE r.amount_won - r.interest_won END) FROM money_recovery r
            WHERE r.agreement_id = a.id AND r.line_id = b.line_id AND r.kind = 'return'), 0)""",
    "more was paid than promised": """
        SELECT b.line_id FROM budgets_promise b JOIN agreements_agreement a ON a.application_id = b.application_id
          WHERE a.id = %(a)s AND b.amount_won < (SELECT coalesce(sum(p.amount_won), 0) FROM money_payment p
          JOIN money_claim m ON m.id = p.claim_id WHERE m.agreement_id = a.id AND p.line_id = b.line_id
          AND p.status <> 'cancelled')""",
    "a settlement is under way while the project goes on": """
        SELECT t.id FROM money_settlement t JOIN agreements_agreement a ON a.id = t.agreement_id
          WHERE a.id = %(a)s AND t.status <> 'open' AND a.status IN ('in_force', 'started')""",
    "a settlement and its agreement are not closed together": """
        SELECT t.id FROM money_settlement t JOIN agreements_agreement a ON a.id = t.agreement_id
          WHERE a.id = %(a)s AND (t.status = 'closed') <> (a.status = 'settled')
          AND a.status NOT IN ('given_up', 'terminated')""",
    "a decided settlement is not of what was paid": """
        SELECT s.line_id FROM money_settledshare s JOIN money_settlement t ON t.id = s.settlement_id
          WHERE t.agreement_id = %(a)s AND t.status IN ('decided', 'closed') AND s.line_id IS NOT NULL AND
          (s.share_won + s.return_won + s.disallowed_won <> s.paid_won OR s.paid_won <> coalesce(
          (SELECT sum(p.amount_won) FROM money_payment p JOIN money_claim m ON m.id = p.claim_id
          WHERE m.agreement_id = t.agreement_id AND p.line_id = s.line_id AND p.status = 'paid'), 0))""",
    "a decided settlement leaves a payment out": """
        SELECT p.id FROM money_payment p JOIN money_claim m ON m.id = p.claim_id
          JOIN money_settlement t ON t.agreement_id = m.agreement_id
          WHERE t.agreement_id = %(a)s AND t.status IN ('decided', 'closed')
          AND p.status NOT IN ('cancelled') AND NOT EXISTS (SELECT 1 FROM money_settledshare s
          WHERE s.settlement_id = t.id AND s.line_id = p.line_id)""",
    "a debt is not the sum of its parts, or more came in than is due": """
        SELECT r.id FROM money_recovery r WHERE r.agreement_id = %(a)s AND (
          r.passed_on_won > r.collected_won OR r.collected_won > r.amount_won OR r.interest_won > r.amount_won
          OR (r.status = 'collected') <> (r.collected_won = r.amount_won)
          OR r.amount_won <> (SELECT sum(i.amount_won) FROM money_instalment i WHERE i.recovery_id = r.id)
          OR r.collected_won <> (SELECT coalesce(sum(c.amount_won), 0) FROM money_collection c
          WHERE c.recovery_id = r.id))""",
    "more is to come back of a line than it paid": """
        SELECT r.line_id FROM money_recovery r WHERE r.agreement_id = %(a)s AND r.kind <> 'surcharge'
          GROUP BY r.line_id HAVING sum(r.amount_won - r.interest_won) > (SELECT coalesce(sum(p.amount_won), 0)
          FROM money_payment p JOIN money_claim m ON m.id = p.claim_id
          WHERE m.agreement_id = %(a)s AND p.line_id = r.line_id AND p.status = 'paid')""",
    "the books of the project do not balance": """
        SELECT entry_id FROM money_posting WHERE agreement_id = %(a)s GROUP BY entry_id, funder, fiscal_year, place_code
          HAVING sum(won) <> 0""",
}  # fmt: skip


def states_of(agreement_id: int) -> dict[tuple[str, int], str]:
    """The state of every row of a project."""
    with connection.cursor() as cursor:
        cursor.execute(STATES, {"a": agreement_id})
        return {(model, pk): status for model, pk, status in cursor.fetchall()}


def wrong_with(agreement_id: int) -> list[str]:
    """What does not hold of a project and of the budget lines."""
    found = []
    with connection.cursor() as cursor:
        for what, question in WRONG.items():
            cursor.execute(question, {"a": agreement_id})
            found += [f"{what}: {row}" for row in cursor.fetchall()]
    for line in BudgetLine.objects.select_related("funder"):
        found += [f"{line}: {reason}" for reason in broken(value_of(line))]
    return found


def wrong_moves(moves: list[Move], states: dict[tuple[str, int], str]) -> Iterator[str]:
    """Each move is a transition of its table from where the row was; ``states`` follows them."""
    for each in moves:
        key, table = (each.model, int(each.row_id)), table_of(each.model)
        step = table.transition(each.transition)
        was = states.get(key, table.initial)
        if each.source != was or was not in step.sources or each.target != step.target:
            yield f"{key}: {each.transition} from {each.source} to {each.target}, but it was {was}"
        states[key] = each.target


def wrong_with_the_whole(programme_id: int) -> list[str]:
    """What does not hold of the books, the lines, the statements and the ledger as a whole."""
    found = []
    if sum(trial_balance(programme_id).values()):
        found.append("the books do not balance")
    found += [str(row.fund) for row in funds_in_books(programme_id) if sum(row.balances.values())]
    totals = {str(statement(programme_id, by).total) for by in By}
    totals_by_budget = {budget_statement(programme_id, view).total for view in ("funder", "city", "year", "nature")}
    if len(totals) > 1 or len(totals_by_budget) > 1:
        found.append("statements differ by how they are divided")
    found += [f"{row}: empty" for row in BookEntry.objects.prefetch_related("postings") if not entry_value(row).won]
    if not w.ledger_holds():
        found.append("the ledger does not hold")
    return found
