"""``dure floor``: a factory's events and what they come to."""

from typing import Any

from dure.commands.floor import conformance, figures, imports, listening, reports, sealing, shells, sites, spc

Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``floor`` with its verbs."""
    floor = subparsers.add_parser("floor", help="a factory's events: in, out, key figures, traces, charts")
    verbs = floor.add_subparsers(dest="verb", required=True, metavar="VERB")
    sites.add_parser(verbs)
    imports.add_parser(verbs)
    conformance.add_parser(verbs)
    listening.add_parser(verbs)
    figures.add_parsers(verbs)
    reports.add_parser(verbs)
    spc.add_parser(verbs)
    sealing.add_parsers(verbs)
    shells.add_parser(verbs)
