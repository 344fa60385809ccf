"""Changes of agreements as they stand: the limits of today, versions side by side, what waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.formats import day, won
from dure.journey.agreements import change_content as content
from dure.journey.agreements.change_rules import Limits, limits
from dure.journey.agreements.costs import item_name
from dure.journey.agreements.models import OPEN_CHANGES, AgreedCost, AgreedPlan, Agreement, Change
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries import terms_for
from dure.journey.programmes.terms import Terms

Text = str | Promise


@dataclass(frozen=True)
class Difference:
    """One thing that two versions say differently, in words; ``delta_won`` where it is money."""

    part: str
    label: Text
    before: str
    after: str
    delta_won: int | None = None


def change(change_id: int) -> Change:
    """A change with what a page names beside it; raises ``Change.DoesNotExist``."""
    related = (
        "agreement__programme__operator", "agreement__application", "agreement__firm", "agreement__supplier",
        "agreement__city", "agreement__site", "agreement__current", "decided_by",
    )  # fmt: skip
    return Change.objects.select_related(*related).get(pk=change_id)


def changes_of(agreement_id: int) -> list[Change]:
    """Every change of an agreement, the latest first."""
    return list(Change.objects.filter(agreement_id=agreement_id).select_related("decided_by").order_by("-number"))


def open_change(agreement_id: int) -> Change | None:
    """The one change that is being written or waits for a decision."""
    return Change.objects.filter(agreement_id=agreement_id, status__in=OPEN_CHANGES).first()


def limits_of(agreement: Agreement, today: date) -> Limits:
    """What can be asked for on a day."""
    return limits(content.course_of(agreement), content.rules_for(agreement), today)


def compare(agreement: Agreement, before: AgreedPlan, after: AgreedPlan) -> list[Difference]:
    """What two versions say differently: days, money, cost lines, plan, and who or where by the changes between."""
    terms = terms_for(agreement.application)
    return [
        *_fields(before, after),
        *_costs(list(before.costs.all()), list(after.costs.all()), terms),
        *_plans(Plan.model_validate(before.plan), Plan.model_validate(after.plan)),
        *_by_changes(before, after),
    ]


_DAYS: tuple[tuple[str, Text], ...] = (("starts_on", _("First day")), ("ends_on", _("Last day")))
_MONEY: tuple[tuple[str, Text], ...] = (
    ("cost_won", _("Cost")),
    ("province_won", _("Province")),
    ("city_won", _("City or county")),
    ("partner_won", _("Partner company")),
    ("firm_cash_won", _("Firm, in cash")),
    ("firm_in_kind_won", _("Firm, in kind")),
    ("vat_won", _("Value added tax")),
)


def _fields(before: AgreedPlan, after: AgreedPlan) -> list[Difference]:
    days = [
        Difference("days", label, day(getattr(before, name)), day(getattr(after, name)))
        for name, label in _DAYS
        if getattr(before, name) != getattr(after, name)
    ]
    money = [_money("money", label, getattr(before, name), getattr(after, name)) for name, label in _MONEY]
    return days + [each for each in money if each.delta_won]


def _money(part: str, label: Text, before_won: int, after_won: int) -> Difference:
    return Difference(part, label, won(before_won), won(after_won), after_won - before_won)


def _costs(before: Sequence[AgreedCost], after: Sequence[AgreedCost], terms: Terms) -> list[Difference]:
    old, new = ({row.number: row for row in rows} for rows in (before, after))
    found = []
    for number in sorted(old.keys() | new.keys()):
        one, two = old.get(number), new.get(number)
        if one and two and (one.item, one.what, one.amount_won) == (two.item, two.what, two.amount_won):
            continue
        named = two or one
        label = "" if named is None else f"{number}. {item_name(named.item, terms)} {named.what}"
        found.append(_money("costs", label, one.amount_won if one else 0, two.amount_won if two else 0))
    return found


_PLAN: tuple[tuple[str, Text, Callable[[Plan], str]], ...] = (
    ("modules", _("Functions"), lambda plan: plan.modules),
    ("kpis", _("KPIs"), lambda plan: ", ".join(f"{row.key} {row.before}→{row.target}" for row in plan.kpis)),
    ("supplier_name", _("Supplier"), lambda plan: plan.supplier_name),
)


def _plans(before: Plan, after: Plan) -> list[Difference]:
    said = [(label, text(before), text(after)) for _name, label, text in _PLAN]
    return [Difference("plan", label, one, two) for label, one, two in said if one != two]


FIELD_LABELS: dict[str, Text] = {
    "contact_name": _("Contact person"),
    "contact_phone": _("Telephone of the contact person"),
    "contact_email": _("E-mail of the contact person"),
    "representative": _("Representative"),
    "bank": _("Bank"),
    "account_number": _("Account number"),
    "account_holder": _("Holder of the account"),
    "ends_on": _("Last day"),
    "site": _("Site of the factory"),
    "supplier": _("Supplier"),
    "in_kind_won": _("Firm, in kind"),
    "modules": _("Functions"),
}
# The account is shown to fewer people than the rest of a change.
ACCOUNT_FIELDS = frozenset({"bank", "account_number", "account_holder"})
_IN_VERSIONS = frozenset({"ends_on", "in_kind_won", "modules", "supplier"})


def _by_changes(before: AgreedPlan, after: AgreedPlan) -> list[Difference]:
    """What versions do not hold themselves, from the first and the last change between them that touched it."""
    between = Change.objects.filter(
        made__agreement_id=after.agreement_id, made__number__gt=before.number, made__number__lte=after.number
    )
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for row in between.order_by("made__number"):
        for name in FIELD_LABELS.keys() - _IN_VERSIONS - ACCOUNT_FIELDS:
            if name in row.after:
                old.setdefault(name, row.before.get(name, ""))
                new[name] = row.after[name]
    return [
        Difference("parties", FIELD_LABELS[name], str(old[name]), str(new[name]))
        for name in FIELD_LABELS
        if name in new and old[name] != new[name]
    ]


def differences(row: Change, *, may_see_account: bool) -> list[Difference]:
    """What a change would change, or did, in words."""
    terms = terms_for(row.agreement.application)
    found = [
        Difference("change", FIELD_LABELS[name], _said(name, row.before.get(name)), _said(name, row.after.get(name)))
        for name in FIELD_LABELS
        if name in row.after
        and row.before.get(name) != row.after.get(name)
        and (may_see_account or name not in ACCOUNT_FIELDS)
    ]
    if "costs" not in row.after:
        return found
    return found + _costs(_rows(row.before), _rows(row.after), terms)


def _rows(values: dict[str, Any]) -> list[AgreedCost]:
    """The cost table of a change as rows that are not saved."""
    return [
        AgreedCost(number=row.number or 0, item=row.item, what=row.what, amount_won=row.amount_won)
        for row in content.asked_costs(values)
    ]


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return "-"
    if name == "ends_on":
        asked = content.asked_end({"ends_on": value})
        return day(asked) if asked else str(value)
    return won(value) if name.endswith("_won") else str(value)
