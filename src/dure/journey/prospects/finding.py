"""Interest forms in the search of every page."""

from django.urls import reverse

from dure.foundation.search import actions as search
from dure.journey.prospects.models import Interest

KIND = "interest"


def index_interest(row: Interest) -> None:
    """Make a form findable by firm, business number and receipt; contacts are left out on purpose."""
    search.index(
        row,
        kind=KIND,
        title=row.firm_name,
        subtitle=f"{row.city.name_ko} · {row.receipt}",
        url=reverse("prospects:detail", args=[row.pk]),
        words=(row.number,),
        programme_id=row.programme_id,
    )


def index_all() -> None:
    """Write the entries of every form anew."""
    for row in Interest.objects.select_related("city").iterator():
        index_interest(row)
