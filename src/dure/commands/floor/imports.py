"""``dure floor import``: a file of events into a site's store."""

import argparse
from typing import Any

from dure.commands.floor.running import answering, known_site, read_input, write_json
from dure.commands.terminal import language
from dure.engine.floor.reading import Reading

Subparsers = Any
ORIGINS = {"events": "import", "mtconnect-log": "mtconnect", "excel": "excel"}


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("import", help="put a file of events into a site's store; again changes nothing")
    parser.add_argument("--site", required=True, metavar="SITE")
    parser.add_argument("file", metavar="FILE", help="the events; - is standard input")
    parser.add_argument("--format", choices=list(ORIGINS), default="events", help="how the file is written (events)")
    parser.add_argument("--machine", metavar="ID", help="the machine a log is of, where the log does not say")
    parser.add_argument("--strict", action="store_true", help="all lines or none")
    parser.set_defaults(run=run)


@answering
def run(arguments: argparse.Namespace) -> int:
    """0 when every line is in the store, 1 when some are not, 2 when the file cannot be read at all."""
    data = read_input(arguments.file)
    plant = known_site(arguments.site)
    from dure.floor.entry.files import read_file
    from dure.floor.events.actions import take
    from dure.floor.events.receipts import Receipt, Rejected
    from dure.floor.events.store import StrictRefused

    if arguments.format == "excel":
        from dure.floor.entry.sheet.taking import told_anew
        from dure.floor.events.owner import arrival_time

        reading = told_anew(arguments.site, data, plant, arrival_time())
    else:
        reading = read_file(data, arguments.format, plant, machine=arguments.machine)
    rejected = tuple(Rejected(bad.number, bad.error.why(language())) for bad in reading.bad)
    if arguments.strict and rejected:
        answer = Receipt(_lines(reading), 0, 0, 0, rejected=rejected)
    else:
        events = [event for _, event in reading.events]
        try:
            answer = take(arguments.site, events, origin=ORIGINS[arguments.format], strict=arguments.strict)
        except StrictRefused as refused:
            told = refused.receipt
            answer = Receipt(told.read, 0, told.duplicate, told.conflict, told.future)
    found = {**answer.as_json(), "read": _lines(reading), "rejected": [vars(each) for each in rejected]}
    del found["through"]
    write_json(found)
    return 0 if answer.all_taken and not rejected else 1


def _lines(reading: Reading) -> int:
    return len(reading.events) + len(reading.bad)
