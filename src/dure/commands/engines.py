"""``dure solve``, ``dure check`` and ``dure explain``: one problem file in, one answer out."""

import argparse
import os
import sys
import unicodedata
from pathlib import Path
from typing import Any

from dure.commands.kinds import KINDS, Kind, explain_ids, noise
from dure.commands.terminal import complain, language, progress
from dure.engine.strict_json import InputError, JsonValue, dump, load

Subparsers = Any
INPUT_WRONG = 2


def add_parsers(subparsers: Subparsers) -> None:
    """Add the three verbs, each with its kinds."""
    for verb, help_text, run in (
        ("solve", "answer a problem file with the best that can be proved", run_solve),
        ("check", "prove an answer, or find what is not true in it", run_check),
        ("explain", "say an answer, or one part of it, in a sentence", run_explain),
    ):
        kinds = subparsers.add_parser(verb, help=help_text).add_subparsers(dest="kind", required=True, metavar="KIND")
        for kind in KINDS:
            parser = kinds.add_parser(kind)
            parser.add_argument("problem", metavar="IN", help="the problem file; - is standard input")
            if verb != "solve":
                parser.add_argument("answer", metavar="OUT", help="the answer file; - is standard input")
            parser.add_argument(
                "-o", "--output", default="-", metavar="FILE", help="where to write; - is standard output"
            )
            parser.set_defaults(run=run)
            if verb == "explain":
                parser.add_argument("--id", metavar="ID", help="one of the file's ids")
            if verb == "solve" and kind == "selection":
                _add_selection_options(parser)


def run_solve(arguments: argparse.Namespace) -> int:
    """0 and the answer, 1 if nothing can hold all limits, 2 if the input is wrong and nothing is written."""

    def work(kind: Kind) -> tuple[object, bool]:
        problem = kind.parse(_read(arguments.problem))
        options = _selection_options(problem, arguments) if arguments.kind == "selection" else {}
        answer = kind.solve(problem, progress=progress, **options)
        return answer, answer.get("status") != "infeasible"

    return _run(arguments, work)


def run_check(arguments: argparse.Namespace) -> int:
    """0 if every claim holds, 1 with the failures if not."""

    def work(kind: Kind) -> tuple[object, bool]:
        problem, answer = _both(kind, arguments)
        found = kind.check(problem, answer, progress)
        return found, bool(found["ok"])

    return _run(arguments, work)


def run_explain(arguments: argparse.Namespace) -> int:
    def work(kind: Kind) -> tuple[object, bool]:
        problem, answer = _both(kind, arguments)
        name = None if arguments.id is None else unicodedata.normalize("NFC", arguments.id)
        return kind.explain(problem, answer, name), True

    return _run(arguments, work)


def _run(arguments: argparse.Namespace, work: Any) -> int:
    try:
        answer, good = work(KINDS[arguments.kind]())
        _write(arguments.output, dump(answer))
    except InputError as error:
        complain(error.line(language()))
        return INPUT_WRONG
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename or arguments.output}: {error.strerror}")
        return INPUT_WRONG
    return 0 if good else 1


def _add_selection_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--explain", metavar="all|none|ID,…", help="default: all up to 2,000 applicants, else none")
    parser.add_argument("--stability", type=int, metavar="N", help="solve N times with every score shaken a little")
    parser.add_argument("--noise", default="1.0", metavar="POINTS", help="the largest shake, either way (1.0)")
    parser.add_argument("--seed", default="7", metavar="TEXT", help="makes the shakes repeatable (7)")


def _selection_options(problem: Any, arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "explain": explain_ids(problem, arguments.explain),
        "noise": noise(problem, arguments.stability, arguments.noise, arguments.seed),
    }


def _both(kind: Kind, arguments: argparse.Namespace) -> tuple[Any, JsonValue]:
    if arguments.problem == arguments.answer == "-":
        raise InputError("/OUT", "only one of the two files can be standard input", "표준 입력은 한 파일만 됩니다")
    return kind.parse(_read(arguments.problem)), load(_read(arguments.answer))


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _write(name: str, text: str) -> None:
    """A file appears whole or not at all."""
    if name == "-":
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    if target.exists() and not target.is_file():
        target.write_text(text, encoding="utf-8")
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def main() -> int:
    """This room alone, without the rest of the product."""
    parser = argparse.ArgumentParser(prog="dure")
    add_parsers(parser.add_subparsers(dest="command", required=True))
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


if __name__ == "__main__":
    sys.exit(main())
