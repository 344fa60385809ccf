"""``dure ledger verify`` and ``dure ledger heads``."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from dure.commands.setup import start_django

Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``ledger`` with its verbs."""
    verbs = subparsers.add_parser("ledger", help="the append-only record").add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="check every entry and every row it vouches for")
    verify.add_argument("--heads", type=Path, metavar="FILE", help="heads published elsewhere: they catch a cut tail")
    verify.set_defaults(run=run_verify)
    verbs.add_parser("heads", help="print the head of each chain, to be published elsewhere").set_defaults(
        run=run_heads
    )


def run_verify(arguments: argparse.Namespace) -> int:
    """Exit 0 and the number of entries, or 1 and the first broken entry; 2 when the heads file is wrong."""
    start_django()
    from dure.foundation.ledger.verify import Broken, verify

    published = None
    if arguments.heads is not None:
        try:
            published = read_heads(arguments.heads.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, ValueError) as error:
            print(f"--heads: {error}", file=sys.stderr)
            return 2
    result = verify(published)
    if isinstance(result, Broken):
        print(f"{result.chain} entry {result.position}: {result.what}")
        return 1
    print(f"{result.entries} entries, {result.rows} rows: nothing was changed outside an act")
    return 0


def run_heads(arguments: argparse.Namespace) -> int:
    """Print ``{"chain": {"position", "digest"}}``, the form that ``verify --heads`` reads."""
    start_django()
    from dure.foundation.ledger.verify import heads

    print(json.dumps({k: {"position": p, "digest": d} for k, (p, d) in heads().items()}, indent=1, sort_keys=True))
    return 0


def read_heads(text: str) -> dict[str, tuple[int, str]]:
    """Parse published heads; raises ``ValueError`` naming the field."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError("an object of chains is expected")
    heads: dict[str, tuple[int, str]] = {}
    for chain, head in data.items():
        if not isinstance(head, dict) or set(head) != {"position", "digest"}:
            raise ValueError(f"/{chain}: position and digest are expected")
        if not isinstance(head["position"], int) or isinstance(head["position"], bool) or head["position"] < 0:
            raise ValueError(f"/{chain}/position: a whole number from 0 is expected")
        if not isinstance(head["digest"], str):
            raise ValueError(f"/{chain}/digest: text is expected")
        heads[chain] = (head["position"], head["digest"])
    return heads
