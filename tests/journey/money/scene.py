"""A started agreement with budget lines that promise and hold its money, for the tests of claims and payments."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from tests import world as w
from tests.journey.agreements import scene as agreements

from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.documents.actions import store
from dure.foundation.ledger.act import act
from dure.foundation.parties.models import Organisation
from dure.foundation.workflow.gate import move
from dure.journey.agreements.models import AgreedCost, Agreement, StartNotice
from dure.journey.budgets import actions as budgets
from dure.journey.budgets.models import BudgetLine
from dure.journey.money import actions
from dure.journey.money.models import Claim, ClaimLine, EvidenceKind
from dure.journey.money.values import LineDraft
from dure.journey.programmes.terms import Terms

PAID_IN = w.moment(6, 26)
CLAIMED = w.moment(7, 1)
CHECKED = w.moment(7, 3)
APPROVED = w.moment(7, 5)
PAID = w.moment(7, 10)
STARTS_ON, ENDS_ON = date(2024, 6, 14), date(2025, 2, 13)
SPENT_ON = date(2024, 6, 28)
_INVOICES = count(1)
_FILES = count(1)


@dataclass(frozen=True)
class Scene:
    """The agreement, its people, and the lines that pay it."""

    world: w.World
    agreement: Agreement
    owner: Actor
    checker: Actor
    first: Actor
    second: Actor
    lines: dict[str, BudgetLine]

    @property
    def cost(self) -> AgreedCost:
        """The dearer line of the cost table."""
        return self.agreement.current.costs.order_by("-amount_won").first()

    @property
    def other_cost(self) -> AgreedCost:
        return self.agreement.current.costs.order_by("amount_won").first()


def terms(**payment: object) -> Terms:
    """The small notice with other rules of payment."""
    small = w.small_terms()
    rules = small.delivery.payment.model_copy(update=payment)
    return small.model_copy(update={"delivery": small.delivery.model_copy(update={"payment": rules})})


def started(name: str = "진안식품", *, world: w.World | None = None, **payment: object) -> Scene:
    """A started agreement with its account; the same budget lines of this fiscal year promise every project."""
    world = world or w.small_programme(terms=terms(**payment) if payment else None)
    lines = {
        "province": _line(world, world.province.organisation),
        "city": _line(world, w.organisation("진안군", "city", place=w.JINAN)),
    }
    here = agreements.selected(name, world=world, vendor=agreements.supplier(f"{name} 공급"))
    agreement = _started(agreements.prepared_agreement(here), name)
    second = w.member(f"박둘째 {name}", Role.APPROVER, world.programme.operator)
    return Scene(
        world, agreement, here.firm.owner.actor, world.operator.actor, world.approver.actor, second.actor, lines
    )


def _started(agreement: Agreement, name: str) -> Agreement:
    """In force and started without anyone signing or handing in, which is quicker."""
    at = agreements.STARTED
    with act("agreements.accept_start", chain=agreement.programme.chain, by=SYSTEM, at=at, subject=agreement) as this:
        agreement.starts_on, agreement.ends_on = STARTS_ON, ENDS_ON
        agreement.concluded_at = agreements.CONCLUDED
        agreement.save(update_fields=["starts_on", "ends_on", "concluded_at"])
        for step in ("conclude", "start"):
            move(agreement, step, by=SYSTEM, at=at)
        this.evidence(_account(agreement, name))
    agreement.refresh_from_db()
    return agreement


def _account(agreement: Agreement, name: str) -> StartNotice:
    values = {"bank": "농협은행", "account_number": f"301-0000-{agreement.pk:04d}-21", "account_holder": name}
    return StartNotice.objects.update_or_create(
        agreement=agreement, defaults={**values, "status": "accepted", "accepted_at": agreements.STARTED}
    )[0]


def _line(world: w.World, funder: Organisation) -> BudgetLine:
    """Enough for a few projects, granted in spring; the same line when asked again."""
    found = BudgetLine.objects.filter(programme=world.programme, funder=funder).first()
    return found or granted_line(world, funder, 100_000_000)


def granted_line(world: w.World, funder: Organisation, won: int, year: int = 2024) -> BudgetLine:
    told = {"by": SYSTEM, "at": w.moment(3, 2, year=year)}
    line = budgets.make_line(
        programme=world.programme, funder=funder, fiscal_year=year, nature="local_subsidy", name="스마트", **told
    )
    for kind in ("budget", "request", "decide", "grant"):
        letter = f"{kind}-{year}-{funder.pk}"
        budgets.book(line=line, kind=kind, amount_won=won, on=date(year, 3, 2), letter_no=letter, **told)
    return line


def pay_in(here: Scene, *, won: int | None = None) -> None:
    """The firm's cash, confirmed."""
    amount = here.agreement.current.firm_cash_won if won is None else won
    deposit = actions.record_deposit(
        agreement=here.agreement, amount_won=amount, paid_on=date(2024, 6, 26), by=here.owner, at=PAID_IN
    )
    actions.confirm_deposit(deposit=deposit, by=here.checker, at=PAID_IN)


def spending(cost: AgreedCost, won: int, **changes: object) -> LineDraft:
    """A spending with an invoice of its own."""
    values: dict[str, object] = {
        "cost_id": cost.pk,
        "what": f"{cost.what} 구입",
        "evidence": EvidenceKind.TAX_INVOICE,
        "spent_on": SPENT_ON,
        "supply_won": won,
        "vat_won": won // 10,
        "invoice_no": f"20240628{next(_INVOICES):016d}",
        "issuer_number": w.business_number(),
        "issuer_name": "두레솔루션",
    }
    return LineDraft(**(values | changes))


def attach(line: ClaimLine, by: Actor, at: datetime = CLAIMED) -> None:
    """A piece of evidence of its own."""
    upload = SimpleUploadedFile(f"증빙{next(_FILES)}.txt", f"세금계산서 {next(_FILES)}".encode())
    store(upload=upload, kind="claim_evidence", subject=line, by=by, at=at, chain=line.claim.agreement.programme.chain)


def written(here: Scene, kind: str, *drafts: LineDraft, at: datetime = CLAIMED) -> Claim:
    """A claim that is being written, each line with its evidence."""
    claim = actions.draft_claim(agreement=here.agreement, kind=kind, by=here.owner, at=at)
    if drafts:
        actions.save_claim(claim=claim, lines=drafts, revision=claim.revision, by=here.owner, at=at)
        for line in claim.lines.all():
            attach(line, here.owner, at)
    return claim


def submitted(here: Scene, kind: str, *drafts: LineDraft, at: datetime = CLAIMED) -> Claim:
    claim = written(here, kind, *drafts, at=at)
    return actions.submit_claim(claim=claim, by=here.owner, at=at)


def checked(here: Scene, kind: str, *drafts: LineDraft, at: datetime = CLAIMED) -> Claim:
    claim = submitted(here, kind, *drafts, at=at)
    actions.accept_lines(claim=claim, by=here.checker, at=at)
    look(claim, here, at)
    return claim


def look(claim: Claim, here: Scene, at: datetime = CHECKED, **standing: object) -> None:
    """The firm's standing, looked up the same day."""
    values = {"in_business": True, "no_arrears": True, "checked_on": at.date(), "source": "홈택스 사업자상태 조회"}
    actions.check_claim(claim=claim, by=here.checker, at=at, **(values | standing))


def approved(here: Scene, kind: str, *drafts: LineDraft, at: datetime = CLAIMED) -> Claim:
    claim = checked(here, kind, *drafts, at=at)
    actions.approve_claim(claim=claim, step=1, by=here.first, at=at)
    actions.approve_claim(claim=claim, step=2, by=here.second, at=at)
    return claim


def paid(here: Scene, kind: str, *drafts: LineDraft, at: datetime = CLAIMED) -> Claim:
    claim = approved(here, kind, *drafts, at=at)
    for payment in claim.payments.exclude(status="cancelled"):
        actions.record_payment_result(payment=payment, result="paid", on=at.date(), by=here.checker, at=at)
    claim.refresh_from_db()
    return claim


def everything(here: Scene) -> tuple[LineDraft, ...]:
    """Spending of the whole cost table."""
    return tuple(spending(cost, cost.amount_won) for cost in here.agreement.current.costs.all())
