"""Brings together what the rules of exclusion look at, in a fixed number of queries."""

from collections.abc import Iterable, Mapping

from dure.foundation.parties.queries import FirmFacts, facts_of_firms, shared_employers
from dure.journey.applications.queries import ApplicationFacts
from dure.journey.evaluation.models import Assessor
from dure.journey.evaluation.ties import Body, Candidate, Party

NOT_ON_RECORD = 0


def candidates(assessors: list[Assessor]) -> dict[int, Candidate]:
    """What the rules know of each assessor, by the assessor's id. Read with ``person`` selected."""
    belonged = shared_employers([row.person_id for row in assessors])
    bodies = facts_of_firms(sorted({pk for ids in belonged.values() for pk in ids}))
    return {
        row.pk: Candidate(
            name=row.person.name,
            bodies=tuple(_body(bodies[pk]) for pk in sorted(belonged[row.person_id])),
            employers=tuple(name for name in (row.employer, *row.past_employers) if name),
        )
        for row in assessors
    }


def parties(applications: Iterable[ApplicationFacts]) -> dict[int, Party]:
    """The applicant and the supplier of each application, by its id."""
    rows = list(applications)
    ids = {row.firm_id for row in rows} | {row.supplier_id for row in rows if row.supplier_id is not None}
    bodies = facts_of_firms(sorted(ids))
    return {
        row.id: Party(
            firm=_body(bodies[row.firm_id]),
            supplier=_supplier(row, bodies),
        )
        for row in rows
    }


def _supplier(row: ApplicationFacts, bodies: Mapping[int, FirmFacts]) -> Body | None:
    """The supplier on record, or at least the name in the plan."""
    if row.supplier_id is not None:
        return _body(bodies[row.supplier_id])
    return Body(NOT_ON_RECORD, row.supplier_name) if row.supplier_name else None


def _body(facts: FirmFacts) -> Body:
    return Body(facts.organisation_id, facts.name, facts.representative)
