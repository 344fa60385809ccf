"""``dure floor seal`` and ``dure floor verify``: the firm's own files, and whether everything is what it was."""

import argparse
from dataclasses import asdict
from typing import Any

from dure.commands.floor.running import answering, known_site, write_json
from dure.commands.terminal import complain

Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    seal = subparsers.add_parser("seal", help="move what is stored into Parquet files and keep the figures as they are")
    seal.add_argument("--site", required=True, metavar="SITE")
    seal.set_defaults(run=run_seal)
    verify = subparsers.add_parser("verify", help="recompute the chain of a site's events from the first to the last")
    verify.add_argument("--site", required=True, metavar="SITE")
    verify.set_defaults(run=run_verify)


@answering
def run_seal(arguments: argparse.Namespace) -> int:
    """0 and the file written (null where nothing was left), with how many figures were kept anew."""
    known_site(arguments.site)
    from dure.floor.boards.keeping import keep_period
    from dure.floor.events.actions import seal
    from dure.floor.events.heads import keep_head
    from dure.floor.plant.queries import site
    from dure.foundation.access.actor import SYSTEM
    from dure.foundation.installation import clock

    found = site(arguments.site)
    assert found is not None  # noqa: S101 (known_site has read its plant)
    kept = keep_period(arguments.site)
    sealed = seal(arguments.site)
    keep_head(site=found, day=clock.today(), by=SYSTEM, at=clock.now())
    write_json({"file": None if sealed is None else asdict(sealed), "facts_kept": kept})
    return 0


@answering
def run_verify(arguments: argparse.Namespace) -> int:
    """0 and what was read; 1 and the first thing that does not hold."""
    known_site(arguments.site)
    from dure.floor.events.heads import heads_of
    from dure.floor.events.verify import Unsound, verify
    from dure.floor.plant.queries import site

    found = site(arguments.site)
    answer = verify(arguments.site, heads_of(found) if found is not None else {})
    write_json({"ok": not isinstance(answer, Unsound), **asdict(answer)})
    if isinstance(answer, Unsound):
        complain(f"{answer.where}: {answer.what}")
        return 1
    return 0
