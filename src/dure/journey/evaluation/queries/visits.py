"""The site checks of a programme."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.evaluation.access import SEE_SITE_CHECK
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import SiteCheck


def visits(programme_id: int, actor: Actor) -> QuerySet[SiteCheck]:
    """The site checks of firms still taking part, planned or held."""
    rows = SiteCheck.objects.filter(application__programme_id=programme_id, application__status__in=SCORED)
    related = ("application__firm", "application__city", "lead")
    return SEE_SITE_CHECK.rows(actor, rows).select_related(*related)
