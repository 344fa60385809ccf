"""Runs, checks and openings as the worker performs them: parts as they arrive, one at a time, nothing half written."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.journey.selection.conftest import AT, Scored

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.jobs.models import Job, JobState
from dure.foundation.jobs.run import JobCancelled, JobRun
from dure.foundation.jobs.tasks import run_job
from dure.foundation.ledger.verify import Verified, verify
from dure.journey.applications import queries as applications
from dure.journey.selection import actions, remembering, tasks
from dure.journey.selection.actions import background
from dure.journey.selection.actions.background import RUN_SCENARIO
from dure.journey.selection.engine import Watch
from dure.journey.selection.models import Opening, Scenario
from dure.journey.selection.queries.desk import desk
from dure.journey.selection.queries.firm import opening_view
from dure.journey.selection.queries.running import shown

PARTS = ("list", "reserve", "applicants", "stability")


@pytest.fixture
def fresh(scored: Scored) -> Scenario:
    """A scenario that nobody has solved yet."""
    return actions.make_scenario(programme=scored.world.programme, name="기본안", by=scored.world.operator.actor, at=AT)


def _run(scored: Scored, scenario: Scenario, *, anew: bool = False) -> Job:
    return actions.start_run(scenario=scenario, by=scored.world.operator.actor, at=AT, anew=anew)


def _pin(scored: Scored, scenario: Scenario, number: str) -> None:
    facts = next(a for a in applications.applications_of(scored.world.programme.pk) if a.number == number)
    by = scored.world.operator.actor
    actions.pin_firm(scenario=scenario, application=facts, kind="pin", reason="재심의", by=by, at=AT)


def test_run_in_the_worker_keeps_the_whole_answer_with_its_draws(scored, fresh):
    job = _run(scored, fresh)

    run_job.call(job.pk)

    fresh.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, fresh.answer["stability"]["draws"], fresh.answer["count"]) == (JobState.DONE, 300, 3)
    assert set(job.partial) == {"problem", *PARTS}
    assert shown(fresh).job is None
    assert isinstance(verify(), Verified)


class _AsItArrives(JobRun):
    """Looks at the desk after each part, as a page does that asks meanwhile."""

    def __init__(self, job: Job, by, scenario: Scenario) -> None:
        super().__init__(job, by)
        self.scenario, self.seen = scenario, []

    def publish(self, part):
        super().publish(part)
        found = desk(self.scenario)
        doubts = {row.in_doubt for row in found.rows}
        self.seen.append((found.shown.arrived, len(found.rows), doubts))


def test_desk_shows_each_part_as_it_arrives(scored, fresh):
    job = _run(scored, fresh)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    run = _AsItArrives(Job.objects.get(pk=job.pk), scored.world.operator.actor, fresh)

    tasks.run_in_background(run)

    assert run.seen == [
        ((), 0, set()),
        (("list",), 6, {True}),
        (("list", "reserve"), 6, {True}),
        (("list", "reserve", "applicants"), 6, {False}),
        (PARTS, 6, {False}),
    ]


class _StoppedAfter(JobRun):
    """Someone presses "stop" when a part has arrived."""

    def __init__(self, job: Job, scored: Scored, scenario: Scenario, part: str) -> None:
        super().__init__(job, scored.world.operator.actor)
        self.scored, self.scenario, self.part = scored, scenario, part

    def publish(self, part):
        super().publish(part)
        if self.part in part:
            actions.stop_work(scenario=self.scenario, by=self.scored.world.approver.actor, at=AT)


@pytest.mark.parametrize("part", ["problem", *PARTS])
def test_run_stopped_by_a_colleague_keeps_the_answer_before(scored, scenario, part):
    before = scenario.answer
    _pin(scored, scenario, "JS1-2024-005")
    job = _run(scored, scenario)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)

    with pytest.raises(tasks.JobCancelled):
        tasks.run_in_background(_StoppedAfter(Job.objects.get(pk=job.pk), scored, scenario, part))

    scenario.refresh_from_db()
    assert (scenario.answer, scenario.job_id) == (before, None)
    assert isinstance(verify(), Verified)


def test_run_cancelled_by_its_starter_ends_cancelled(scored, fresh):
    job = _run(scored, fresh)
    Job.objects.filter(pk=job.pk).update(cancel_requested_at=AT)

    run_job.call(job.pk)

    job.refresh_from_db()
    fresh.refresh_from_db()
    assert (job.state, fresh.answer) == (JobState.CANCELLED, {})


def test_run_started_twice_is_one(scored, fresh):
    first, second = _run(scored, fresh), _run(scored, Scenario.objects.get(pk=fresh.pk))

    assert (first.pk, Job.objects.count()) == (second.pk, 1)


def test_run_started_by_two_at_the_same_moment_is_one(scored, scenario):
    """The other request gets its number into the row between this one's look and its own."""
    former = _run(scored, scenario)
    Job.objects.filter(pk=former.pk).update(state=JobState.RUNNING)
    others: list[Job] = []

    def look(job: Job) -> bool:
        others.append(_run(scored, Scenario.objects.get(pk=scenario.pk), anew=True))
        return False

    by = scored.world.operator.actor
    mine = background._one(scenario, look, lambda: background._queue(RUN_SCENARIO, "둘째", scenario, by, AT))

    assert (mine.pk, Job.objects.exclude(pk=former.pk).count()) == (others[0].pk, 1)


def test_run_that_began_before_a_pin_yields_to_the_one_after(scored, scenario):
    former = _run(scored, scenario)
    Job.objects.filter(pk=former.pk).update(state=JobState.RUNNING)
    _pin(scored, scenario, "JS1-2024-005")
    newer = _run(scored, scenario, anew=True)

    with pytest.raises(tasks.JobCancelled):
        tasks.run_in_background(JobRun(Job.objects.get(pk=former.pk), scored.world.operator.actor))
    run_job.call(newer.pk)

    scenario.refresh_from_db()
    assert (former.pk == newer.pk, scenario.problem["pinned"]) == (False, ["JS1-2024-005"])


def test_run_that_waits_is_the_run_after_a_pin(scored, scenario):
    waiting = _run(scored, scenario)
    _pin(scored, scenario, "JS1-2024-005")

    assert _run(scored, scenario, anew=True).pk == waiting.pk


def test_run_that_ends_after_the_list_was_proposed_keeps_nothing(scored, scenario):
    job = _run(scored, scenario)
    digest = scenario.digest
    Scenario.objects.filter(pk=scenario.pk).update(status="proposed")
    stale = Scenario.objects.get(pk=scenario.pk)
    stale.status = "working"

    with pytest.raises(tasks.JobCancelled):
        actions.run_scenario(scenario=stale, by=scored.world.operator.actor, at=AT, job_id=job.pk)

    assert Scenario.objects.get(pk=scenario.pk).digest == digest


def test_memory_is_used_again_after_a_pin_and_gives_the_same_answer(scored, scenario):
    remembering.forget()
    _pin(scored, scenario, "JS1-2024-005")
    run_job.call(_run(scored, scenario).pk)
    actions.lift_pin(pin=scenario.pins.get(), by=scored.world.operator.actor, at=AT)
    run_job.call(_run(scored, scenario).pk)
    warm = Scenario.objects.get(pk=scenario.pk).answer

    kept = remembering.kept()
    remembering.forget()
    run_job.call(_run(scored, scenario).pk)

    assert (kept, Scenario.objects.get(pk=scenario.pk).answer) == (1, warm)


def test_memory_of_a_run_that_broke_off_is_dropped(scenario):
    remembering.forget()
    with pytest.raises(ZeroDivisionError), remembering.memory_of(scenario.problem):
        raise ZeroDivisionError

    assert remembering.kept() == 0


def test_memories_are_bounded(scenario):
    remembering.forget()
    for seats in range(remembering.MOST_KEPT + 3):
        with remembering.memory_of({**scenario.problem, "seats": seats}):
            pass

    assert remembering.kept() == remembering.MOST_KEPT


def test_check_in_the_worker_marks_the_answer_as_checked(scored, scenario):
    job = actions.start_check(scenario=scenario, by=scored.world.operator.actor, at=AT)
    again = actions.start_check(scenario=scenario, by=scored.world.operator.actor, at=AT)

    run_job.call(job.pk)

    scenario.refresh_from_db()
    assert (again.pk, scenario.checked_at is not None) == (job.pk, True)
    assert isinstance(verify(), Verified)


def test_check_that_was_stopped_marks_nothing(scored, scenario):
    job = actions.start_check(scenario=scenario, by=scored.world.operator.actor, at=AT)
    actions.stop_work(scenario=scenario, by=scored.world.approver.actor, at=AT)

    run_job.call(job.pk)

    scenario.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, scenario.checked_at) == (JobState.CANCELLED, None)


def test_check_that_is_stopped_on_its_way_marks_nothing(scored, scenario):
    steps = []
    watch = Watch(lambda *step: steps.append(step), cancelled=lambda: len(steps) == 2)

    with pytest.raises(JobCancelled):
        actions.check_scenario(scenario=scenario, by=scored.world.operator.actor, at=AT, watch=watch)

    scenario.refresh_from_db()
    assert ([part for part, _done, _total in steps], scenario.checked_at) == (["applicants", "applicants"], None)


def test_opening_tells_the_page_how_far_it_is(scored, scenario):
    by = scored.world.operator.actor
    job = Job.objects.get(pk=actions.start_opening(scenario=scenario, number="JS1-2024-003", by=by, at=AT).job_id)
    waiting = opening_view(scenario, "JS1-2024-003").mark
    run_job.call(job.pk)
    job.refresh_from_db()

    assert (waiting, job.total > 1, opening_view(scenario, "JS1-2024-003").mark) == ("queued", True, "")


def test_opening_is_worked_out_once_and_kept_for_the_answer(scored, scenario):
    by = scored.world.operator.actor
    row = actions.start_opening(scenario=scenario, number="JS1-2024-003", by=by, at=AT)
    actions.start_opening(scenario=scenario, number="JS1-2024-003", by=by, at=AT)
    run_job.call(row.job_id)
    actions.start_opening(scenario=scenario, number="JS1-2024-003", by=by, at=AT)

    assert Job.objects.count() == 1
    assert opening_view(scenario, "JS1-2024-003").limits == ("전주시 JS1 배정물량",)


def test_opening_that_was_stopped_keeps_nothing_and_can_be_asked_again(scored, scenario):
    by = scored.world.operator.actor
    row = actions.start_opening(scenario=scenario, number="JS1-2024-003", by=by, at=AT)
    stopped = row.job_id
    actions.stop_opening(opening=row, by=scored.world.approver.actor, at=AT)
    run_job.call(stopped)

    assert (Job.objects.get(pk=stopped).state, Opening.objects.get().limits) == (JobState.CANCELLED, None)
    run_job.call(actions.start_opening(scenario=scenario, number="JS1-2024-003", by=by, at=AT).job_id)
    assert Opening.objects.get().limits == ["places JS1 52110"]


def test_opening_of_a_selected_firm_is_refused(scored, scenario):
    with pytest.raises(ActionRefused, match="들지 못한"):
        actions.start_opening(scenario=scenario, number="JS1-2024-001", by=scored.world.operator.actor, at=AT)


@pytest.fixture
def client(client: Client, scored: Scored) -> Client:
    client.force_login(scored.world.operator.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


def _live(client: Client, scenario: Scenario, **query: str):
    return client.get(reverse("selection:live", args=[scenario.pk]), query, headers={"HX-Request": "true"})


def test_page_asks_for_what_it_has_not_seen_and_gets_only_that(client, scored, scenario):
    _run(scored, scenario)
    mark = shown(Scenario.objects.get(pk=scenario.pk)).mark

    same = _live(client, scenario, seen=mark, rows="1", type="JS1")
    new = _live(client, scenario, seen="", rows="1", type="JS1", firm="JS1-2024-003")

    assert ("desk-rows" in same.text, "desk-progress" in same.text) == (False, True)
    assert ('<tbody id="desk-rows" hx-swap-oob="true">' in new.text, new["HX-Retarget"]) == (True, "#desk-work")


def test_page_of_a_run_that_ended_stops_asking(client, scored, scenario):
    run_job.call(_run(scored, scenario).pk)

    found = _live(client, scenario, seen="0-1", rows="1", type="JS1")

    assert ("hx-trigger" in found.text.split("desk-opens")[0], "desk-rows" in found.text) == (False, True)


def test_opening_asked_for_twice_by_a_page_answers_without_a_body(client, scored, scenario):
    address = reverse("selection:opens", args=[scenario.pk])
    htmx = {"HX-Request": "true"}
    client.post(address, {"firm": "JS1-2024-003"}, headers=htmx)

    same = client.get(address, {"firm": "JS1-2024-003", "seen": "queued"}, headers=htmx)
    run_job.call(Opening.objects.get().job_id)
    found = client.get(address, {"firm": "JS1-2024-003", "seen": "queued"}, headers=htmx)

    assert (same.status_code, "전주시 JS1 배정물량" in found.text) == (204, True)


def test_stop_on_the_desk_stops_the_work_of_a_colleague(client, scored, scenario):
    job = actions.start_run(scenario=scenario, by=scored.world.approver.actor, at=AT)

    client.post(reverse("selection:stop", args=[scenario.pk]))
    run_job.call(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_pages_need_few_queries(client, scored, scenario, django_assert_max_num_queries):
    _run(scored, scenario)
    mark = shown(Scenario.objects.get(pk=scenario.pk)).mark
    with django_assert_max_num_queries(12):
        _live(client, scenario, seen=mark)
