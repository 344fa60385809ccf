"""Memoranda one by one and as lists, and the usual draft to begin from."""

from django.db.models import Prefetch, QuerySet

from dure.foundation.access.actor import Actor, Role
from dure.foundation.installation.clock import today
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import Organisation, OrganisationKind, Person
from dure.journey.agreements import memorandum_text as words
from dure.journey.agreements.access import VIEW_MEMORANDUM
from dure.journey.agreements.drafts import MemorandumDraft, ObligationDraft, PartyDraft
from dure.journey.agreements.models import Memorandum, MemorandumParty, Obligation
from dure.journey.agreements.signatories import signer_of
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import cities_of

_KINDS: tuple[tuple[str, Role, int, str], ...] = (
    (OrganisationKind.PROVINCE, Role.PROVINCE, 1, words.PROVINCE),
    (OrganisationKind.CITY, Role.CITY, 2, words.CITY),
    (OrganisationKind.PARTNER, Role.PARTNER, 3, words.PARTNER),
    (OrganisationKind.FORUM, Role.FORUM, 3, words.FORUM),
)


def _with_parties() -> QuerySet[Memorandum]:
    obligations = Prefetch("obligations", Obligation.objects.order_by("due_on", "id"))
    rows = MemorandumParty.objects.select_related("organisation", "signatory").prefetch_related(obligations)
    return Memorandum.objects.select_related("programme").prefetch_related(Prefetch("parties", rows))


def memorandum(memorandum_id: int) -> Memorandum:
    """A memorandum with its parties and what each undertakes; raises ``Memorandum.DoesNotExist``."""
    return _with_parties().get(pk=memorandum_id)


def memoranda(actor: Actor) -> QuerySet[Memorandum]:
    """The memoranda within the actor's sight, the latest first."""
    return VIEW_MEMORANDUM.rows(actor, Memorandum.objects.select_related("programme")).order_by("-created_at", "-id")


def usual_draft(programme: Programme) -> MemorandumDraft:
    """Province, the cities and counties, partner, forum and operator, with the usual text and undertakings."""
    places = {programme.province_id, *(place.code for place in cities_of(programme))}
    found = [
        _party(row, role, order, undertaking)
        for kind, role, order, undertaking in _KINDS
        for row in parties.organisations(kind)
        if row.place_id is None or row.place_id in places
    ]
    found.append(_party(programme.operator, Role.APPROVER, 4, words.OPERATOR))
    return MemorandumDraft(
        title=f"{programme.name_ko} 업무협약",
        text=words.TEXT.format(programme=programme.name_ko),
        parties=tuple(found),
    )


def _party(row: Organisation, role: Role, order: int, undertaking: str) -> PartyDraft:
    signer = signer_of(row, role)
    return PartyDraft(row.pk, None if signer is None else signer.pk, order, (ObligationDraft(undertaking),))


def candidates(programme: Programme, draft: MemorandumDraft) -> list[tuple[Organisation, list[Person]]]:
    """Every organisation that may join, those that do first, each with the people who may sign for it."""
    kinds = [kind for kind, *_rest in _KINDS] + [OrganisationKind.COUNCIL]
    rows = [programme.operator, *(row for kind in kinds for row in parties.organisations(kind))]
    order = {each.organisation_id: place for place, each in enumerate(draft.parties)}
    people = parties.members_of([row.pk for row in rows], on=today())
    found = sorted(rows, key=lambda row: (row.pk not in order, order.get(row.pk, 0)))
    return [(row, people.get(row.pk, [])) for row in found]
