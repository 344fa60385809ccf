"""A large programme written straight into the tables: nothing here is an action, only its traces."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from django.db.models import Model

from dure.foundation.parties.models import Establishment, Organisation
from dure.foundation.places.actions import load_default_region
from dure.foundation.places.models import Place
from dure.journey.agreements.models import AgreedCost, AgreedPlan, Agreement
from dure.journey.applications.models import Application
from dure.journey.budgets.models import BudgetLine
from dure.journey.money.models import BookEntry, Claim, ClaimLine, Posting, Recovery, Settlement
from dure.journey.programmes.models import Programme

AT = datetime(2024, 6, 20, tzinfo=UTC)
COSTS, LINES, SUPPLIERS, COST_WON = 5, 20, 40, 50_000_000
CHUNK = 5_000


def _written(model: type[Model], rows: Iterable[Model]) -> list[Model]:
    return model._default_manager.bulk_create(rows, batch_size=CHUNK)


def build(agreements: int, seed: int = 1) -> Programme:
    """A programme with this many agreements, each with 3 claims, 20 lines and its postings."""
    draw = random.Random(seed)
    load_default_region()
    province = Place.objects.get(code="52000")
    cities = list(Place.objects.filter(code__startswith="52").exclude(code="52000").order_by("code"))
    operator = Organisation.objects.create(kind="operator", name="Operator", created_at=AT)
    programme = Programme.objects.create(
        slug="large", name_ko="큰 사업", name_en="Large", year=2024, operator=operator, province=province, created_at=AT
    )
    suppliers = _written(
        Organisation, (Organisation(kind="supplier", name=f"S{n:03d}", created_at=AT) for n in range(SUPPLIERS))
    )
    firms = _written(
        Organisation, (Organisation(kind="firm", name=f"F{n:05d}", created_at=AT) for n in range(agreements))
    )
    where = [draw.choice(cities) for _ in firms]
    sites = _written(
        Establishment,
        (Establishment(organisation=f, kind="factory", name="F", city=c) for f, c in zip(firms, where, strict=True)),
    )
    applications = _written(
        Application,
        (
            Application(
                programme=programme, number=f"N{n:05d}", type_code="JS1", firm=f, site=s, city=c, status="selected",
                created_at=AT, submitted_at=AT, cost_won=COST_WON, province_won=COST_WON // 4,
                city_won=COST_WON // 4, firm_won=COST_WON // 2,
            )
            for n, (f, s, c) in enumerate(zip(firms, sites, where, strict=True))
        ),
    )  # fmt: skip
    made = _agreements(programme, applications, suppliers, draw)
    _claims(programme, made, draw)
    _open_work(made)
    _budget(programme, province, cities)
    return programme


def _agreements(
    programme: Programme, applications: list[Application], suppliers: list[Organisation], draw: random.Random
) -> list[Agreement]:
    made = _written(
        Agreement,
        (
            Agreement(
                programme=programme, application=one, number=f"A{n:05d}", type_code="JS1", firm_id=one.firm_id,
                supplier=draw.choice(suppliers), site_id=one.site_id, city_id=one.city_id, created_at=AT,
                starts_on=date(2024, 6, 14), ends_on=date(2025, 2, 13),
            )
            for n, one in enumerate(applications)
        ),
    )  # fmt: skip
    plans = _written(
        AgreedPlan,
        (
            AgreedPlan(
                agreement=one, number=1, plan={}, starts_on=one.starts_on, ends_on=one.ends_on, cost_won=COST_WON,
                province_won=COST_WON // 4, city_won=COST_WON // 4, firm_cash_won=COST_WON // 2, made_at=AT,
            )
            for one in made
        ),
    )  # fmt: skip
    for one, plan in zip(made, plans, strict=True):
        one.current, one.status = plan, "completed"
    Agreement.objects.bulk_update(made, ["current", "status"], batch_size=CHUNK)
    _written(
        AgreedCost,
        (
            AgreedCost(plan=plan, number=n, item="hardware", what=f"W{n}", amount_won=COST_WON // COSTS)
            for plan in plans
            for n in range(1, COSTS + 1)
        ),
    )
    return made


def _claims(programme: Programme, made: list[Agreement], draw: random.Random) -> None:
    claims = _written(
        Claim,
        (
            Claim(agreement=one, kind=kind, number=n, status="paid", public_won=COST_WON // 6, created_at=AT)
            for one in made
            for n, kind in enumerate(("advance", "interim", "final"), 1)
        ),
    )
    costs: dict[int, list[int]] = {}
    for pk, agreement_id in AgreedCost.objects.values_list("pk", "plan__agreement_id"):
        costs.setdefault(agreement_id, []).append(pk)
    _written(ClaimLine, _lines(claims, costs, draw))
    entries = _written(
        BookEntry,
        (
            BookEntry(programme=programme, event=event, source=f"{event}:{claim.pk}", on=AT.date(), booked_at=AT)
            for claim in claims
            for event in ("claim_approved", "payment_made")
        ),
    )
    _written(Posting, _postings(programme, claims, entries, {one.pk: one for one in made}, draw))


def _lines(claims: list[Claim], costs: dict[int, list[int]], draw: random.Random) -> Iterator[ClaimLine]:
    count = 0
    for claim in claims:
        for n in range(1, LINES // 2 + 1) if claim.kind != "advance" else ():
            count += 1
            yield ClaimLine(
                claim=claim, cost_id=draw.choice(costs[claim.agreement_id]), number=n, what="W", counts=True,
                evidence="tax_invoice", invoice_no=f"{count:024d}", issuer_number="1234567891", supply_won=1_000_000,
                vat_won=100_000, accepted_won=1_000_000, spent_on=date(2024, 7, 1),
            )  # fmt: skip


def _postings(
    programme: Programme, claims: list[Claim], entries: list[BookEntry], made: dict[int, Agreement], draw: random.Random
) -> Iterator[Posting]:
    pairs = {"claim_approved": ("project_cost", "payable_to_firm"), "payment_made": ("payable_to_firm", "bank")}
    owner = {claim.pk: made[claim.agreement_id] for claim in claims}
    for entry in entries:
        agreement = owner[int(entry.source.split(":")[1])]
        year = draw.choice((2024, 2025))
        for funder, place in (("province", "52000"), ("city", agreement.city_id)):
            for account, sign in zip(pairs[entry.event], (1, -1), strict=True):
                yield Posting(
                    programme=programme, entry=entry, account=account, funder=funder, fiscal_year=year,
                    place_code=place, agreement=agreement, won=sign * COST_WON // 12,
                    payee_id=agreement.firm_id if account == "payable_to_firm" else None,
                )  # fmt: skip


def _open_work(made: list[Agreement]) -> None:
    """Every third settlement is not handed in; every tenth project owes money back."""
    _written(
        Settlement,
        (
            Settlement(agreement=one, due_on=date(2024, 9, 1), opened_at=AT, status="closed" if n % 3 else "open")
            for n, one in enumerate(made)
        ),
    )
    _written(
        Recovery,
        (
            Recovery(
                agreement=one, debtor_id=one.firm_id, kind="return", amount_won=100_000, reason="R",
                due_on=date(2024, 10, 1), opened_at=AT,
            )
            for one in made[::10]
        ),
    )  # fmt: skip


def _budget(programme: Programme, province: Place, cities: list[Place]) -> None:
    for place in (province, *cities):
        kind = "province" if place == province else "city"
        funder = Organisation.objects.create(kind=kind, name=place.name_ko, created_at=AT)
        for year in (2024, 2025):
            BudgetLine.objects.create(
                programme=programme, funder=funder, place=place, fiscal_year=year, nature="local_subsidy",
                name="Smart factories",
            )  # fmt: skip
