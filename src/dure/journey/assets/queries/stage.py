"""The assets as the pages that join stages see them: each project by the asset that asks most."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.installation.clock import noon, today
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding, StoryLine
from dure.journey.assets.access import VIEW_ASSET, VIEW_PART
from dure.journey.assets.models import Asset, Disposal
from dure.journey.assets.states import AssetState, DisposalState

STAGE = "assets"
_DOTS = {AssetState.MISSING: Dot.BLOCKED, AssetState.IN_USE: Dot.DONE, AssetState.DISPOSED: Dot.ENDED}


def state_label(state: str) -> str:
    """The state of an asset in words."""
    return str(AssetState(state).label)


def overdue(on: date) -> Q:
    """The assets that nobody saw in time."""
    return Q(see_by__lt=on) & ~Q(status=AssetState.DISPOSED)


def _rows(programme_id: int, actor: Actor) -> QuerySet[Asset]:
    late = Case(When(overdue(today()), then=Value(True)), default=Value(False), output_field=BooleanField())

    def pressed(rows: QuerySet[Asset]) -> QuerySet[Any]:
        return rows.annotate(in_state=F("status"), is_late=late).annotate(urgency=pressing(_DOTS))

    first = pressed(Asset.objects.filter(agreement_id=OuterRef("agreement_id"))).order_by("urgency", "pk")
    rows = VIEW_ASSET.rows(actor, Asset.objects.filter(agreement__programme_id=programme_id))
    named = pressed(rows.filter(pk=Subquery(first.values("pk")[:1])))
    return named.annotate(
        of_firm=F("agreement__firm_id"), by_name=F("agreement__firm__name"), in_city=F("agreement__city_id"),
        of_type=F("agreement__type_code"),
    )  # fmt: skip


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The projects with assets within the actor's sight, in numbers; one query."""
    return tallied(_rows(programme_id, actor), state_label)


def standing(programme_id: int) -> StageStanding:
    """Projects with assets by the state of the one that asks most, by type and by city; one query."""
    return in_numbers(STAGE, _("Assets"), tallies(programme_id, SYSTEM))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """Where firms stand with what they bought, as far as the actor may see; one query."""
    rows = taken(_rows(programme_id, actor).select_related("agreement__firm"), part)
    return [_standing(row) for row in rows]


def _standing(row: Asset) -> FirmStanding:
    late = bool(row.is_late)  # type: ignore[attr-defined]
    return FirmStanding(
        firm_id=row.agreement.firm_id,
        name=row.agreement.firm.name,
        city_code=row.agreement.city_id,
        type_code=row.agreement.type_code,
        state=row.status,
        state_label=state_label(row.status),
        dot=Dot.LATE if late else _DOTS[AssetState(row.status)],
        since=row.registered_at,
        blocks=_("An asset was not seen in time") if late else "",
        url=reverse("assets:of_agreement", args=[row.agreement_id]),
    )


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """What a firm's project bought and what became of it, as far as the actor may see; two queries."""
    rows = VIEW_ASSET.rows(actor, Asset.objects.filter(agreement__firm_id=firm_id))
    lines = [
        StoryLine(noon(row.bought_on), STAGE, _("Bought: %(item)s") % {"item": row.item}, "", row.label, _url(row.pk))
        for row in rows.order_by("number")
    ]
    decided = Disposal.objects.filter(asset__agreement__firm_id=firm_id, status=DisposalState.APPROVED)
    for each in VIEW_PART.rows(actor, decided).select_related("asset", "decided_by"):
        title = f"{each.asset.item}: {each.get_kind_display()}"
        by = each.decided_by.name if each.decided_by is not None else ""
        url = reverse("assets:disposal", args=[each.pk])
        lines.append(StoryLine(each.decided_at or each.asked_at, STAGE, title, by, each.reason, url))
    return sorted(lines, key=lambda line: line.at)


def _url(asset_id: int) -> str:
    return reverse("assets:asset", args=[asset_id])
