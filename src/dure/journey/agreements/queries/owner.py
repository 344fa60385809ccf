"""What the owner of the firm wants to know of the money, in one or two sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.engine.money.funders import Funder
from dure.engine.money.shares import Shares
from dure.foundation.interface.formats import won
from dure.journey.agreements.models import AgreedPlan, Agreement
from dure.journey.agreements.queries.rows import agreement
from dure.journey.agreements.values import ShareBar
from dure.journey.applications.queries import terms_for


def owner_sentence(agreement_id: int) -> str:
    """What leaves the firm's account, when, and what comes back; empty while nothing is agreed."""
    row = agreement(agreement_id)
    return "" if row.current is None else sentence_of(row, row.current)


def sentence_of(row: Agreement, plan: AgreedPlan) -> str:
    """The same for a version at hand."""
    payment = terms_for(row.application).delivery.payment
    sums = {
        "cash": won(plan.firm_cash_won),
        "vat": won(plan.vat_won),
        "all": won(plan.firm_cash_won + plan.vat_won),
        "in_kind": won(plan.firm_in_kind_won),
        "support": won(plan.province_won + plan.city_won + plan.partner_won),
    }
    parts = [_leaves(plan) % sums, _when(payment.firm_cash_first), _comes_back(plan) % sums]
    if plan.firm_in_kind_won:
        parts.append(_("%(in_kind)s of your share is in kind and leaves no account.") % sums)
    return " ".join(parts)


def _leaves(plan: AgreedPlan) -> str:
    if plan.vat_won:
        return _("%(all)s leave your account: your share of %(cash)s and VAT of %(vat)s.")
    return _("%(all)s leave your account: your share of the cost, VAT within it.")


def _when(cash_first: bool) -> str:
    if cash_first:
        return _("Your share is paid in before the first public money is paid out.")
    return _("Your share is paid in as the work goes on.")


def _comes_back(plan: AgreedPlan) -> str:
    if plan.vat_won:
        return _("You can reclaim the VAT of %(vat)s with your tax return; %(support)s are paid for you.")
    return _("%(support)s are paid for you.")


def share_bars(plan: AgreedPlan) -> list[ShareBar]:
    """Who pays what of a version, those who pay nothing left out; the parts sum to the cost."""
    amounts = plan.province_won, plan.city_won, plan.partner_won, plan.firm_cash_won, plan.firm_in_kind_won
    return _bars(plan.cost_won, amounts)


def bars_of(shares: Shares) -> list[ShareBar]:
    """The same for shares that are only reckoned."""
    public = tuple(shares.by_funder[funder] for funder in (Funder.PROVINCE, Funder.CITY, Funder.PARTNER))
    return _bars(shares.cost_won, (*public, shares.firm_cash_won, shares.in_kind_won))


def _bars(cost_won: int, amounts: tuple[int, ...]) -> list[ShareBar]:
    labels = (
        ("province", pgettext("share", "Province")),
        ("city", pgettext("share", "City or county")),
        ("partner", _("Partner company")),
        ("cash", _("Firm, cash")),
        ("in_kind", _("Firm, in kind")),
    )
    found: list[ShareBar] = []
    before = 0
    for (code, label), amount in zip(labels, amounts, strict=True):
        if amount:
            found.append(ShareBar(code, label, amount, _pct(before, cost_won), _pct(amount, cost_won)))
        before += amount
    return found


def _pct(part_won: int, whole_won: int) -> float:
    return round(100 * part_won / (whole_won or 1), 2)
