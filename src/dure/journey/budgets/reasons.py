"""The one table that turns the money engine's codes into sentences people read, with the numbers that were compared."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dure.engine.money.funders import Funder
from dure.engine.money.reasons import Reason, Why
from dure.foundation.interface.formats import pct, won
from dure.journey.budgets.labels import AMOUNT_LABELS, FUNDER_LABELS, STAGE_LABELS

Words = Mapping[str, str | Promise]

SENTENCES: Mapping[Why, str | Promise] = {
    Why.NEGATIVE: _("%(what)s may not fall below zero; it would be %(used)s."),
    Why.ZERO: _("The amount may not be zero."),
    Why.BAD_PCT: _("A percentage has at most two decimals and is not below zero; %(pct)s is not one."),
    Why.PCT_OVER_100: _("The percentages come to %(pct)s; they may come to 100%% at most."),
    Why.NAMED_TWICE: _("%(what)s is named twice."),
    Why.FIRM_HAS_NO_PCT: _("The firm pays what the others leave; it has no percentage of its own."),
    Why.FUNDER_CEILING: _("%(what)s pays at most %(limit)s; by its percentage it would be %(used)s."),
    Why.PUBLIC_CEILING: _("Public money is at most %(limit)s a project; by the percentages it would be %(used)s."),
    Why.ROUNDING_LEFT: _("The funders' shares are rounded down; %(used)s of rounding falls to the firm."),
    Why.IN_KIND_OVER_LIMIT: _("In kind the firm may bring %(limit)s at most; %(used)s is entered."),
    Why.ACCEPTED_OVER_PLANNED: _("%(what)s: accepted %(used)s is more than the %(limit)s planned."),
    Why.CUT_WITHOUT_REASON: _("%(what)s: cut from %(limit)s to %(used)s without a reason. Write the reason."),
    Why.ITEM_OVER_LIMIT: _("%(what)s may come to %(limit)s (%(pct)s) at most; it comes to %(used)s."),
    Why.STAGES_NOT_100: _("The instalments come to %(pct)s; they must come to 100%%."),
    Why.STAGES_OUT_OF_ORDER: _("The instalments are not in order, or one is named twice."),
    Why.NO_SUCH_STAGE: _("This agreement has no %(what)s."),
    Why.STAGE_BEFORE_OPEN: _("The %(what)s must be paid before this one."),
    Why.STAGE_CLOSED: _("The %(what)s has been paid and is closed."),
    Why.FIRM_CASH_MISSING: _("The firm's own cash is not confirmed yet. Nothing is paid before it is."),
    Why.EVIDENCE_SHORT: _("%(what)s: evidence accepted so far allows %(limit)s; the instalment plans %(used)s."),
    Why.PAID_OVER_LINE: _("%(what)s: %(used)s is paid already, more than the %(limit)s agreed."),
    Why.NOTHING_LEFT: _("Nothing is left to pay of this instalment."),
    Why.CLAIMED_OVER_LINE: _("%(what)s: %(limit)s of the line is left to claim; %(used)s is asked."),
    Why.CLAIMED_OVER_AGREED: _("%(limit)s of the agreed money is left to claim; %(used)s is asked."),
    Why.REQUESTED_OVER_BUDGET: _("Requested would be %(used)s, more than the %(limit)s budgeted and carried in."),
    Why.DECIDED_OVER_REQUESTED: _("Decided would be %(used)s, more than the %(limit)s requested."),
    Why.PROMISED_OVER_DECIDED: _("Promised to projects would be %(used)s, more than the %(limit)s decided."),
    Why.GRANTED_OVER_DECIDED: _("Granted would be %(used)s, more than the %(limit)s decided."),
    Why.GRANTED_OVER_BUDGET: _(
        "Granted and carried on would be %(used)s, more than the %(limit)s budgeted and carried in."
    ),
    Why.SPENT_OVER_GRANTED: _(
        "Spent, returned and carried on would be %(used)s, more than the %(limit)s granted and carried in."
    ),
    Why.SETTLED_OVER_SPENT: _("Accepted in settlement would be %(used)s, more than the %(limit)s spent."),
    Why.RETURNED_OVER_DISALLOWED: _("Disallowed and returned would be %(used)s, more than the %(limit)s not accepted."),
    Why.RETURNED_OVER_INTEREST: _("Interest returned would be %(used)s, more than the %(limit)s of interest."),
    Why.CARRIED_TO_WRONG_LINE: _("Money is carried over to the same funder's line of the next fiscal year only."),
    Why.CARRIED_WITHOUT_DECISION: _(
        "By accidental carry-over only budget with a grant decision goes on: %(limit)s; %(used)s is asked."
    ),
    Why.CARRIED_TWICE: _(
        "What came by accidental carry-over may not be carried over again: %(limit)s may go on, %(used)s is asked."
    ),
    Why.UNBALANCED: _("Debit and credit do not agree; the difference is %(used)s."),
    Why.WRONG_SIDE: _("%(what)s stands at %(limit)s; %(used)s cannot be taken from it."),
    Why.ACCEPTED_OVER_SPENT: _("%(what)s: accepted %(used)s is more than the %(limit)s spent."),
    Why.ACCEPTED_OVER_TABLE: _("%(what)s: accepted %(used)s is more than the %(limit)s of the agreed cost table."),
    Why.DISALLOWED_WITHOUT_REASON: _("%(what)s: %(used)s of %(limit)s is accepted without a reason. Write the reason."),
    Why.TABLE_OVER_AGREED: _("The cost table comes to %(used)s, more than the %(limit)s agreed."),
    Why.INTEREST_WITHOUT_CASH: _("Interest of %(used)s is entered, but no money was granted in cash."),
    Why.FIRM_MUST_ADD: _("The firm's share is %(limit)s, but it spent %(used)s. It must add the difference."),
    Why.FACTOR_OVER_LIMIT: _("The surcharge is lowered to the highest rate that the rules allow (%(pct)s)."),
    Why.WAIVED: _("No surcharge is imposed, because the firm reported it itself."),
    Why.RECOVERED_OVER_PAID: _("%(limit)s of what was paid can still be recovered; %(used)s is asked."),
    Why.WRITTEN_OFF_OVER_LEFT: _("%(limit)s is left to collect; %(used)s cannot be written off."),
    Why.DATES_OUT_OF_ORDER: _("The due dates are not in order."),
}


def sentence(reason: Reason, names: Words | None = None) -> str:
    """One reason in the reader's language; ``names`` says what the subjects (lines, items) are called."""
    subject = (names or {}).get(reason.subject) or _KNOWN.get(reason.subject) or reason.subject
    return str(SENTENCES[reason.code]) % {
        "what": str(subject) or _now("The amount"),
        "limit": "" if reason.limit_won is None else won(reason.limit_won),
        "used": "" if reason.used_won is None else won(reason.used_won),
        "pct": "" if reason.pct is None else pct(reason.pct),
    }


def sentences(reasons: Iterable[Reason], names: Words | None = None) -> str:
    """All reasons as one text, each said once."""
    return " ".join(dict.fromkeys(sentence(one, names) for one in reasons))


_KNOWN: Words = {**{funder.value: FUNDER_LABELS[funder] for funder in Funder}, **AMOUNT_LABELS, **STAGE_LABELS}
