"""``dure floor kpi`` and ``dure floor trace``: what a site's events come to."""

import argparse
from datetime import date
from typing import Any

from dure.commands.floor.running import answering, known_site, write_json
from dure.commands.terminal import complain, say
from dure.engine.strict_json import InputError

Subparsers = Any
GRAINS = ("shift", "day", "machine", "line", "site")
MOST_DAYS = 3700


def add_parsers(subparsers: Subparsers) -> None:
    kpi = subparsers.add_parser("kpi", help="key figures by ISO 22400-2, with coverage and bounds")
    kpi.add_argument("--site", required=True, metavar="SITE")
    kpi.add_argument("--from", required=True, dest="first", metavar="D", help="the first local day, as 2026-01-01")
    kpi.add_argument("--to", required=True, dest="last", metavar="D", help="the last local day, included")
    kpi.add_argument("--by", choices=GRAINS, default="shift", help="what a row covers (shift)")
    kpi.add_argument("--json", action="store_true", help="as JSON, which is the only form there is")
    kpi.set_defaults(run=run_kpi)
    trace = subparsers.add_parser("trace", help="where a lot came from, or where it went")
    trace.add_argument("--site", required=True, metavar="SITE")
    trace.add_argument("--lot", required=True, metavar="L")
    trace.add_argument("--direction", required=True, choices=("back", "forward"))
    trace.set_defaults(run=run_trace)


@answering
def run_kpi(arguments: argparse.Namespace) -> int:
    """0 and a list of rows."""
    first, last = day_given("--from", arguments.first), day_given("--to", arguments.last)
    if last < first:
        raise InputError("/--to", "lies before --from", "시작일보다 앞섭니다")
    if (last - first).days > MOST_DAYS:
        raise InputError("/--to", f"more than {MOST_DAYS} days after --from", f"시작일부터 {MOST_DAYS}일을 넘습니다")
    known_site(arguments.site)
    from dure.engine.floor.kpi import Grain
    from dure.floor.boards.queries.figures import figures_of
    from dure.floor.boards.reading import as_of

    rows = figures_of(arguments.site, first, last, Grain(arguments.by), as_of(arguments.site))
    write_json([row.as_json() for row in rows])
    return 0


@answering
def run_trace(arguments: argparse.Namespace) -> int:
    """0 and the links; 1 when nobody ever told of such a lot."""
    known_site(arguments.site)
    from dure.floor.lots.queries import trace_of

    found = trace_of(arguments.site, arguments.lot, forward=arguments.direction == "forward")
    if found is None:
        complain(say(f"no event tells of the lot {arguments.lot}", f"로트 {arguments.lot}의 기록이 없습니다"))
        write_json({"lot": arguments.lot, "direction": arguments.direction, "lots": [], "links": []})
        return 1
    write_json(found.as_json())
    return 0


def day_given(name: str, text: str) -> date:
    """A local day as it is typed after an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"/{name}", f"“{text[:30]}” is not a date like 2026-01-01",
                         f"‘{text[:30]}’: 2026-01-01처럼 써야 합니다") from None  # fmt: skip
