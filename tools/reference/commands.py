"""commands.md: the `dure` command, read from its own parser (help text differs between Python versions)."""

import argparse
from collections.abc import Iterator

from dure.cli import build_parser
from tools.reference.markdown import code, table, top

LEAD = """Exit codes: **0** done · **1** the answer is no (infeasible, verification failed, nothing there) · **2** the
input is wrong: one line on standard error, nothing written · **130** stopped with Ctrl-C. `-` means standard input or
output.
The files' formats are in [schemas/](schemas/). `./run ARGS` sets the product up, then runs `dure demo ARGS`."""


def page() -> str:
    """One section a command that does something."""
    return "\n".join([top("Commands", LEAD), *(_section(*each) for each in _leaves(build_parser(), "", ""))])


def _leaves(
    parser: argparse.ArgumentParser, help_text: str, inherited: str
) -> Iterator[tuple[argparse.ArgumentParser, str]]:
    below = next((action for action in _actions(parser) if isinstance(action.choices, dict)), None)
    if below is None:
        yield parser, help_text or inherited
        return
    # The help of a sub-command stands in a pseudo-action, which argparse keeps to itself but for this list.
    words = {choice.dest: choice.help or "" for choice in getattr(below, "_choices_actions", [])}
    for name, each in dict(below.choices or {}).items():
        yield from _leaves(each, words.get(name, ""), help_text or inherited)


def _section(parser: argparse.ArgumentParser, help_text: str) -> str:
    actions = [action for action in _actions(parser) if action.dest != "help"]
    usage = " ".join([parser.prog, *(_usage(action) for action in actions)])
    rows = [[code(_name(action)), action.help or "", _default(action)] for action in actions]
    options = "\n" + table(["argument", "meaning", "default"], rows) if rows else ""
    return f"## {code(parser.prog)}\n\n{help_text[:1].upper()}{help_text[1:]}.\n\n```\n{usage}\n```\n{options}"


def _usage(action: argparse.Action) -> str:
    if not action.option_strings:
        return _value(action)
    shown = action.option_strings[-1] + (f" {_value(action)}" if action.nargs != 0 else "")
    return shown if action.required else f"[{shown}]"


def _name(action: argparse.Action) -> str:
    return ", ".join(action.option_strings) or _value(action)


def _value(action: argparse.Action) -> str:
    return str(action.metavar or action.dest.upper())


def _default(action: argparse.Action) -> str:
    plain = action.default in (None, False, argparse.SUPPRESS)
    return "" if plain else code(str(action.default))


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """argparse offers no other way to look inside a parser."""
    return parser._actions  # noqa: SLF001
