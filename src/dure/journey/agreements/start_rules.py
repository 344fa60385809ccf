"""What a notice of start must hold: account, kick-off, and bonds over the notice's amounts and days. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from dure.engine.money.rounding import part_won
from dure.foundation.interface.formats import day, won
from dure.journey.agreements.models import AgreedPlan, Bond, BondKind
from dure.journey.programmes.delivery import BondRule
from dure.journey.programmes.terms import Terms

FEWEST_DIGITS, MOST_DIGITS = 10, 16
# A bond is renewed at the latest so many days before it runs out: an insurer needs some days to issue the next one.
RENEW_BEFORE = timedelta(days=14)
_ACCOUNT = re.compile(r"\d[\d-]*\d")


@dataclass(frozen=True)
class BondDemand:
    """A bond that the notice asks for: at least ``amount_won``, holding until ``until_on``."""

    kind: str
    amount_won: int
    until_on: date

    @property
    def label(self) -> str:
        """The kind in the reader's language."""
        return str(BondKind(self.kind).label)


@dataclass(frozen=True)
class BondCheck:
    """A demanded bond beside the one that was handed in; ``problem`` says what is wrong, or nothing."""

    demand: BondDemand
    bond: Bond | None
    problem: str


def demands(version: AgreedPlan, terms: Terms) -> tuple[BondDemand, ...]:
    """The bonds that the notice asks for on this version of what was agreed."""
    return tuple(_demand(rule, version, terms) for rule in terms.delivery.agreement.bonds)


def _demand(rule: BondRule, version: AgreedPlan, terms: Terms) -> BondDemand:
    public_won = version.province_won + version.city_won + version.partner_won
    base = version.cost_won if rule.of == "cost" else part_won(public_won, terms.delivery.payment.advance_pct)
    return BondDemand(rule.kind, part_won(base, rule.pct), version.ends_on + timedelta(days=rule.days_past_end))


def check_bonds(wanted: Iterable[BondDemand], bonds: Iterable[Bond], today: date) -> tuple[BondCheck, ...]:
    """Each demanded bond beside the one in force of its kind."""
    held = {bond.kind: bond for bond in bonds}
    return tuple(BondCheck(each, held.get(each.kind), problem_of(each, held.get(each.kind), today)) for each in wanted)


def problem_of(wanted: BondDemand, bond: Bond | None, today: date) -> str:
    """What is wrong with a bond against what is demanded."""
    words = {"kind": wanted.label, "least": won(wanted.amount_won), "until": day(wanted.until_on)}
    if bond is None:
        return _("%(kind)s: hand in one of at least %(least)s that holds until %(until)s.") % words
    words |= {"number": bond.number, "amount": won(bond.amount_won), "ends": day(bond.until_on)}
    if bond.until_on < today:
        return _("%(kind)s %(number)s expired on %(ends)s. Renew it until %(until)s.") % words
    if bond.amount_won < wanted.amount_won:
        return _("%(kind)s %(number)s is of %(amount)s; at least %(least)s is needed.") % words
    if bond.until_on < wanted.until_on:
        return _("%(kind)s %(number)s holds until %(ends)s; it must hold until %(until)s.") % words
    return ""


def account_problem(bank: str, number: str, holder: str) -> str:
    """What is wrong with an account, in a sentence; nothing when all is well."""
    if not (bank.strip() and number.strip() and holder.strip()):
        return _("Name the bank, the account number and the holder of the account.")
    digits = number.replace("-", "")
    if not _ACCOUNT.fullmatch(number) or "--" in number or not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return _(
            "“%(number)s” is not an account number: it has %(fewest)d to %(most)d digits, with single hyphens at most."
        ) % {"number": number, "fewest": FEWEST_DIGITS, "most": MOST_DIGITS}
    return ""


def kickoff_problem(kickoff_on: date | None, version: AgreedPlan) -> str:
    """What is wrong with the day of the kick-off meeting."""
    if kickoff_on is None:
        return _("Say when the kick-off meeting is or was held.")
    if version.starts_on <= kickoff_on <= version.ends_on:
        return ""
    return _("The kick-off on %(day)s lies outside the agreement, which runs from %(from)s to %(until)s.") % {
        "day": day(kickoff_on),
        "from": day(version.starts_on),
        "until": day(version.ends_on),
    }
