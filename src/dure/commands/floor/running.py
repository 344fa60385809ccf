"""What every ``dure floor`` command does alike: read, answer in JSON, turn a wrong input into one line and exit 2."""

import argparse
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dure.commands.setup import start_django
from dure.commands.terminal import complain, language
from dure.engine.strict_json import InputError, dump

if TYPE_CHECKING:
    from dure.engine.floor.plant import Plant

INPUT_WRONG = 2
Handler = Callable[[argparse.Namespace], int]


def answering(handler: Handler) -> Handler:
    """A handler whose wrong input becomes one line on standard error and exit 2."""

    @functools.wraps(handler)
    def run(arguments: argparse.Namespace) -> int:
        try:
            return handler(arguments)
        except InputError as error:
            complain(error.line(language()))
        except BrokenPipeError:
            raise
        except OSError as error:
            complain(f"{error.filename or ''}: {error.strerror or error}")
        return INPUT_WRONG

    return run


def read_input(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def write_json(answer: object) -> None:
    sys.stdout.write(dump(answer))


def start_with_tables() -> None:
    """Start Django; make the tables only where there are none, since that takes longer than most commands."""
    start_django()
    from django.db import DatabaseError

    from dure.foundation.installation.queries import installation

    try:
        installation()
    except DatabaseError:
        start_django(migrate=True)


def known_site(code: str) -> "Plant":
    """Start Django and read the plant of a site; raises InputError where there is none."""
    start_with_tables()
    from dure.floor.plant.queries import plant_of

    try:
        return plant_of(code)
    except LookupError:
        raise InputError("/--site", f"there is no site “{code[:60]}”; make it with: dure floor site",
                         f"‘{code[:60]}’ 사업장이 없습니다. dure floor site로 먼저 만드십시오") from None  # fmt: skip
