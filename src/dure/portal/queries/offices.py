"""The offices of the programmes that a firm's projects belong to, for whoever asks from the floor."""

from dure.floor.plant.offices import Office
from dure.foundation.access.actor import SYSTEM
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import Organisation, OrganisationKind
from dure.journey.agreements import queries as agreements
from dure.journey.agreements.models import Agreement


def offices(firm_id: int) -> list[Office]:
    """Of each programme: its operator, its province, the city or county of the project, its partner companies."""
    rows = list(agreements.visible(SYSTEM).filter(firm_id=firm_id).order_by("programme_id", "pk"))
    if not rows:
        return []
    officials = list(parties.organisations(OrganisationKind.PROVINCE)) + list(
        parties.organisations(OrganisationKind.CITY)
    )
    partners = _partners({row.programme_id for row in rows})
    return [
        Office(organisation, row.programme.chain, row.programme.name_ko)
        for row in rows
        for organisation in _of(row, officials, partners.get(row.programme_id, []))
    ]


def _of(row: Agreement, officials: list[Organisation], partners: list[Organisation]) -> list[Organisation]:
    places = {row.programme.province_id, row.city_id}
    return [row.programme.operator, *(each for each in officials if each.place_id in places), *partners]


def _partners(programme_ids: set[int]) -> dict[int, list[Organisation]]:
    """The partner companies that are party of a programme's memorandum."""
    found: dict[int, list[Organisation]] = {}
    for memorandum in agreements.memoranda(SYSTEM).filter(programme_id__in=programme_ids):
        for party in agreements.memorandum(memorandum.pk).parties.all():
            if party.organisation.kind == OrganisationKind.PARTNER:
                found.setdefault(memorandum.programme_id, []).append(party.organisation)
    return found
