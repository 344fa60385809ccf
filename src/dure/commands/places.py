"""``dure places``: the places of another region, from a file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from dure.commands.setup import start_django

Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``places``."""
    parser = subparsers.add_parser("places", help="load the places of another region from a CSV file")
    parser.add_argument("file", type=Path, metavar="FILE", help="UTF-8, with the columns of jeonbuk.csv")
    parser.set_defaults(run=run_places)


def run_places(arguments: argparse.Namespace) -> int:
    """0 and the number of places, or 2 and what is wrong in which line; all of the file or nothing."""
    start_django(migrate=True)
    from dure.foundation.places.actions import RegionFileError, load_region_file

    try:
        count = load_region_file(arguments.file)
    except OSError as error:
        print(f"{arguments.file}: {error.strerror}", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print(f"{arguments.file}: not UTF-8", file=sys.stderr)
        return 2
    except RegionFileError as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return 2
    print(f"{count} places")
    return 0
