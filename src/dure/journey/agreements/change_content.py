"""What each kind of change says before and after: taken from the agreement, cleaned, checked and turned into words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from dure.engine.money.cut import ReviewedLine
from dure.engine.money.funders import Funder
from dure.foundation.access.actor import Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day, won
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import OrganisationKind
from dure.journey.agreements.change_rules import PERIODS, Course, extension_problems, locked_problems
from dure.journey.agreements.costs import Reckoning, reckon
from dure.journey.agreements.floors import floors
from dure.journey.agreements.models import AgreedPlan, Agreement, Change, ChangeKind, StartNotice
from dure.journey.agreements.start_rules import account_problem
from dure.journey.agreements.states import ChangeState
from dure.journey.applications.plan import KpiRow
from dure.journey.applications.queries import terms_for
from dure.journey.programmes.delivery import ChangeRules

Values = dict[str, Any]
MADE = (ChangeState.NOTED, ChangeState.APPROVED)
FIELDS: dict[str, tuple[str, ...]] = {
    ChangeKind.CONTACT: ("contact_name", "contact_phone", "contact_email"),
    ChangeKind.REPRESENTATIVE: ("representative",),
    ChangeKind.ACCOUNT: ("bank", "account_number", "account_holder"),
    ChangeKind.PERIOD_SHORT: ("ends_on",),
    ChangeKind.PERIOD_LONG: ("ends_on",),
    ChangeKind.COST: ("costs", "in_kind_won", "modules", "kpis"),
    ChangeKind.SITE: ("site_id", "site"),
    ChangeKind.SUPPLIER: ("supplier_id", "supplier", "modules", "kpis"),
}
_KPIS: TypeAdapter[tuple[KpiRow, ...]] = TypeAdapter(tuple[KpiRow, ...])


@dataclass(frozen=True)
class NewCost:
    """A line of the cost table as asked for; without a number it is new."""

    number: int | None
    item: str
    what: str
    amount_won: int


def rules_for(agreement: Agreement) -> ChangeRules:
    """The limits of the firm's notice."""
    return terms_for(agreement.application).delivery.agreement.changes


def course_of(agreement: Agreement) -> Course:
    """The agreement as the limits see it."""
    first = AgreedPlan.objects.get(agreement=agreement, number=1)
    done = Change.objects.filter(agreement=agreement, kind__in=PERIODS, status__in=MADE).count()
    return Course(first.ends_on, _current(agreement).ends_on, done)


def present(agreement: Agreement, kind: str) -> Values:
    """What holds now of that which a kind of change may change."""
    return _PRESENT[kind](agreement)


def _contact(agreement: Agreement) -> Values:
    made = Change.objects.filter(agreement=agreement, kind=ChangeKind.CONTACT, status__in=MADE).order_by("number")
    last = made.last()
    if last is not None:
        return {name: last.after.get(name, "") for name in FIELDS[ChangeKind.CONTACT]}
    person = parties.people_with(Role.FIRM, organisation_id=agreement.firm_id).first()
    name, email = ("", "") if person is None else (person.name, person.email or "")
    return {"contact_name": name, "contact_phone": "", "contact_email": email}


def _account(agreement: Agreement) -> Values:
    notice = StartNotice.objects.filter(agreement=agreement).first() or StartNotice()
    return {"bank": notice.bank, "account_number": notice.account_number, "account_holder": notice.account_holder}


def _period(agreement: Agreement) -> Values:
    return {"ends_on": _current(agreement).ends_on.isoformat()}


def _cost(agreement: Agreement) -> Values:
    version = _current(agreement)
    rows = version.costs.order_by("number").values("number", "item", "what", "amount_won")
    return {"costs": list(rows), "in_kind_won": version.firm_in_kind_won}


def _site(agreement: Agreement) -> Values:
    return {"site_id": agreement.site_id, "site": agreement.site.name}


def _supplier(agreement: Agreement) -> Values:
    return {"supplier_id": agreement.supplier_id, "supplier": agreement.supplier.name}


_PRESENT: dict[str, Callable[[Agreement], Values]] = {
    ChangeKind.CONTACT: _contact,
    ChangeKind.REPRESENTATIVE: lambda agreement: {"representative": agreement.firm.representative},
    ChangeKind.ACCOUNT: _account,
    ChangeKind.PERIOD_SHORT: _period,
    ChangeKind.PERIOD_LONG: _period,
    ChangeKind.COST: _cost,
    ChangeKind.SITE: _site,
    ChangeKind.SUPPLIER: _supplier,
}


def cleaned(kind: str, after: Mapping[str, Any]) -> Values:
    """What was typed as it is kept; what this kind of change does not know is refused."""
    strange = sorted(set(after) - set(FIELDS[kind]))
    if strange:
        raise ActionRefused(
            _("This kind of change does not touch: %(fields)s. Begin a change of the kind that does.")
            % {"fields": ", ".join(strange)}
        )
    return {name: value.strip() if isinstance(value, str) else value for name, value in after.items()}


def asked_end(after: Values) -> date | None:
    """The new last day that was asked for; None where it is missing or no day."""
    try:
        return date.fromisoformat(str(after.get("ends_on", "")))
    except ValueError:
        return None


def asked_costs(after: Values) -> tuple[NewCost, ...]:
    """The cost table that was asked for; new lines are numbered after the highest."""
    rows = [
        NewCost(row.get("number"), str(row.get("item", "")), str(row.get("what", "")), int(row.get("amount_won") or 0))
        for row in after.get("costs", [])
    ]
    highest, numbered = max((row.number or 0 for row in rows), default=0), []
    for row in rows:
        highest += 0 if row.number else 1
        numbered.append(row if row.number else NewCost(highest, row.item, row.what, row.amount_won))
    return tuple(numbered)


def reckoned(agreement: Agreement, after: Values) -> Reckoning:
    """The shares of the cost table that was asked for; no funder pays more than was agreed."""
    version = _current(agreement)
    lines = [ReviewedLine(str(row.number), row.item, row.amount_won, row.amount_won) for row in asked_costs(after)]
    agreed = {
        Funder.PROVINCE: version.province_won,
        Funder.CITY: version.city_won,
        Funder.PARTNER: version.partner_won,
    }
    terms = terms_for(agreement.application)
    return reckon(lines, terms, agreement.type_code, int(after.get("in_kind_won") or 0), agreed)


def problems(agreement: Agreement, kind: str, after: Values, today: date) -> list[str]:
    """What is wrong with what is asked for, the days of asking apart."""
    rules = rules_for(agreement)
    before = present(agreement, kind)
    found = locked_problems({name for name in ("kpis", "modules") if after.get(name)}, rules)
    if all(after.get(name) == value for name, value in before.items()) and not found:
        extra = {name: after.get(name) for name in ("kpis", "modules") if after.get(name)}
        found += [] if extra else [_("Nothing would change. Enter what is different.")]
    if kind in PERIODS:
        return [*found, *extension_problems(asked_end(after), course_of(agreement), rules)]
    return [*found, *_CHECKS[kind](agreement, after, today)]


def _wrong_contact(_agreement: Agreement, after: Values, _today: date) -> list[str]:
    if after.get("contact_name") and (after.get("contact_phone") or after.get("contact_email")):
        return []
    return [_("Name the contact person, with a telephone number or an e-mail address.")]


def _wrong_representative(_agreement: Agreement, after: Values, _today: date) -> list[str]:
    return [] if after.get("representative") else [_("Enter the name of the new representative.")]


def _wrong_account(_agreement: Agreement, after: Values, _today: date) -> list[str]:
    words = [str(after.get(name, "")) for name in FIELDS[ChangeKind.ACCOUNT]]
    found = account_problem(*words)
    return [found] if found else []


def _wrong_cost(agreement: Agreement, after: Values, _today: date) -> list[str]:
    rows, terms = asked_costs(after), terms_for(agreement.application)
    known = {item.code for item in terms.costs.items}
    if not rows or sum(row.amount_won for row in rows) <= 0:
        return [_("The cost table is empty. Enter at least one line with its amount.")]
    if len({row.number for row in rows}) < len(rows):
        return [_("Two lines of the cost table have the same number.")]
    found = [
        _("Line %(n)d: “%(item)s” is not a cost item of the notice.") % {"n": row.number or 0, "item": row.item}
        for row in rows
        if row.item not in known
    ]
    if any(row.amount_won < 0 for row in rows):
        return [*found, _("An amount of the cost table is below zero.")]
    return [*found, *_under_floor(agreement, rows), *reckoned(agreement, after).problems]


def _under_floor(agreement: Agreement, rows: tuple[NewCost, ...]) -> list[str]:
    asked = {row.number: row.amount_won for row in rows}
    return [
        _("Line %(n)d: %(used)s of it are claimed already; it cannot be lowered to %(asked)s.")
        % {"n": number, "used": won(used), "asked": won(asked.get(number, 0))}
        for number, used in sorted(floors(agreement.pk).items())
        if asked.get(number, 0) < used
    ]


def _wrong_site(agreement: Agreement, after: Values, _today: date) -> list[str]:
    """The city of the factory pays: a move to another one would need another city's decision and another promise."""
    site = parties.establishments(agreement.firm_id).filter(pk=after.get("site_id") or 0).first()
    if site is None or site.closed_on is not None:
        return [_("Choose one of the firm's own factories that is open.")]
    if site.city_id == agreement.city_id:
        return []
    words = {"new": site.city.name, "old": agreement.city.name}
    return [
        _(
            "The new factory is in %(new)s, but %(old)s co-funds this project. The project cannot be taken to another "
            "city or county by a change: ask for the ending of this agreement and apply there."
        )
        % words
    ]


def _wrong_supplier(agreement: Agreement, after: Values, today: date) -> list[str]:
    found = parties.unmerged().filter(pk=after.get("supplier_id") or 0).first()
    if found is None or found.kind != OrganisationKind.SUPPLIER:
        return [_("Choose a supplier from the register.")]
    if found.pk == agreement.firm_id:
        return [_("A firm cannot be its own supplier.")]
    ban = parties.restriction_on(found.pk, today)
    if ban is None:
        return []
    return [
        _("%(name)s may not take part until %(until)s. Choose another supplier.")
        % {"name": found.name, "until": day(ban.until_on)}
    ]


_CHECKS: dict[str, Callable[[Agreement, Values, date], list[str]]] = {
    ChangeKind.CONTACT: _wrong_contact,
    ChangeKind.REPRESENTATIVE: _wrong_representative,
    ChangeKind.ACCOUNT: _wrong_account,
    ChangeKind.COST: _wrong_cost,
    ChangeKind.SITE: _wrong_site,
    ChangeKind.SUPPLIER: _wrong_supplier,
}


def asked_kpis(after: Values) -> tuple[KpiRow, ...]:
    """The KPI rows asked for, where the notice leaves them open."""
    try:
        return _KPIS.validate_python(tuple(after.get("kpis") or ()))
    except ValidationError as wrong:
        raise ActionRefused(_("A KPI row cannot be read. Enter it again.")) from wrong


def _current(agreement: Agreement) -> AgreedPlan:
    if agreement.current is None:
        raise ActionRefused(_("The agreement is not in force yet."))
    return agreement.current
