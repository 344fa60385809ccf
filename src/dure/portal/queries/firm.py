"""A firm's whole story, from the interest form to today."""

from dataclasses import dataclass
from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.interface.parts import Entry
from dure.foundation.parties import queries as parties
from dure.foundation.parties.queries import FirmFacts
from dure.foundation.workflow.values import StoryLine, Waiting
from dure.journey.applications import queries as applications
from dure.journey.programmes import queries as programmes
from dure.journey.prospects import queries as prospects
from dure.portal.queries.journey import FirmRow, rows_of_firm
from dure.portal.stages import STAGES, TELLERS


@dataclass(frozen=True)
class FirmStory:
    """``rows`` is where the firm stands in each programme the reader may see it in; empty means: not to be seen."""

    facts: FirmFacts
    rows: list[tuple[str, FirmRow]]
    lines: list[tuple[str, StoryLine]]
    next_steps: list[Waiting]


def firm_story(firm_id: int, actor: Actor, at: datetime) -> FirmStory | None:
    """The story as this reader may see it; None when the reader may see no part of it."""
    taken_part = prospects.programmes_of_firm(firm_id) | applications.programmes_of_firm(firm_id)
    rows = [
        (programme.name, row)
        for programme in programmes.programmes_for(actor)
        if programme.pk in taken_part
        for row in rows_of_firm(programme.pk, actor, firm_id)
    ]
    if not rows:
        return None
    lines = [(teller.code, line) for teller in TELLERS for line in teller.story(firm_id, actor)]
    facts = parties.firm_facts(firm_id)
    waiting = [item for stage in STAGES for item in stage.waiting(actor, at) if item.firm == facts.name]
    return FirmStory(facts, rows, sorted(lines, key=lambda pair: pair[1].at), waiting)


def entries(story: FirmStory, kind: str) -> list[Entry]:
    """The lines as timeline entries, the newest first, narrowed to one teller."""
    labels = {teller.code: teller.label for teller in TELLERS}
    return [
        Entry(
            at=line.at,
            text=line.title,
            actor=line.actor,
            kind=stage,
            kind_label=labels[stage],
            detail=line.body,
            url=line.url,
        )
        for stage, line in reversed(story.lines)
        if not kind or stage == kind
    ]
