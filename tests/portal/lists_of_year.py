"""Every list page of the product, who reads it, and a programme with as many rows in each as asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from tests import world as w
from tests.journey.evaluation import scene as s
from tests.portal.money_of_year import money_of

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.jobs.models import Job
from dure.foundation.messages import actions as messages
from dure.foundation.messages.models import Batch, Outgoing
from dure.journey.agreements.models import Agreement, Change, Memorandum
from dure.journey.applications import actions as applications
from dure.journey.budgets import actions as budgets
from dure.journey.evaluation import actions as evaluation
from dure.journey.evaluation.models import Assignment
from dure.journey.programmes import actions as programmes
from dure.journey.prospects import actions as prospects
from dure.journey.selection import actions as selection
from dure.journey.selection.models import Publication
from dure.portal.stages import TELLERS

SETTLED = w.moment(5, 10)
PUBLISHED = w.moment(5, 30)


@dataclass
class Year:
    """A programme as far as the scores are settled, and who reads its pages, by the role they sign in with."""

    scene: s.Scene
    readers: dict[str, w.Member]
    publication: Publication | None = None

    @property
    def slug(self) -> str:
        return self.scene.world.programme.slug


Arguments = Callable[[Year], list[object]]


def _slug(year: Year) -> list[object]:
    return [year.slug]


def _presentation(year: Year) -> list[object]:
    return [year.slug, "presentation"]


def _publication(year: Year) -> list[object]:
    assert year.publication is not None
    return [year.publication.pk]


def _firm(year: Year) -> list[object]:
    return [year.scene.firms[0].organisation.pk]


def _letters(year: Year) -> list[object]:
    return [Batch.objects.filter(programme_id=year.scene.world.programme.pk).latest("pk").pk]


def _first_firm(year: Year) -> str:
    return f"?firm={year.scene.applications[0].number}"


# A list page asks at most a dozen questions. A page that joins the stages asks each stage (and the budget, which tells
# of the firms too) its own: a fixed number that grows with the stages, never with the rows.
A_DOZEN, A_STAGE = 12, 8


# The year here ends with the publication; what follows is counted with rows of its own in the tests of these apps.
COUNTED_AT_HOME = frozenset({"assets", "budgets", "builds"})


@dataclass(frozen=True)
class ListOf:
    """One list page: its route, its reader, whether it is read after the publication, and the most it may ask."""

    route: str
    reader: str = "operator"
    arguments: Arguments = field(default=lambda _year: [])
    query: str = ""
    chosen: Callable[[Year], str] = field(default=lambda _year: "")
    published: bool = False
    most: int = A_DOZEN

    @property
    def name(self) -> str:
        return f"{self.route}{self.query} by {self.reader}"

    def address(self, year: Year) -> str:
        return reverse(self.route, args=self.arguments(year)) + self.query + self.chosen(year)


JOINED = A_DOZEN + A_STAGE * len(TELLERS)
HOMES = ("operator", "approver", "committee", "province", "city", "firm", "mentor", "assessor", "forum", "auditor")
LISTS = (
    *(ListOf("portal:home", role, most=JOINED) for role in HOMES),
    ListOf("portal:pipeline", most=JOINED),
    ListOf("portal:pipeline", "province", most=JOINED),
    ListOf("portal:city", arguments=lambda _year: [w.JINAN], most=JOINED),
    ListOf("portal:firm", arguments=_firm, most=JOINED),
    ListOf("portal:ledger", "auditor", query="?q=가나"),
    ListOf("portal:shop_floor"),
    ListOf("portal:shop_floor_of", "province", _slug),
    ListOf("portal:front", "public"),
    ListOf("portal:results", "public", _slug, published=True),
    ListOf("messages:inbox"),
    ListOf("messages:inbox", query="?show=unread"),
    ListOf("messages:batches"),
    ListOf("messages:outbox"),
    ListOf("jobs:index"),
    ListOf("search:search", query="?q=가나"),
    ListOf("parties:people"),
    ListOf("parties:organisations"),
    ListOf("programmes:list"),
    ListOf("prospects:list"),
    ListOf("prospects:list", "city"),
    ListOf("prospects:list_of", arguments=_slug),
    ListOf("prospects:coverage", arguments=_slug),
    ListOf("prospects:my_visits", "forum"),
    ListOf("applications:list"),
    ListOf("applications:list", "city"),
    ListOf("applications:list", "auditor"),
    ListOf("applications:list_of", arguments=_slug),
    ListOf("applications:list_of", "province", _slug, query="?q=가나&type=JS1&sector=10"),
    ListOf("applications:desk"),
    ListOf("applications:desk_of", arguments=_slug),
    ListOf("applications:mine", "mentor"),
    ListOf("evaluation:overview", arguments=_slug),
    ListOf("evaluation:pool", arguments=_slug),
    ListOf("evaluation:conflicts", arguments=_slug),
    ListOf("evaluation:site-checks", arguments=_slug),
    ListOf("evaluation:extras", arguments=_slug),
    ListOf("evaluation:extras", arguments=_slug, query="?show=decided"),
    ListOf("evaluation:phase", arguments=_presentation),
    ListOf("evaluation:phase", "committee", _presentation),
    ListOf("evaluation:phase-assessors", arguments=_presentation),
    ListOf("evaluation:scores", arguments=_slug),
    ListOf("evaluation:summary", arguments=_slug),
    ListOf("evaluation:queue", "assessor"),
    ListOf("selection:desk", chosen=_first_firm, published=True, most=20),
    ListOf("selection:compare", published=True),
    ListOf("selection:lists", "auditor", published=True),
    ListOf("selection:approval", arguments=_publication, published=True),
    ListOf("agreements:list"),
    ListOf("agreements:list", "province", query="?q=가나&state=preparing"),
    ListOf("agreements:list", "city"),
    ListOf("agreements:all_changes", "auditor"),
    ListOf("agreements:memoranda", "province"),
    ListOf("assets:list"),
    ListOf("assets:disposals"),
    ListOf("messages:batch", arguments=_letters),
    ListOf("budgets:overview"),
    ListOf("budgets:lines"),
    ListOf("budgets:lines", "city"),
    ListOf("budgets:movements", "auditor"),
    ListOf("budgets:promises", "firm"),
    ListOf("budgets:city", "city", lambda _year: [w.JINAN]),
    ListOf("money:claims", published=True),
    ListOf("money:claims", "city", published=True),
    ListOf("money:queue", "approver", published=True),
    ListOf("money:deposits", published=True),
    ListOf("money:payments", published=True),
    ListOf("money:batches", published=True),
    ListOf("money:imports", published=True),
    ListOf("money:imports", "auditor", published=True),
    ListOf("money:journal", "auditor", published=True),
    ListOf("money:settlements", published=True),
    ListOf("money:settlements", "province", published=True),
    ListOf("money:own_settlements", "auditor", published=True),
    ListOf("money:recoveries", published=True),
    ListOf("money:signals", "auditor", published=True),
    ListOf("money:statements", published=True),
    ListOf("money:ageing", published=True),
)


def year_of(rows: int) -> Year:
    """A programme with that many rows in every list, its scores settled."""
    here = s.scene(firms=rows, assessors=6, bonuses=("root_industry",))
    world = here.world
    year = Year(here, _readers(here))
    _before_the_year(world, rows)
    _interest(year, rows)
    _messages(year, rows)
    _budgets(year, rows)
    _agreements(year, rows)
    for application in here.applications:
        applications.add_co_editor(
            application=application,
            person_id=year.readers["mentor"].person.pk,
            by=world.operator.actor,
            at=s.AT,
        )
    s.closed(here)
    # Whom the draw gave the first firm: one with as many sheets to read as there are firms.
    year.readers["assessor"] = _assessor_of(here)
    for application in here.applications:
        evaluation.declare_conflict(
            assessor=here.pool[5], application=application, kind="challenge", reason="친족", by=here.operator, at=s.DUE
        )
        evaluation.grant_extra(application=application, code="root_industry", granted=True, by=here.operator, at=s.DUE)
    evaluation.close_evaluation(programme=world.programme, by=here.operator, at=SETTLED)
    return year


def _budgets(year: Year, rows: int) -> None:
    """As many lines of a county, each with a booking and a promise to every firm."""
    world = year.scene.world
    by, at, on = world.operator.actor, SETTLED, SETTLED.date()
    for number in range(rows):
        line = budgets.make_line(
            programme=world.programme,
            funder=w.organisation("진안군", "city"),
            place=world.cities[w.JINAN],
            fiscal_year=2024,
            nature="contribution",
            name=f"과목 {number}",
            by=by,
            at=at,
        )
        for kind in ("budget", "request", "decide"):
            budgets.book(line=line, kind=kind, amount_won=1_000, on=on, by=by, at=at)
        for application in year.scene.applications:
            if application.city_id == w.JINAN:
                budgets.promise(line=line, application=application, amount_won=10, by=by, at=at)


def _agreements(year: Year, rows: int) -> None:
    """As many agreements, each with a change, and as many memoranda: rows alone, for the selection comes later."""
    programme, vendor = year.scene.world.programme, w.organisation("두레솔루션", "supplier")
    for number, application in enumerate(year.scene.applications[:rows], start=1):
        agreement = Agreement.objects.create(
            programme=programme,
            application=application,
            number=f"A-2024-{number:03}",
            type_code=application.type_code,
            firm=application.firm,
            supplier=vendor,
            site=application.site,
            city=application.city,
            created_at=SETTLED,
        )
        Change.objects.create(
            agreement=agreement, number=1, kind="contact", route="report", cause_on=SETTLED.date(), created_at=SETTLED
        )
        Memorandum.objects.create(programme=programme, title=f"협약 {number}", text="협력한다.", created_at=SETTLED)


def _assessor_of(here: s.Scene) -> w.Member:
    held = Assignment.objects.filter(phase__step="presentation").values_list("assessor_id", flat=True)
    number = next(number for number, row in enumerate(here.pool) if row.pk in set(held))
    return w.Member(here.pool[number].person, here.actor(number), here.world.operator.organisation)


def _readers(here: s.Scene) -> dict[str, w.Member]:
    world, employer = here.world, here.world.operator.organisation
    assessor = here.pool[0].person
    return {
        "operator": world.operator,
        "approver": world.approver,
        "committee": w.member("심의위원", Role.COMMITTEE, employer),
        "province": world.province,
        "city": w.member("진안담당", Role.CITY, w.organisation("진안군", "city"), place=w.JINAN),
        "firm": here.firms[0].owner,
        "mentor": w.mentor(),
        "assessor": w.Member(assessor, here.actor(0), employer),
        "forum": w.forum_officer(),
        "auditor": w.member("감사관", Role.AUDITOR, w.organisation("감사위원회", "province")),
    }


def _before_the_year(world: w.World, rows: int) -> None:
    for past in range(1, rows):
        programmes.create_programme(
            slug=f"jeonbuk-{2024 - past}",
            name_ko="지난해 사업",
            name_en="An earlier year",
            year=2024 - past,
            operator=world.operator.organisation,
            province=world.programme.province,
            by=SYSTEM,
            at=w.START,
        )


def _interest(year: Year, rows: int) -> None:
    world = year.scene.world
    forms = [w.interest(world, f"가나상사{number}") for number in range(rows)]
    prospects.plan_visits(
        interests=forms,
        visitor_id=year.readers["forum"].person.pk,
        planned_at=w.moment(2, 10),
        by=world.operator.actor,
        at=w.IN_INTEREST,
    )


def _messages(year: Year, rows: int) -> None:
    world = year.scene.world
    staff, at = world.operator, w.IN_INTAKE
    for number in range(rows):
        messages.send(to=staff.person, subject=f"알림 {number}", body="본문", kind="test", by=SYSTEM, at=at)
        Job.objects.create(
            kind="test", title="작업", state="done", started_by=staff.person, created_at=at, finished_at=at
        )
        Outgoing.objects.create(to=f"{number}@example.org", subject="알림", body="본문", state="failed", created_at=at)
        letters = [messages.Letter("안내", "본문", organisation_id=firm.organisation.pk) for firm in year.scene.firms]
        messages.draft_batch(
            kind="test",
            title=f"안내 {number}",
            letters=letters,
            programme_id=world.programme.pk,
            by=staff.actor,
            at=at + timedelta(minutes=number),
        )


def publish(year: Year, rows: int) -> None:
    """Solve as many scenarios and one to compare them with, and publish the first one's list."""
    world = year.scene.world
    by = world.operator.actor
    made = [
        selection.make_scenario(programme=world.programme, name=f"안 {number}", by=by, at=SETTLED)
        for number in range(rows + 1)
    ]
    for scenario in made:
        selection.run_scenario(scenario=scenario, by=by, at=SETTLED)
    row = selection.propose(scenario=made[0], by=by, at=SETTLED)
    ids = list(row.decisions.values_list("pk", flat=True))
    selection.approve(publication=row, decision_ids=ids, by=year.readers["committee"].actor, at=SETTLED)
    year.publication = selection.publish(publication=row, by=world.approver.actor, at=PUBLISHED)
    money_of(year.scene)
