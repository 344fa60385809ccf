"""The supplier register: records measured in Dure, and who fits a firm's needs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Sum, TextField
from django.db.models.functions import Cast, Coalesce

from dure.foundation.access.actor import Actor
from dure.foundation.parties.models import Organisation
from dure.foundation.places.queries import place_by_code
from dure.journey.builds.access import VIEW_SUPPLIER
from dure.journey.builds.matching import Candidate, Match, Needs, match
from dure.journey.builds.models import Build, Delay, Finding, Objection, PartyToBlame, SupplierProfile, Ticket
from dure.journey.builds.record import FinishedBuild, NotEnough, TrackRecord, reckon
from dure.journey.builds.rules import rules_of
from dure.journey.builds.states import ObjectionState
from dure.journey.programmes.delivery import BuildRules
from dure.journey.programmes.queries import running_programme


def suppliers(actor: Actor) -> QuerySet[SupplierProfile]:
    """The register as far as the actor sees it."""
    return VIEW_SUPPLIER.rows(actor, SupplierProfile.objects.select_related("organisation__place"))


def register(actor: Actor) -> QuerySet[SupplierProfile]:
    """The same for the list: builds ``under_way``, ``finished`` and ``in_time``, whether that is disputed, and the
    topics as text to search in; no query of its own."""
    builds = Build.objects.filter(agreement__supplier_id=OuterRef("organisation_id"))
    done = builds.filter(completed_on__isnull=False)
    filed = Objection.objects.filter(profile_id=OuterRef("pk"), figure="on_time", status=ObjectionState.FILED)
    return suppliers(actor).annotate(
        under_way=_count(builds.filter(completed_on__isnull=True, stopped_at__isnull=True)),
        finished=_count(done),
        in_time=_count(done.filter(completed_on__lte=F("agreement__ends_on"))),
        is_disputed=Exists(filed),
        topic_text=Cast("topics", TextField()),
    )


def _count(rows: QuerySet[Build]) -> Coalesce:
    counted = rows.order_by().values("agreement__supplier_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def least_for_record() -> int:
    """From how many finished builds on the register shows a record: the latest programme's rule."""
    running = running_programme()
    return BuildRules().track_record_from if running is None else rules_of(running.pk).track_record_from


def profile_of(organisation_id: int) -> SupplierProfile | None:
    """The page of a supplier."""
    return SupplierProfile.objects.select_related("organisation__place").filter(organisation_id=organisation_id).first()


def under_way(supplier_ids: Iterable[int]) -> Counter[int]:
    """How many builds each supplier has under way."""
    rows = Build.objects.filter(
        agreement__supplier_id__in=list(supplier_ids), completed_on__isnull=True, stopped_at__isnull=True
    )
    counted = rows.order_by().values_list("agreement__supplier_id").annotate(n=Count("pk"))
    return Counter(dict(counted))


def supplier_record(supplier_id: int) -> TrackRecord | NotEnough:
    """The measured record of one supplier, or that it has too few finished builds for one."""
    return supplier_records([supplier_id])[supplier_id]


def supplier_records(supplier_ids: Sequence[int]) -> dict[int, TrackRecord | NotEnough]:
    """The records of several suppliers; six queries for any number."""
    finished = Build.objects.filter(agreement__supplier_id__in=supplier_ids, completed_on__isnull=False)
    builds = list(finished.select_related("agreement"))
    facts = _facts([build.pk for build in builds])
    disputed: dict[int, set[str]] = defaultdict(set)
    filed = Objection.objects.filter(profile__organisation_id__in=supplier_ids, status=ObjectionState.FILED)
    for supplier_id, figure in filed.values_list("profile__organisation_id", "figure"):
        disputed[supplier_id].add(figure)
    needed = least_for_record()
    by_supplier: dict[int, list[FinishedBuild]] = defaultdict(list)
    for build in builds:
        by_supplier[build.agreement.supplier_id].append(facts.of(build))
    return {pk: reckon(by_supplier[pk], needed=needed, disputed=frozenset(disputed[pk])) for pk in supplier_ids}


class _Facts:
    """Delays, findings and answers of many builds, fetched together."""

    def __init__(self) -> None:
        self.delays: dict[int, dict[str, int]] = defaultdict(dict)
        self.findings: Counter[int] = Counter()
        self.hours: dict[int, list[float]] = defaultdict(list)

    def of(self, build: Build) -> FinishedBuild:
        """What is known of one finished build."""
        end, done = build.agreement.ends_on, build.completed_on
        return FinishedBuild(
            days_late=(done - end).days if end is not None and done is not None else 0,
            delays=self.delays[build.pk],
            findings=self.findings[build.pk],
            in_use=build.in_use,
            response_hours=self.hours[build.pk],
        )


def _facts(build_ids: list[int]) -> _Facts:
    facts = _Facts()
    delays = Delay.objects.filter(milestone__build_id__in=build_ids).order_by()
    for build_id, party, days in delays.values_list("milestone__build_id", "caused_by").annotate(d=Sum("days")):
        facts.delays[build_id][party] = days
    # What is the firm's or the operator's to mend says nothing of the supplier.
    found = Finding.objects.filter(inspection__build_id__in=build_ids, concerns=PartyToBlame.SUPPLIER).order_by()
    facts.findings.update(dict(found.values_list("inspection__build_id").annotate(n=Count("pk"))))
    answered = Ticket.objects.filter(build_id__in=build_ids, answered_at__isnull=False)
    for build_id, opened, answer in answered.values_list("build_id", "opened_at", "answered_at"):
        if answer is not None:
            facts.hours[build_id].append((answer - opened).total_seconds() / 3600)
    return facts


def needs_of(*, topics: Iterable[str] = (), sector: str = "", city: str = "") -> Needs:
    """A firm's needs, with where its city or county lies."""
    place = place_by_code(city) if city else None
    known = place is not None and place.lat is not None and place.lon is not None
    point = (place.lat, place.lon) if known else None  # type: ignore[union-attr]
    return Needs(frozenset(topics), sector, city, point)  # type: ignore[arg-type]


def find_suppliers(needs: Needs, *, actor: Actor, today: date) -> list[Match]:
    """Suppliers of the register that fit, the best first, with the reasons of their order."""
    profiles = list(suppliers(actor).filter(is_listed=True))
    ids = [row.organisation_id for row in profiles]
    load, records = under_way(ids), supplier_records(ids)
    return match(needs, [_candidate(row, load, records, today) for row in profiles])


def _candidate(
    row: SupplierProfile, load: Counter[int], records: dict[int, TrackRecord | NotEnough], today: date
) -> Candidate:
    organisation: Organisation = row.organisation
    place = organisation.place
    holds = row.capability_until is None or row.capability_until >= today
    return Candidate(
        organisation_id=organisation.pk,
        name=organisation.name,
        topics=frozenset(row.topics),
        sectors=frozenset(row.sectors),
        cities=frozenset(row.cities),
        capability=row.capability_level if holds else "",
        under_way=load[organisation.pk],
        record=records[organisation.pk],
        point=(place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None,
    )
