"""Places given up since the publication and not yet filled."""

from dure.journey.selection.models import Decision, Promotion, Publication


def vacancies(publication: Publication) -> list[Decision]:
    """The decisions of firms that gave up, for which the reserve has not been asked yet."""
    filled = Promotion.objects.filter(vacated__programme_id=publication.programme_id).values("vacated_id")
    rows = publication.decisions.filter(application__status="gave_up").exclude(application_id__in=filled)
    return list(rows.select_related("application__firm").order_by("pk"))
