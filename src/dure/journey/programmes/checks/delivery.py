"""Agreement, build and payment: what contradicts itself or could not be carried out."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext as _

from dure.journey.programmes.checks.findings import Finding, duplicates, error, warning
from dure.journey.programmes.delivery import AgreementRules, BondRule, BuildRules, Delivery, MilestoneRule, PaymentRules
from dure.journey.programmes.terms import Terms
from dure.journey.programmes.wording import value_label

AGREEMENT, BUILD, PAYMENT = "agreement", "build", "payment"
# Without these three there is no project agreement (사업협약) of a build.
MUST_SIGN = ("firm", "supplier", "operator")
# Days of the shortest month: what must fit into the project's time is held against it.
DAYS_A_MONTH = 28


def delivery_findings(terms: Terms) -> list[Finding]:
    """Findings on everything after the selection."""
    delivery = terms.delivery
    types = {each.code for each in terms.types}
    return [
        *_signing(delivery.agreement),
        *_bonds(delivery),
        *_changes(delivery.agreement),
        *_reminders(delivery.agreement),
        *_build(delivery.build, types),
        *_payment(delivery.payment),
    ]


def _signing(rules: AgreementRules) -> list[Finding]:
    path = "/delivery/agreement/signing"
    times = Counter(each.party for each in rules.signing)
    found = [
        error(
            AGREEMENT, path,
            _("%(party)s does not sign the agreement.") % {"party": value_label(party, "party")},
            _("Firm, supplier and operator sign. Add the party with its turn."),
        )
        for party in MUST_SIGN if party not in times
    ]  # fmt: skip
    found += [
        error(
            AGREEMENT, path,
            _("%(party)s signs the agreement twice.") % {"party": value_label(party, "party")},
            _("Delete the extra line."),
        )
        for party, count in times.items() if count > 1
    ]  # fmt: skip
    if rules.partner_pct and "partner" not in times:
        sentence = _("The partner pays a share but does not sign the agreement.")
        found.append(warning(AGREEMENT, path, sentence, _("Add the partner to those who sign, or enter 0 %.")))
    return found


def _bonds(delivery: Delivery) -> list[Finding]:
    bonds, advance_pct = delivery.agreement.bonds, delivery.payment.advance_pct
    path = "/delivery/agreement/bonds"
    found = [
        error(
            AGREEMENT, f"{path}/{kind}",
            _("The bond “%(bond)s” is asked for twice.") % {"bond": value_label(kind, "kind")},
            _("Keep one line of each kind."),
        )
        for kind, count in Counter(each.kind for each in bonds).items() if count > 1
    ]  # fmt: skip
    for bond in bonds:
        found += _bond(bond, f"{path}/{bond.kind}", has_advance=bool(advance_pct))
    return found


def _bond(bond: BondRule, path: str, *, has_advance: bool) -> list[Finding]:
    name = {"bond": value_label(bond.kind, "kind")}
    found = []
    if not bond.pct:
        sentence = _("The bond “%(bond)s” is asked for over 0 %%.") % name
        found.append(error(AGREEMENT, path, sentence, _("Enter its part, or delete the line.")))
    if bond.of == "advance" and not has_advance:
        sentence = _("The bond “%(bond)s” is measured by the advance payment, and there is none.") % name
        found.append(error(AGREEMENT, path, sentence, _("Enter an advance payment, or measure it by the cost.")))
    if bond.kind == "advance" and bond.of == "cost":
        sentence = _("The bond “%(bond)s” is measured by the project cost, not by the advance it secures.") % name
        found.append(warning(AGREEMENT, path, sentence, _("Measure it by the advance payment.")))
    return found


def _changes(rules: AgreementRules) -> list[Finding]:
    changes, path = rules.changes, "/delivery/agreement/changes"
    found = []
    if changes.most_extensions and changes.report_extension_days > changes.longest_extension_days:
        sentence = _("An extension that needs no approval could be longer than the longest allowed.")
        mend = _("Lower the days without approval, or raise the longest extension.")
        found.append(error(AGREEMENT, f"{path}/report_extension_days", sentence, mend))
    if changes.before_end_days >= rules.months * DAYS_A_MONTH:
        sentence = _("Changes close %(days)d days before the end, and the project runs %(months)d months only.") % {
            "days": changes.before_end_days, "months": rules.months,
        }  # fmt: skip
        mend = _("Lower the days, or nothing can ever be changed.")
        found.append(error(AGREEMENT, f"{path}/before_end_days", sentence, mend))
    return found


def _reminders(rules: AgreementRules) -> list[Finding]:
    days, path = rules.end_reminder_days, "/delivery/agreement/end_reminder_days"
    if not days:
        sentence = _("The firm is reminded of the end of its agreement three days before it only.")
        return [warning(AGREEMENT, path, sentence, _("Enter days, for example 30, 7, 3."))]
    if max(days) < rules.months * DAYS_A_MONTH:
        return []
    sentence = _("A reminder is due before the project begins.")
    return [warning(AGREEMENT, path, sentence, _("Enter fewer days."))]


def _build(rules: BuildRules, types: set[str]) -> list[Finding]:
    codes = {each.code for each in rules.milestones}
    found = duplicates(BUILD, "/delivery/build/milestones", (each.code for each in rules.milestones))
    found += duplicates(BUILD, "/delivery/build/deliverables", (each.code for each in rules.deliverables))
    found += _out_of_order(rules.milestones)
    for each in rules.deliverables:
        if each.milestone not in codes:
            words = {"deliverable": each.name.ko, "milestone": each.milestone}
            sentence = _("“%(deliverable)s” belongs to the milestone “%(milestone)s”, which is not listed.") % words
            path = f"/delivery/build/deliverables/{each.code}/milestone"
            found.append(error(BUILD, path, sentence, _("Enter the code of a milestone of this notice.")))
    named = [
        *((each.name.ko, each.types, f"milestones/{each.code}") for each in rules.milestones),
        *((each.name.ko, each.types, f"deliverables/{each.code}") for each in rules.deliverables),
        *((value_label(each.kind, "kind"), each.types, f"inspections/{each.kind}") for each in rules.inspections),
    ]
    for name, of, path in named:
        found += _unknown_types(name, set(of) - types, f"/delivery/build/{path}/types")
    return found


def _out_of_order(milestones: Iterable[MilestoneRule]) -> list[Finding]:
    kept = list(milestones)
    return [
        error(
            BUILD, f"/delivery/build/milestones/{later.code}/share_pct",
            _("“%(later)s” is due before “%(earlier)s”, which stands above it.") % {
                "later": later.name.ko, "earlier": earlier.name.ko,
            },
            _("Put the milestones in the order in which they are due."),
        )
        for earlier, later in pairwise(kept) if later.share_pct < earlier.share_pct
    ]  # fmt: skip


# A line for a type that this notice leaves out is never used: no reason to hold the notice back.
def _unknown_types(name: str, unknown: set[str], path: str) -> list[Finding]:
    return [
        warning(
            BUILD, path,
            _("“%(rule)s” is for the type “%(type)s”, which the notice does not have.") % {"rule": name, "type": code},
            _("Choose types of this notice."),
        )
        for code in sorted(unknown)
    ]  # fmt: skip


def _payment(rules: PaymentRules) -> list[Finding]:
    found = []
    if rules.approvals == 1:
        sentence = _("A claim is approved by one person alone.")
        mend = _("Have two people approve one after the other.")
        found.append(warning(PAYMENT, "/delivery/payment/approvals", sentence, mend))
    if not rules.settlement_days:
        sentence = _("The settlement would be due on the last day of the project.")
        found.append(error(PAYMENT, "/delivery/payment/settlement_days", sentence, _("Enter the days.")))
    return found
