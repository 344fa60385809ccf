"""The letters that tell each firm its result: drafted in one batch, read and edited before they go out."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.messages.actions import Letter, draft_batch
from dure.journey.selection.models import Decision, Publication
from dure.journey.selection.queries.result import ResultPage, result_page


def draft_letters(*, publication: Publication, by: Actor, at: datetime) -> int:
    """Draft a letter to every decided firm; returns the batch's number. Nothing is sent yet."""
    related = "application__firm", "publication__programme__operator", "publication__scenario"
    rows = publication.decisions.select_related(*related).order_by("application__number")
    letters = [_letter(row, result_page(row, by, at)) for row in rows]
    batch = draft_batch(
        kind="selection.result",
        title=_("Results: %(programme)s") % {"programme": publication.programme.name},
        letters=letters,
        by=by,
        at=at,
        programme_id=publication.programme_id,
        owner_id=publication.programme.operator_id,
    )
    return batch.pk


def _letter(row: Decision, page: ResultPage) -> Letter:
    parts = [page.headline, page.sentence, *page.better, *page.next_steps]
    return Letter(
        subject=_("Result of the selection: %(programme)s") % {"programme": row.publication.programme.name},
        body="\n\n".join(part for part in parts if part),
        organisation_id=row.application.firm_id,
        link=reverse("selection:result", args=[row.application_id]),
    )
