"""Which papers make up the whole settlement of a project, and where in the file each stands."""

import re
from dataclasses import dataclass

from dure.foundation.access.actor import Actor
from dure.foundation.documents.models import Document
from dure.foundation.documents.queries import of, of_rows
from dure.journey.money.access import VIEW_SETTLEMENT
from dure.journey.money.models import Settlement
from dure.journey.money.queries.settlement import spending_of
from dure.journey.money.settlement_papers import KINDS, PACK

NOT_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class PackedFile:
    """A paper and its place; ``about`` says which spending or paper of the checklist it proves."""

    path: str
    about: str
    document: Document


def files_of(row: Settlement, actor: Actor) -> list[PackedFile]:
    """The papers of the settlement and the evidence of each spending, in the order of the index; three queries."""
    VIEW_SETTLEMENT.demand(actor, row)
    labels = {kind.code: str(kind.label) for kind in KINDS}
    papers = [
        PackedFile(f"1/{n:03d}_{_name(document)}", labels.get(document.kind, document.kind), document)
        for n, document in enumerate(of(row).exclude(kind=PACK), 1)
    ]
    lines = {str(one.line.pk): one.line for one in spending_of(row)}
    proofs = of_rows("money.claimline", [line.pk for line in lines.values()])
    ordered = sorted(proofs, key=lambda one: (lines[one.row_id].claim.number, lines[one.row_id].number, one.pk))
    for n, document in enumerate(ordered, 1):
        line = lines[document.row_id]
        path = f"2/{line.claim.number}-{line.number:02d}/{n:03d}_{_name(document)}"
        papers.append(PackedFile(path, line.what, document))
    return papers


def _name(document: Document) -> str:
    return NOT_A_NAME.sub("_", document.name)
