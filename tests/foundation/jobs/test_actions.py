"""Jobs start, tell how far they are, stop when asked, and outlive their worker."""

import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from tests.foundation import rows

from dure.foundation.access.actor import PUBLIC, SYSTEM, Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.jobs import actions, queries, registry, worker
from dure.foundation.jobs.models import Job, JobState
from dure.foundation.jobs.run import JobRun
from dure.foundation.jobs.tasks import run_job

pytestmark = pytest.mark.django_db


def _count(run: JobRun) -> str:
    total = run.arguments["to"]
    for number in range(1, total + 1):
        run.report(number, total, f"{number}")
        run.publish({str(number): run.by.name})
    return "/result/"


def _refuse(run: JobRun) -> None:
    raise ActionRefused("The list is empty. Add a firm first.")


def _break(run: JobRun) -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = dict(registry._HANDLERS)
    registry.register("test.count", _count)
    registry.register("test.refuse", _refuse)
    registry.register("test.break", _break)
    yield
    registry._HANDLERS.clear()
    registry._HANDLERS.update(before)


def _start(kind: str = "test.count", by: Actor = SYSTEM) -> Job:
    return actions.start(kind=kind, title="세기", arguments={"to": 2}, by=by, at=rows.AT)


def test_job_runs_to_its_result() -> None:
    person = rows.operator()
    job = _start(by=rows.actor(person))
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result_url) == (JobState.DONE, 2, 2, "/result/")
    assert job.partial == {"1": person.name, "2": person.name}


def test_job_of_an_unknown_kind_is_not_queued() -> None:
    with pytest.raises(KeyError):
        _start("test.nothing")
    assert Job.objects.count() == 0


def test_job_of_the_public_is_refused() -> None:
    with pytest.raises(AccessRefused):
        _start(by=PUBLIC)


def test_job_refused_by_its_action_tells_the_reason() -> None:
    job = _start("test.refuse")
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "The list is empty. Add a firm first.")


def test_job_with_an_error_ends_and_gives_its_number() -> None:
    job = _start("test.break")
    run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert str(job.pk) in job.error


def test_job_cancelled_while_waiting_never_runs() -> None:
    job = _start(by=rows.actor(person := rows.operator()))
    actions.cancel(job=job, by=rows.actor(person), at=rows.AT)
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.CANCELLED, 0)


def test_job_cancelled_while_running_stops_at_its_next_report() -> None:
    job = _start()

    def stop_in_the_middle(run: JobRun) -> None:
        Job.objects.filter(pk=run.job_id).update(cancel_requested_at=rows.AT)
        run.report(1, 2)
        raise AssertionError("went on")

    registry._HANDLERS["test.count"] = stop_in_the_middle
    run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_job_of_another_cannot_be_cancelled() -> None:
    job = _start(by=rows.actor(rows.operator()))
    with pytest.raises(AccessRefused):
        actions.cancel(job=job, by=rows.actor(rows.firm_owner()), at=rows.AT)


def test_job_is_run_once_by_two_workers() -> None:
    job = _start()
    run_job.call(job.pk)
    registry._HANDLERS["test.count"] = _break
    run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_recover_takes_up_what_a_dead_worker_left() -> None:
    job = _start()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, worker="gone", heartbeat_at=timezone.now() - timedelta(minutes=1)
    )
    assert actions.recover() == 1
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_recover_leaves_a_living_worker_alone() -> None:
    job = _start()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, worker="alive", heartbeat_at=timezone.now())
    assert actions.recover() == 0


def test_recover_gives_up_on_a_job_that_kills_its_workers() -> None:
    job = _start()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=2, worker="gone", heartbeat_at=timezone.now() - timedelta(minutes=1)
    )
    assert actions.recover() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_mine_shows_only_what_one_started() -> None:
    mine = _start(by=rows.actor(person := rows.operator()))
    _start(by=rows.actor(rows.firm_owner()))
    _start()
    assert list(queries.mine(rows.actor(person))) == [mine]
    assert list(queries.mine(PUBLIC)) == []


def test_active_finds_the_same_work_under_way() -> None:
    job = _start()
    assert queries.active("test.count", to=2) == job
    assert queries.active("test.count", to=3) is None


@pytest.mark.django_db(transaction=True)
def test_worker_runs_what_is_queued() -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    job = _start()
    call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
    for number, handler in handlers.items():
        signal.signal(number, handler)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_tending_keeps_the_own_jobs_alive() -> None:
    job = _start()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        worker=worker.worker_name(),
        heartbeat_at=timezone.now() - timedelta(minutes=1),
    )
    worker.tend_once()
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
