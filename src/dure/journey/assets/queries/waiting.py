"""What assets ask of each actor now."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.workflow.periods import end_of
from dure.foundation.workflow.values import Waiting
from dure.journey.assets.access import DECIDE_DISPOSAL, OWN_ASSETS, SEE_ASSET
from dure.journey.assets.actions.duties import DECIDE_WITHIN
from dure.journey.assets.models import Asset, Disposal
from dure.journey.assets.states import AssetState, DisposalState

STAGE = "assets"
# What lies further ahead is not on anybody's list yet.
_SOON = timedelta(days=30)


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """The firm's assets to be seen; the approver's requests; the staff's assets of agreements that ended."""
    found: list[Waiting] = []
    if actor.has(Role.FIRM):
        found += _to_see(actor, at)
    if actor.has(Role.APPROVER):
        found += _to_decide(actor)
    if actor.has(*STAFF):
        found += _to_settle(actor)
    return found


def _to_see(actor: Actor, at: datetime) -> Iterable[Waiting]:
    rows = OWN_ASSETS.rows(actor, Asset.objects.exclude(status=AssetState.DISPOSED))
    rows = rows.filter(see_by__lte=timezone.localdate(at) + _SOON)
    grouped = rows.values("agreement_id", "agreement__firm__name").order_by("agreement_id")
    for group in grouped.annotate(n=Count("pk"), due=Min("see_by")):
        n = group["n"]
        what = ngettext("See %(n)d asset and take its photo", "See %(n)d assets and take their photos", n) % {"n": n}
        url = reverse("assets:of_agreement", args=[group["agreement_id"]])
        yield Waiting(what, _("See them"), url, end_of(group["due"]), group["agreement__firm__name"], "", n, STAGE)


def _to_decide(actor: Actor) -> Iterable[Waiting]:
    within = DECIDE_DISPOSAL.rows(actor, Asset.objects.all())
    rows = Disposal.objects.filter(status=DisposalState.ASKED, asset__in=within)
    for row in rows.select_related("asset__agreement__firm").order_by("asked_at", "pk"):
        words = {"item": row.asset.item, "kind": row.get_kind_display()}
        firm, url = row.asset.agreement.firm.name, reverse("assets:disposal", args=[row.pk])
        what = _("Decide on “%(item)s”: %(kind)s") % words
        yield Waiting(what, _("Decide"), url, row.asked_at + DECIDE_WITHIN, firm, firm, stage=STAGE)


def _to_settle(actor: Actor) -> Iterable[Waiting]:
    within = SEE_ASSET.rows(actor, Asset.objects.all())
    rows = within.filter(flagged_at__isnull=False).exclude(status=AssetState.DISPOSED)
    rows = rows.exclude(disposals__status=DisposalState.ASKED)
    grouped = rows.values("agreement_id", "agreement__firm__name").order_by("agreement_id")
    for group in grouped.annotate(n=Count("pk", distinct=True)):
        n = group["n"]
        what = ngettext(
            "Settle what becomes of %(n)d asset of an agreement that ended",
            "Settle what becomes of %(n)d assets of an agreement that ended",
            n,
        )
        url = reverse("assets:of_agreement", args=[group["agreement_id"]])
        yield Waiting(what % {"n": n}, _("Deal with it"), url, None, group["agreement__firm__name"], "", n, STAGE)
