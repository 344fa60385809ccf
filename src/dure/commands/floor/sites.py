"""``dure floor site``: make or update a plant from its document."""

import argparse
from typing import Any

from dure.commands.floor.running import answering, read_input, start_with_tables, write_json
from dure.engine.strict_json import InputError, load

Subparsers = Any


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("site", help="make or update a plant")
    parser.add_argument("site", metavar="SITE", help="the plant's code")
    parser.add_argument("--plant", required=True, metavar="FILE", help="the plant's document; - is standard input")
    parser.set_defaults(run=run)


@answering
def run(arguments: argparse.Namespace) -> int:
    """0 and the version in force; 2 when the document is wrong, and nothing is written."""
    document = load(read_input(arguments.plant), allow_floats=True)
    start_with_tables()
    from django.core.exceptions import ValidationError

    from dure.floor.plant.actions import save_plant
    from dure.floor.plant.models import Site
    from dure.foundation.access.actor import SYSTEM
    from dure.foundation.installation import clock

    try:
        Site._meta.get_field("code").run_validators(arguments.site)
    except ValidationError:
        raise InputError("/SITE", f"“{arguments.site[:60]}” is not a code of letters, digits, dots and dashes",
                         f"‘{arguments.site[:60]}’: 영문자, 숫자, 점, 줄표로 된 코드여야 합니다") from None  # fmt: skip
    version = save_plant(code=arguments.site, document=document, by=SYSTEM, at=clock.now())
    write_json({"site": arguments.site, "version": version.number, "digest": version.digest})
    return 0
