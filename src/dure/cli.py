"""The `dure` command."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from dure import VERSION
from dure.commands.backup import add_parsers as add_backup
from dure.commands.bundle import add_parsers as add_bundle
from dure.commands.engines import add_parsers as add_engines
from dure.commands.floor import add_parsers as add_floor
from dure.commands.gateway import add_parsers as add_gateway
from dure.commands.ledger import add_parsers as add_ledger
from dure.commands.places import add_parsers as add_places
from dure.commands.product import add_parsers as add_product
from dure.commands.year import add_parsers as add_year

Handler = Callable[[argparse.Namespace], int]
# What a shell shows for a program that the signal of a closed pipe has ended.
READER_GONE = 141


def build_parser() -> argparse.ArgumentParser:
    """Every sub-command; each sets ``run`` to its handler, which returns the exit code."""
    parser = argparse.ArgumentParser(prog="dure", description="Runs a region's smart-manufacturing support programme.")
    parser.add_argument("--version", action="version", version=f"dure {VERSION}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add_parsers in (
        add_product,
        add_year,
        add_ledger,
        add_backup,
        add_bundle,
        add_places,
        add_engines,
        add_floor,
        add_gateway,
    ):
        add_parsers(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Parse and run; 0 done, 1 the answer is no, 2 the input is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    try:
        try:
            arguments = build_parser().parse_args(argv)
            handler: Handler = arguments.run
            return handler(arguments)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader has had enough (`dure year | head -1`). What is left must not be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


if __name__ == "__main__":
    sys.exit(main())
