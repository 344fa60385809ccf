"""Which firms have to be written to on paper, and where."""

from dataclasses import dataclass
from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.installation.clock import today
from dure.foundation.parties import queries as parties
from dure.journey.selection.models import Decision, Publication
from dure.journey.selection.papers import Addressed
from dure.journey.selection.queries.result import result_page


@dataclass(frozen=True)
class Recipient:
    """A decided firm. ``has_account``: someone of it is active and has an e-mail address, so the letter arrives."""

    decision: Decision
    has_account: bool
    address: str


def recipients(publication: Publication) -> list[Recipient]:
    """Every decided firm by application number, in a fixed number of queries."""
    rows = publication.decisions.select_related("application__firm", "application__site", "application__city")
    found = list(rows.order_by("application__number"))
    members = parties.members_of((row.application.firm_id for row in found), today())
    return [
        Recipient(
            decision=row,
            has_account=any(person.email for person in members.get(row.application.firm_id, [])),
            address=row.application.site.address if row.application.site is not None else "",
        )
        for row in found
    ]


def addressed(rows: list[Recipient], actor: Actor, at: datetime) -> list[Addressed]:
    """The letters of these firms as they are printed."""
    return [Addressed(row.decision, result_page(row.decision, actor, at), row.address) for row in rows]
