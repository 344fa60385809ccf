"""This stage's lines in a firm's story."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.workflow.queries import Move, moves_of
from dure.foundation.workflow.table import table_of
from dure.foundation.workflow.values import StoryLine
from dure.journey.applications.access import SEE
from dure.journey.applications.models import Application, Supplement

KIND = "application"
# Written by the stages that decide, with more to say than the bare move.
TOLD_ELSEWHERE = {"score", "fail_minimum", "select", "reserve", "decline", "undo_decision"}


def programmes_of_firm(firm_id: int) -> frozenset[int]:
    """The programmes to which a firm began an application, whoever asks."""
    return frozenset(Application.objects.filter(firm_id=firm_id).values_list("programme_id", flat=True))


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """What happened to the firm's applications, oldest first, as far as the actor may see; three queries."""
    rows = SEE.rows(actor, Application.objects.filter(firm_id=firm_id)).select_related("programme")
    found = {row.pk: row for row in rows}
    asked = Supplement.objects.filter(application_id__in=found).order_by("asked_at", "id")
    items = {(row.application_id, row.asked_at): row for row in asked}
    lines = [_line(move, found[int(move.row_id)], items) for move in _moves(found)]
    lines += [_started(row) for row in found.values()]
    return sorted(lines, key=lambda line: line.at)


def _moves(ids: Iterable[int]) -> list[Move]:
    moves = moves_of("applications.application", list(ids))
    return [move for move in moves if move.transition not in TOLD_ELSEWHERE]


def _started(row: Application) -> StoryLine:
    title = _("Began an application for %(type)s (%(programme)s)") % {
        "type": row.type_code, "programme": row.programme.name,
    }  # fmt: skip
    return StoryLine(at=row.created_at, kind=KIND, title=title, url=reverse("applications:detail", args=[row.pk]))


def _line(move: Move, row: Application, items: dict[tuple[int, datetime], Supplement]) -> StoryLine:
    label = table_of("applications.application").transition(move.transition).label
    asked = items.get((row.pk, move.at)) if move.transition == "ask_supplement" else None
    listed = "" if asked is None else "\n".join(f"- {item['text']}" for item in asked.items)
    return StoryLine(
        at=move.at,
        kind=KIND,
        title=f"{label} · {row.number}" if row.number else str(label),
        actor=move.by.name if move.by is not None else "",
        body="\n".join(part for part in (move.reason, listed) if part),
        url=reverse("applications:detail", args=[row.pk]),
    )
