"""Moving, selling or scrapping an asset: asked for, decided with what is due back, refused or withdrawn."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.ledger.act import Act, act
from dure.foundation.parties.queries import establishments
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.gate import move
from dure.journey.assets import telling
from dure.journey.assets.access import ASK_DISPOSAL, DECIDE_DISPOSAL
from dure.journey.assets.actions import duties
from dure.journey.assets.actions.frame import locked, still_there
from dure.journey.assets.events import AssetDueBack
from dure.journey.assets.models import Asset, Disposal, DisposalKind
from dure.journey.assets.reckoning import reckoned
from dure.journey.assets.rules import parts_of
from dure.journey.assets.states import DisposalState


def ask_disposal(
    *, asset: Asset, kind: str, reason: str, by: Actor, at: datetime, to_place_id: int | None = None,
    price_won: int | None = None,
) -> Disposal:  # fmt: skip
    """Ask the operator's leave. A move names the firm's place of business, a sale the price obtained."""
    ASK_DISPOSAL.demand(by, asset)
    reason = demand_text(reason, _("Say in a few sentences why."))
    with act("assets.ask_disposal", chain=asset.agreement.programme.chain, by=by, at=at) as this:
        row = still_there(asset.pk)
        if row.disposals.filter(status=DisposalState.ASKED).exists():
            raise ActionRefused(_("A request about this asset waits for its decision. Withdraw it first."))
        disposal = Disposal(
            asset=row, kind=DisposalKind(kind), reason=reason, price_won=_price(kind, price_won),
            to_place_id=_target(row, kind, to_place_id), asked_at=at, asked_by_id=by.person_id,
        )  # fmt: skip
        disposal.reckoned_won = reckoned(disposal, timezone.localdate(at)).won
        disposal.save(force_insert=True)
        this.about(disposal)
        duties.expect_decision(disposal, at=at)
        telling.asked(disposal, by=by, at=at)
    return disposal


def _price(kind: str, price_won: int | None) -> int | None:
    if kind == DisposalKind.SELL and price_won is None:
        raise ActionRefused(_("Enter the price for which it is sold; 0 if it is given away."))
    if price_won is not None and price_won < 0:
        raise ActionRefused(_("The price cannot be below 0."))
    return None if kind == DisposalKind.MOVE else price_won


def _target(asset: Asset, kind: str, place_id: int | None) -> int | None:
    if kind != DisposalKind.MOVE:
        return None
    if place_id not in {each.pk for each in establishments(asset.agreement.firm_id)}:
        raise ActionRefused(
            _("Choose the place of business to which it moves. A new one is registered with the firm first.")
        )
    if place_id == asset.place_id:
        raise ActionRefused(_("The asset stands there already. Choose another place."))
    return place_id


def decide_disposal(
    *, disposal: Disposal, by: Actor, at: datetime, due_back_won: int | None = None, reason: str = ""
) -> Disposal:
    """Approve the request: the asset moves or leaves the register, and what is due back is told to money.

    ``due_back_won`` None takes what the notice's rule gives on this day; another amount needs a reason. Whoever asked
    does not decide.
    """
    DECIDE_DISPOSAL.demand(by, disposal.asset)
    with act("assets.decide_disposal", chain=_chain(disposal), by=by, at=at, subject=disposal, reason=reason) as this:
        asset, row = _held(disposal)
        _demand_other(row, by)
        move(row, "approve", by=by, at=at, reason=reason)
        rule_won = reckoned(row, timezone.localdate(at)).won
        due_won = rule_won if due_back_won is None else due_back_won
        _demand_amount(due_won, rule_won, reason)
        row.reckoned_won, row.due_back_won = rule_won, due_won
        _close(row, this, reason, by=by, at=at)
        _carry_out(asset, row, this, by=by, at=at)
        _announce_due(asset, row, at)
    disposal.refresh_from_db()
    return disposal


def _demand_other(disposal: Disposal, by: Actor) -> None:
    if disposal.asked_by_id is not None and disposal.asked_by_id == by.person_id:
        raise ActionRefused(_("You asked for this yourself. Another approver of the operator decides."))


def _demand_amount(due_won: int, rule_won: int, reason: str) -> None:
    if due_won < 0:
        raise ActionRefused(_("What is due back cannot be below 0."))
    if due_won != rule_won and not reason.strip():
        raise ActionRefused(_("The amount differs from what the rule gives. Write the reason."))


def _carry_out(asset: Asset, disposal: Disposal, this: Act, *, by: Actor, at: datetime) -> None:
    if disposal.kind == DisposalKind.MOVE and disposal.to_place_id is not None:
        asset.place_id, asset.spot = disposal.to_place_id, ""
        asset.save(update_fields=["place_id", "spot"])
        this.evidence(asset)
        return
    move(asset, "dispose", by=by, at=at, reason=disposal.reason)
    duties.needs_no_sighting(asset, at=at)
    asset.see_by = None
    asset.save(update_fields=["see_by"])


def _announce_due(asset: Asset, disposal: Disposal, at: datetime) -> None:
    if not disposal.due_back_won:
        return
    province, city, partner = parts_of(asset, disposal.due_back_won)
    announce(
        AssetDueBack(
            asset.agreement_id, disposal.pk, asset.pk, disposal.kind, disposal.due_back_won, province, city, partner, at
        )
    )


def refuse_disposal(*, disposal: Disposal, by: Actor, at: datetime, reason: str) -> Disposal:
    """The asset stays where it is, with the reason."""
    DECIDE_DISPOSAL.demand(by, disposal.asset)
    with act("assets.refuse_disposal", chain=_chain(disposal), by=by, at=at, subject=disposal, reason=reason) as this:
        _asset, row = _held(disposal)
        move(row, "refuse", by=by, at=at, reason=reason)
        _close(row, this, reason, by=by, at=at)
    disposal.refresh_from_db()
    return disposal


def withdraw_disposal(*, disposal: Disposal, by: Actor, at: datetime, reason: str = "") -> Disposal:
    """Whoever may ask takes the request back."""
    ASK_DISPOSAL.demand(by, disposal.asset)
    with act("assets.withdraw_disposal", chain=_chain(disposal), by=by, at=at, subject=disposal, reason=reason) as this:
        _asset, row = _held(disposal)
        move(row, "withdraw", by=by, at=at, reason=reason)
        _close(row, this, reason, by=by, at=at)
    disposal.refresh_from_db()
    return disposal


def _held(disposal: Disposal) -> tuple[Asset, Disposal]:
    """The asset and the request, both locked; the asset first, as everywhere."""
    asset = locked(disposal.asset_id)
    row = Disposal.objects.select_for_update(of=("self",)).select_related("to_place__city").get(pk=disposal.pk)
    row.asset = asset
    return asset, row


def _close(disposal: Disposal, this: Act, answer: str, *, by: Actor, at: datetime) -> None:
    disposal.answer, disposal.decided_at, disposal.decided_by_id = answer.strip()[:300], at, by.person_id
    disposal.save(update_fields=["reckoned_won", "due_back_won", "answer", "decided_at", "decided_by_id"])
    this.evidence(disposal)
    duties.decision_is_made(disposal, at=at)
    telling.answered(disposal, by=by, at=at)


def _chain(disposal: Disposal) -> str:
    return disposal.asset.agreement.programme.chain
