"""The next version of what was agreed: made by a change that was noted or approved, and nowhere else."""

from datetime import datetime
from typing import Any

from dure.engine.money.funders import Funder
from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.ledger.act import Act
from dure.foundation.parties import actions as parties
from dure.foundation.parties.queries import number_of, organisation
from dure.journey.agreements import change_content as content
from dure.journey.agreements import funding
from dure.journey.agreements.change_rules import PERIODS
from dure.journey.agreements.models import AgreedCost, AgreedPlan, Agreement, Change, ChangeKind, StartNotice
from dure.journey.applications.plan import CostLine, Plan

SHARES = ("cost_won", "province_won", "city_won", "partner_won", "firm_cash_won", "firm_in_kind_won", "vat_won")


def make_version(agreement: Agreement, change: Change, this: Act, *, by: Actor, at: datetime) -> AgreedPlan:
    """Write the next version of a locked agreement and put it in force."""
    before = agreement.current
    if before is None:
        raise LookupError(f"agreement {agreement.pk} has no version in force")
    version = AgreedPlan.objects.create(
        agreement=agreement,
        number=before.number + 1,
        plan=_plan(agreement, before, change).model_dump(mode="json"),
        starts_on=before.starts_on,
        ends_on=_last_day(before, change),
        change=change,
        made_at=at,
        **_shares(agreement, before, change),
    )
    this.evidence(version, *_costs(before, version, change))
    _put_in_force(agreement, version, change, this)
    _carry_out(agreement, change, this, at=at)
    if _public(version) != _public(before):
        funding.promise_shares(agreement, version, by=by, at=at)
    return version


def _last_day(before: AgreedPlan, change: Change) -> Any:
    asked = content.asked_end(change.after) if change.kind in PERIODS else None
    return asked or before.ends_on


def _shares(agreement: Agreement, before: AgreedPlan, change: Change) -> dict[str, int]:
    if change.kind != ChangeKind.COST:
        return {name: getattr(before, name) for name in SHARES}
    shares = content.reckoned(agreement, change.after).shares
    return {
        "cost_won": shares.cost_won,
        "province_won": shares.by_funder[Funder.PROVINCE],
        "city_won": shares.by_funder[Funder.CITY],
        "partner_won": shares.by_funder[Funder.PARTNER],
        "firm_cash_won": shares.firm_cash_won,
        "firm_in_kind_won": shares.in_kind_won,
        "vat_won": shares.vat_won,
    }


def _public(version: AgreedPlan) -> tuple[int, int, int]:
    return version.province_won, version.city_won, version.partner_won


def _plan(agreement: Agreement, before: AgreedPlan, change: Change) -> Plan:
    plan, after = Plan.model_validate(before.plan), change.after
    new: dict[str, Any] = {}
    if change.kind == ChangeKind.COST:
        rows = [row for row in content.asked_costs(after) if row.amount_won]
        new["costs"] = tuple(CostLine(item=r.item, what=r.what, quantity=1, unit_won=r.amount_won) for r in rows)
        new["in_kind_won"] = content.reckoned(agreement, after).shares.in_kind_won
    if change.kind == ChangeKind.SUPPLIER:
        supplier = organisation(after["supplier_id"])
        new |= {"supplier_number": number_of(supplier.pk), "supplier_name": supplier.name}
    if after.get("modules"):
        new["modules"] = after["modules"]
    if after.get("kpis"):
        new["kpis"] = content.asked_kpis(after)
    return plan.model_copy(update=new)


def _costs(before: AgreedPlan, version: AgreedPlan, change: Change) -> list[AgreedCost]:
    """A line keeps its number through all versions, so that claims against it stay claims against it."""
    if change.kind == ChangeKind.COST:
        rows = [(r.number, r.item, r.what, r.amount_won) for r in content.asked_costs(change.after) if r.amount_won]
    else:
        rows = list(before.costs.order_by("number").values_list("number", "item", "what", "amount_won"))
    return AgreedCost.objects.bulk_create(
        AgreedCost(plan=version, number=number or 0, item=item, what=what, amount_won=amount)
        for number, item, what, amount in rows
    )


def _put_in_force(agreement: Agreement, version: AgreedPlan, change: Change, this: Act) -> None:
    agreement.current, agreement.ends_on = version, version.ends_on
    if change.kind == ChangeKind.SITE:
        agreement.site_id = change.after["site_id"]
    if change.kind == ChangeKind.SUPPLIER:
        agreement.supplier_id = change.after["supplier_id"]
    agreement.save(update_fields=["current", "ends_on", "site", "supplier"])
    this.evidence(agreement)


def _carry_out(agreement: Agreement, change: Change, this: Act, *, at: datetime) -> None:
    """What stands outside the versions: the account of the notice of start, and who represents the firm."""
    if change.kind == ChangeKind.ACCOUNT:
        notice, _is_new = StartNotice.objects.get_or_create(agreement=agreement)
        for name in content.FIELDS[ChangeKind.ACCOUNT]:
            setattr(notice, name, change.after[name])
        notice.revision += 1
        notice.save()
        this.evidence(notice)
    if change.kind == ChangeKind.REPRESENTATIVE:
        firm = agreement.firm
        parties.rename_organisation(
            organisation=firm,
            name=firm.name,
            name_en=firm.name_en,
            representative=change.after["representative"],
            by=SYSTEM,
            at=at,
        )
