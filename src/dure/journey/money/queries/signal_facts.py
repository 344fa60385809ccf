"""The facts in which the patterns are looked for: claims, imported rows, plans and parties of one programme."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from dure.foundation.access.actor import SYSTEM
from dure.foundation.parties.models import Organisation
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import agreements_of
from dure.journey.applications.queries import applications_of, handed_in_plans
from dure.journey.money.models import ENDED_CLAIMS, ClaimLine, Collection, Deposit, ImportedRow, Payment
from dure.journey.money.patterns.facts import BankMove, Body, Invoice, Pairing, PlanText, plain_body
from dure.journey.money.patterns.find import Facts

TEXTS = ("present_state", "problems", "goals", "modules", "schedule", "operation")
# A bank books what comes in a day or a weekend later than the firm reports it.
SAME_DAYS = timedelta(days=3)


def facts_for_signals(programme_id: int) -> Facts:
    """Everything, in a fixed number of queries."""
    agreements = list(
        agreements_of(programme_id, SYSTEM)
        .select_related("start")
        .prefetch_related(*(Prefetch(f"{side}__{what}") for side in ("firm", "supplier")
                            for what in ("establishments", "memberships__person")))
    )  # fmt: skip
    rows = list(ImportedRow.objects.filter(imported__programme_id=programme_id).order_by("pk"))
    return Facts(
        invoices=list(_invoices(programme_id)),
        moves=_moves(programme_id, rows),
        plans=_plans(programme_id, {row.application_id: row.pk for row in agreements}),
        pairings=_pairings(agreements, rows),
    )


def _invoices(programme_id: int) -> Iterable[Invoice]:
    """The programme's invoices, and wherever else their numbers stand."""
    own = ClaimLine.objects.filter(claim__agreement__programme_id=programme_id).exclude(invoice_no="")
    everywhere = ClaimLine.objects.filter(invoice_no__in=own.values("invoice_no")).order_by("pk")
    for row in everywhere.select_related("claim__agreement").iterator(chunk_size=2000):
        yield Invoice(
            line_id=row.pk, claim_id=row.claim_id, agreement_id=row.claim.agreement_id, issuer=row.issuer_number,
            number=row.invoice_no, supply_won=row.supply_won, vat_won=row.vat_won, spent_on=row.spent_on,
            ended=row.claim.status in ENDED_CLAIMS, counts=row.counts,
            programme_id=row.claim.agreement.programme_id,
        )  # fmt: skip


def _moves(programme_id: int, rows: Iterable[ImportedRow]) -> list[BankMove]:
    """Imported rows; what came in is explained where it is a payment that bounced, or the firm's cash or money due
    back paid by the one who owes it. The same amount paid by another is what is looked for."""
    references = set(
        Payment.objects.filter(claim__agreement__programme_id=programme_id).values_list("reference", flat=True)
    )
    days = _received(programme_id)
    return [
        BankMove(
            row_id=row.pk, on=row.on, won=row.amount_won, reference=row.reference, account=row.account_number,
            name=row.name or (row.reference if row.amount_won < 0 else ""),
            known=row.amount_won < 0 and (row.reference in references or _is_among(row, days)),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class _Received:
    """The firm's cash or money due back as recorded, and who paid it."""

    on: date
    name: str


def _received(programme_id: int) -> dict[int, list[_Received]]:
    """By amount."""
    deposits = Deposit.objects.filter(agreement__programme_id=programme_id)
    collected = Collection.objects.filter(recovery__agreement__programme_id=programme_id)
    found: dict[int, list[_Received]] = {}
    for won, on, name in (
        *deposits.values_list("amount_won", "paid_on", "agreement__firm__name"),
        *collected.values_list("amount_won", "on", "recovery__debtor__name"),
    ):
        found.setdefault(won, []).append(_Received(on, plain_body(name)))
    return found


def _is_among(row: ImportedRow, received: Mapping[int, list[_Received]]) -> bool:
    """A row that names nobody is taken for what it may be."""
    names = {name for name in (plain_body(row.name), plain_body(row.reference)) if name}
    told = [one for one in received.get(-row.amount_won, []) if abs(row.on - one.on) <= SAME_DAYS]
    return any(not row.name or one.name in names for one in told)


def _plans(programme_id: int, agreements: Mapping[int, int]) -> list[PlanText]:
    plans = handed_in_plans(programme_id)
    return [
        PlanText(
            application_id=one.id, number=one.number, firm_id=one.firm_id,
            texts=tuple(str(plans[one.id].get(name, "")) for name in TEXTS), kpis=_kpis(plans[one.id]),
            agreement_id=agreements.get(one.id),
        )
        for one in applications_of(programme_id)
        if one.id in plans
    ]  # fmt: skip


def _kpis(plan: Mapping[str, Any]) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (str(row["key"]), str(row["unit"]), str(row["before"] or ""), str(row["target"] or ""))
        for row in plan.get("kpis", [])
    )


def _pairings(agreements: Iterable[Agreement], rows: Iterable[ImportedRow]) -> list[Pairing]:
    """Firm and supplier of each agreement; a supplier's account is known from the rows that paid it."""
    accounts: dict[str, set[str]] = {}
    for row in rows:
        if row.amount_won > 0 and row.account_number:
            accounts.setdefault(plain_body(row.name), set()).add(row.account_number)
    return [
        Pairing(
            row.pk, row.number, _body(row.firm, _project_account(row)),
            _body(row.supplier, accounts.get(plain_body(row.supplier.name), set())),
        )
        for row in agreements
    ]  # fmt: skip


def _project_account(row: Agreement) -> set[str]:
    start = getattr(row, "start", None)
    return {start.account_number} if start is not None and start.account_number else set()


def _body(row: Organisation, accounts: set[str]) -> Body:
    return Body(
        id=row.pk,
        name=row.name,
        representative=row.representative,
        people=frozenset((one.person_id, one.person.name) for one in row.memberships.all()),
        addresses=tuple(place.address for place in row.establishments.all() if place.address),
        accounts=tuple(sorted(accounts)),
    )
