"""Statements, the city's money and the ageing over a large programme, beside a plain sum over the same rows.

    python -m benchmarks.money --agreements 10000 --database sqlite
    python -m benchmarks.money --agreements 10000 --database postgres

Each query runs ``--times`` times; the best is printed in processor seconds of this process and in elapsed seconds, with
the elapsed time as a ratio to ``SELECT sum(won)`` over all postings (on PostgreSQL the server's own work is elapsed
time only).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime


def main() -> None:
    asked = _asked()
    with ExitStack() as stack:
        os.environ["DURE_HOME"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="dure-bench-"))
        if asked.database == "postgres":
            from tools.postgres import Cluster

            os.environ["DURE_DATABASE_URL"] = stack.enter_context(Cluster())
        os.environ["DJANGO_SETTINGS_MODULE"] = "dure.config.settings"
        import django

        django.setup()
        stack.callback(_close)
        _run(asked.agreements, asked.times)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--agreements", type=int, default=10_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--times", type=int, default=3)
    return parser.parse_args()


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _run(agreements: int, times: int) -> None:
    from benchmarks.money.build import build
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    programme = build(agreements)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: built in {time.perf_counter() - begun:.0f} s; {_rows()}")
    plain = _best(times, _plain_sum)
    print(f"{'plain sum over postings':42} {plain[0]:7.3f} s processor {plain[1]:7.3f} s elapsed")
    for name, query in _queries(programme.pk):
        seconds = _best(times, query)
        ratio = seconds[1] / plain[1]
        print(f"{name:42} {seconds[0]:7.3f} s processor {seconds[1]:7.3f} s elapsed {ratio:6.1f} x")


def _rows() -> str:
    from dure.journey.agreements.models import Agreement
    from dure.journey.money.models import ClaimLine, Posting

    return ", ".join(
        f"{model.objects.count():,} {model._meta.verbose_name}s" for model in (Agreement, ClaimLine, Posting)
    )


def _plain_sum() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(won) FROM money_posting")
        cursor.fetchone()


def _queries(programme_id: int) -> list[tuple[str, Callable[[], object]]]:
    from dure.foundation.access.actor import Actor, Grant, Role
    from dure.journey.agreements.models import Agreement
    from dure.journey.budgets.queries import city_money
    from dure.journey.money.queries.ageing import ageing_of, late
    from dure.journey.money.queries.statements import By, agreement_statement, statement
    from dure.journey.money.settled import spent_rows

    city = Actor(1, "city", (Grant(Role.CITY, 1, "52110"),))
    one = Agreement.objects.order_by("pk")[7].pk
    at = datetime(2025, 1, 10, tzinfo=UTC)
    return [
        *((f"statement by {by.value}", lambda by=by: statement(programme_id, by)) for by in By),
        ("a city's own statement", lambda: statement(programme_id, By.FIRM, city)),
        ("a city's own statement by year", lambda: statement(programme_id, By.YEAR, city)),
        ("a city's budget lines", lambda: city_money(programme_id, "52110", city)),
        ("one project's statement", lambda: agreement_statement(one)),
        ("one project's spending line by line", lambda: spent_rows(one)),
        ("ageing of all that is open", lambda: ageing_of(programme_id, at)),
        ("what is late", lambda: late(programme_id, at)),
    ]


def _best(times: int, query: Callable[[], object]) -> tuple[float, float]:
    found = []
    for _ in range(times):
        processor, elapsed = time.process_time(), time.perf_counter()
        query()
        found.append((time.perf_counter() - elapsed, time.process_time() - processor))
    best = min(found)
    return best[1], best[0]


if __name__ == "__main__":
    main()
