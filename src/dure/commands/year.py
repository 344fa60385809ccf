"""``dure year``: the running programme in numbers."""

import argparse
import json
import sys
from typing import Any

from dure.commands.setup import start_django

Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``year``."""
    parser = subparsers.add_parser("year", help="the running programme in numbers")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--programme", metavar="SLUG", help="a programme other than the running one")
    parser.set_defaults(run=run_year)


def run_year(arguments: argparse.Namespace) -> int:
    """Print the figures; 1 when there is no programme."""
    start_django(migrate=True)
    from dure.portal.queries.year import year_in_numbers

    year = year_in_numbers(arguments.programme)
    if year is None:
        print("There is no programme yet.", file=sys.stderr)
        return 1
    print(json.dumps(year, ensure_ascii=False, indent=1) if arguments.json else _table(year))
    return 0


def _table(year: dict[str, Any]) -> str:
    lines = [str(year["programme"])]
    for name, stage in year["stages"].items():
        states = ", ".join(f"{state} {count}" for state, count in stage["by_state"].items())
        lines.append(f"  {name:<14}{stage['total']:>6}   {states}")
    lines += [f"  {name:<24}{value}" for name, value in year["facts"].items()]
    return "\n".join(lines)
