"""Payment claims in the search: by firm, agreement, and the issuers and approval numbers of their evidence."""

from typing import Final

from django.urls import reverse

from dure.foundation.search.actions import index
from dure.journey.money.models import Claim

KIND: Final = "claim"


def make_findable(claim: Claim) -> None:
    """Write or renew the entry of a claim; its agreement, firm and lines come with it."""
    agreement = claim.agreement
    lines = list(claim.lines.all())
    index(
        claim,
        kind=KIND,
        title=f"{agreement.firm.name} · {claim.get_kind_display()}",
        subtitle=f"{agreement.number} · {claim.number}",
        url=reverse("money:claim", args=[claim.pk]),
        words=sorted({word for line in lines for word in (line.issuer_name, line.invoice_no) if word}),
        programme_id=agreement.programme_id,
    )


def index_all() -> None:
    """Every claim, as after a restore."""
    rows = Claim.objects.select_related("agreement__firm").prefetch_related("lines").order_by("pk")
    for claim in rows.iterator(chunk_size=500):
        make_findable(claim)
