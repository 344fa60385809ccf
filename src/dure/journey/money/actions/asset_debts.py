"""What is due back for an asset given away within its restriction: one debt for each budget line that paid for it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money.funders import Funder
from dure.engine.money.rounding import apportion
from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.act import act
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import agreement as find_agreement
from dure.journey.applications.queries import terms_for
from dure.journey.assets.events import AssetDueBack
from dure.journey.budgets.queries import funds_of, lines_of
from dure.journey.money.actions.recovering import Due, write_recovery
from dure.journey.money.due_back import book_ordered
from dure.journey.money.models import Payment, RecoveryKind
from dure.journey.money.states import PaymentState
from dure.journey.programmes.queries import lock_programme


def heard_asset_due_back(news: AssetDueBack) -> None:
    """Open the debts; the same disposal opens them once."""
    agreement = find_agreement(news.agreement_id)
    rules = terms_for(agreement.application).delivery.payment
    due_on = timezone.localdate(news.at) + timedelta(days=rules.return_days)
    with act("money.open_asset_debt", chain=agreement.programme.chain, by=SYSTEM, at=news.at) as this:
        this.about(agreement)
        lock_programme(agreement.programme_id)
        parts = dict(_by_line(agreement, news))
        lines = {line.pk: line for line in lines_of(agreement.programme_id).filter(pk__in=list(parts))}
        for line_id, won in sorted(parts.items()):
            due = Due(
                agreement=agreement, line=lines[line_id], kind=RecoveryKind.ASSET, won=won, due_on=due_on,
                reason=_("An asset bought with public money was given away within its restriction"),
                source=f"asset:{news.disposal_id}:{line_id}",
            )  # fmt: skip
            book_ordered(write_recovery(due, this), this)


def _by_line(agreement: Agreement, news: AssetDueBack) -> Iterable[tuple[int, int]]:
    """Each funder's part over its lines as they paid; where a funder's line paid nothing, as they promised."""
    paid = dict(
        Payment.objects.filter(claim__agreement=agreement, status=PaymentState.PAID)
        .order_by().values_list("line_id").annotate(won=Sum("amount_won"))
    )  # fmt: skip
    lines = funds_of(agreement.application_id)
    for funder, won in (
        (Funder.PROVINCE, news.province_won),
        (Funder.CITY, news.city_won),
        (Funder.PARTNER, news.partner_won),
    ):
        own = sorted({share.line_id for share in lines if share.funder == funder})
        weights = [paid.get(line_id, 0) for line_id in own]
        if won and own:
            parts = apportion(won, weights if any(weights) else [1] * len(own))
            yield from ((line_id, part) for line_id, part in zip(own, parts, strict=True) if part)
