"""``dure floor export-aas``: a plant as Asset Administration Shells in one file."""

import argparse
from pathlib import Path
from typing import Any

from dure.commands.floor.running import answering, known_site, write_json

Subparsers = Any


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("export-aas", help="write the plant as Asset Administration Shells (AASX)")
    parser.add_argument("--site", required=True, metavar="SITE")
    parser.add_argument("file", metavar="FILE.aasx", help="the file to write")
    parser.set_defaults(run=run)


@answering
def run(arguments: argparse.Namespace) -> int:
    """0 and what the file holds."""
    plant = known_site(arguments.site)
    from dure.floor.boards.aas.export import export_site

    shells = export_site(arguments.site, Path(arguments.file))
    write_json({"site": arguments.site, "shells": shells, "machines": len(plant.machines)})
    return 0
