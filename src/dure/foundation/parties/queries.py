"""Reads over organisations and people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import PUBLIC, Actor, Grant, Role
from dure.foundation.installation.clock import now, today
from dure.foundation.interface import hangul
from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number
from dure.foundation.parties.models import (
    Establishment,
    FirmYear,
    Invitation,
    Membership,
    Organisation,
    Person,
    RegisteredNumber,
    Restriction,
)


def in_force(on: date) -> Q:
    """The memberships that hold on a day."""
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


def actor_for(person_id: int) -> Actor:
    """The actor a person is today, with every role in force; the public if erased or switched off."""
    person = Person.objects.filter(pk=person_id).first()
    return PUBLIC if person is None else actor_from(person)


def actor_from(person: Person) -> Actor:
    """The actor a person at hand is today. One query."""
    if not person.is_active:
        return PUBLIC
    held = Membership.objects.filter(in_force(today()), person_id=person.pk).order_by("role", "id")
    grants = tuple(Grant(Role(m.role), m.organisation_id, m.place_id or "") for m in held)
    return Actor(person_id=person.pk, name=person.name, grants=grants)


def people_with(
    role: Role, *, organisation_id: int | None = None, place_code: str = "", on: date | None = None
) -> QuerySet[Person]:
    """The people who hold a role on a day, else today, by name; narrowed to an organisation or a place."""
    held = Membership.objects.filter(in_force(on or today()), role=role)
    if organisation_id is not None:
        held = held.filter(organisation_id=organisation_id)
    if place_code:
        held = held.filter(place_id=place_code)
    return Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name", "id")


def person(person_id: int) -> Person:
    """A person; raises ``Person.DoesNotExist``."""
    return Person.objects.get(pk=person_id)


def person_by_email(email: str) -> Person | None:
    """The active person with this e-mail address, however it is capitalised."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first() if email.strip() else None


def organisation(organisation_id: int) -> Organisation:
    """An organisation by id, following a merge to the one that was kept."""
    row = Organisation.objects.get(pk=organisation_id)
    while row.merged_into_id is not None:
        row = Organisation.objects.get(pk=row.merged_into_id)
    return row


def people_by_id(ids: Iterable[int | None]) -> dict[int, Person]:
    """Those of these people who may still be told something, by id. One query."""
    wanted = {pk for pk in ids if pk is not None}
    return Person.objects.filter(is_active=True).in_bulk(wanted)


def members_of(organisation_ids: Iterable[int | None], on: date) -> dict[int, list[Person]]:
    """The active people who hold a role in each organisation on a day, by name, each once. One query."""
    held = Membership.objects.filter(
        in_force(on), organisation_id__in={pk for pk in organisation_ids if pk is not None}, person__is_active=True
    )
    found: dict[int, dict[int, Person]] = {}
    for membership in held.select_related("person").order_by("person__name", "person_id"):
        found.setdefault(membership.organisation_id, {})[membership.person_id] = membership.person
    return {pk: list(people.values()) for pk, people in found.items()}


def numbers_in_force(organisation_ids: Iterable[int]) -> QuerySet[RegisteredNumber]:
    """The business registration numbers in force of these organisations, for use inside another query."""
    return RegisteredNumber.objects.filter(organisation_id__in=list(organisation_ids), until_on__isnull=True)


def has_organisation(organisation_id: int) -> bool:
    """Whether there is an organisation of that id, also one merged into another."""
    return Organisation.objects.filter(pk=organisation_id).exists()


def organisations(kind: str) -> QuerySet[Organisation]:
    """Organisations of a kind that were not merged away, by name."""
    return Organisation.objects.filter(kind=kind, merged_into__isnull=True).order_by("name", "id")


def firm_by_number(text: str) -> Organisation | None:
    """The organisation that holds, or once held, this business registration number."""
    try:
        number = parse_business_number(text)
    except BusinessNumberError:
        return None
    row = (
        RegisteredNumber.objects.filter(number=number)
        .select_related("organisation")
        .order_by("until_on", "-from_on")
        .first()
    )
    return None if row is None else organisation(row.organisation_id)


def number_of(organisation_id: int) -> str:
    """The business registration number in force, ten digits; empty when there is none."""
    row = RegisteredNumber.objects.filter(organisation_id=organisation_id, until_on__isnull=True).first()
    return "" if row is None else row.number


@dataclass(frozen=True)
class FirmFacts:
    """A firm as other rooms may know it. Figures are of the latest year on record; None where unknown."""

    organisation_id: int
    name: str
    number: str
    representative: str
    sector_code: str
    sales_won: int | None
    headcount: int | None
    year: int | None
    factory_city_codes: tuple[str, ...]


def firm_facts(organisation_id: int) -> FirmFacts:
    """A firm's facts; raises ``Organisation.DoesNotExist``."""
    return facts_of_firms([organisation_id])[organisation_id]


def facts_of_firms(ids: list[int]) -> dict[int, FirmFacts]:
    """The facts of several firms in a fixed number of queries."""
    rows = Organisation.objects.filter(pk__in=ids).prefetch_related(
        Prefetch("numbers", queryset=RegisteredNumber.objects.filter(until_on__isnull=True)),
        Prefetch("establishments", queryset=Establishment.objects.filter(kind="factory", closed_on__isnull=True)),
        Prefetch("years", queryset=FirmYear.objects.order_by("organisation_id", "-year")),
    )
    return {row.pk: _facts(row) for row in rows}


def _facts(row: Organisation) -> FirmFacts:
    numbers, years = list(row.numbers.all()), list(row.years.all())
    return FirmFacts(
        organisation_id=row.pk,
        name=row.name,
        number=numbers[0].number if numbers else "",
        representative=row.representative,
        sector_code=row.sector_id or "",
        sales_won=years[0].sales_won if years else None,
        headcount=years[0].headcount if years else None,
        year=years[0].year if years else None,
        factory_city_codes=tuple(place.city_id for place in row.establishments.all()),
    )


def establishments(organisation_id: int) -> QuerySet[Establishment]:
    """The open places of business of an organisation, head office first."""
    return (
        Establishment.objects.filter(organisation_id=organisation_id, closed_on__isnull=True)
        .select_related("city")
        .order_by("-kind", "id")
    )


def shared_employers(person_ids: list[int]) -> dict[int, frozenset[int]]:
    """The organisations each person belongs to or ever belonged to: what a conflict check looks at."""
    found: dict[int, set[int]] = {pk: set() for pk in person_ids}
    for person_id, organisation_id in Membership.objects.filter(person_id__in=person_ids).values_list(
        "person_id", "organisation_id"
    ):
        found[person_id].add(organisation_id)
    return {pk: frozenset(ids) for pk, ids in found.items()}


def names_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """The names of organisations by id; one query."""
    return dict(Organisation.objects.filter(pk__in=list(organisation_ids)).values_list("pk", "name"))


def funders(kinds: Iterable[str]) -> QuerySet[Organisation]:
    """The organisations of these kinds that were not merged into others, by kind and name."""
    return unmerged().filter(kind__in=list(kinds)).order_by("kind", "name")


def unmerged() -> QuerySet[Organisation]:
    """Every organisation that was not merged into another, by name."""
    return Organisation.objects.filter(merged_into__isnull=True).order_by("name", "id")


def listed_organisations() -> QuerySet[Organisation]:
    """Organisations for a list: with ``number`` in force, ``city_names`` prefetched and the number of
    ``people``."""
    number = RegisteredNumber.objects.filter(organisation=OuterRef("pk"), until_on__isnull=True).values("number")[:1]
    held = Membership.objects.filter(in_force(today()), organisation=OuterRef("pk")).order_by()
    people = held.values("organisation").annotate(n=Count("person", distinct=True)).values("n")
    open_places = Establishment.objects.filter(closed_on__isnull=True).select_related("city").order_by("-kind", "id")
    return (
        unmerged()
        .select_related("place", "sector")
        .annotate(number=Subquery(number), people=Coalesce(Subquery(people), 0))
        .prefetch_related(Prefetch("establishments", queryset=open_places))
    )


def listed_people() -> QuerySet[Person]:
    """People for a list: with their roles in force (``held``) and whether an invitation is open
    (``is_invited``)."""
    held = Membership.objects.filter(in_force(today())).select_related("organisation").order_by("role", "id")
    invited = Invitation.objects.filter(
        person=OuterRef("pk"), accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gte=now()
    )
    return Person.objects.annotate(is_invited=Exists(invited)).prefetch_related(
        Prefetch("memberships", queryset=held, to_attr="held")
    )


class AccessState(TextChoices):
    """Whether a person can come in."""

    ACTIVE = "active", _("Signs in")
    INVITED = "invited", _("Invited")
    NONE = "none", _("No access yet")
    LOCKED = "locked", _("Locked")
    ERASED = "erased", _("Erased")


def access_state(person: Person, *, is_invited: bool) -> AccessState:
    """How a person stands with signing in, short of being locked out for wrong passwords."""
    if person.erased_at is not None:
        return AccessState.ERASED
    if person.has_usable_password() and person.is_active:
        return AccessState.ACTIVE
    return AccessState.INVITED if is_invited and person.is_active else AccessState.NONE


def is_locked_out(person: Person) -> bool:
    """Whether too many wrong passwords keep the person out at the moment."""
    if not person.email:
        return False
    attempts = AccessAttempt.objects.filter(
        username=person.email, failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    )
    return attempts.filter(attempt_time__gte=timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)).exists()


def roles_of(person: Person) -> QuerySet[Membership]:
    """Every role a person has or had, those in force first."""
    return person.memberships.select_related("organisation", "place").order_by(
        F("until_on").desc(nulls_first=True), "role", "id"
    )


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """The invitations of a person, the newest first."""
    return person.invitations.select_related("invited_by").order_by("-created_at", "-id")


def people_in(organisation_id: int) -> QuerySet[Membership]:
    """Who has or had a role in an organisation, those in force first."""
    return (
        Membership.objects.filter(organisation_id=organisation_id)
        .select_related("person", "place")
        .order_by(F("until_on").desc(nulls_first=True), "person__name", "role", "id")
    )


def numbers_of(organisation_id: int) -> QuerySet[RegisteredNumber]:
    """Every business registration number an organisation had, the present one first."""
    return RegisteredNumber.objects.filter(organisation_id=organisation_id).order_by("-from_on", "-id")


def years_of(organisation_id: int) -> QuerySet[FirmYear]:
    """A firm's yearly figures, the latest first."""
    return FirmYear.objects.filter(organisation_id=organisation_id).order_by("-year")


def restriction_on(organisation_id: int, on: date) -> Restriction | None:
    """The ban that bars an organisation from taking part on a day; of several the one that lasts longest."""
    held = Restriction.objects.filter(
        Q(lifted_on__isnull=True) | Q(lifted_on__gt=on),
        organisation_id=organisation_id,
        from_on__lte=on,
        until_on__gte=on,
    )
    return held.order_by("-until_on", "-id").first()


def restrictions_of(organisation_id: int) -> QuerySet[Restriction]:
    """Every ban of an organisation, the latest first, lifted ones too."""
    return Restriction.objects.filter(organisation_id=organisation_id)


def alike(organisation: Organisation, q: str) -> QuerySet[Organisation]:
    """Other records of the same kind that match the words, or without words share the name: candidates for
    a merge."""
    others = unmerged().filter(kind=organisation.kind).exclude(pk=organisation.pk)
    words = q.strip() or organisation.name
    return others.filter(hangul.matches(words)) if hangul.normalise(words) else others.none()
