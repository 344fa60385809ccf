"""``python -m dure.translations check|update|compile``: for developers and the build."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dure.translations.catalogues import CatalogueError, compile_all, read, write
from dure.translations.check import key, key_of, problems
from dure.translations.extraction import said_by_owner
from dure.translations.owners import PACKAGE, catalogue_path, catalogue_paths


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 done, 1 something is left to translate, 2 a catalogue cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m dure.translations")
    parser.add_argument("do", choices=["check", "update", "compile"])
    parser.add_argument("--prune", action="store_true", help="update also removes what is said nowhere")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.do == "check":
            return check()
        if chosen.do == "update":
            update(PACKAGE, prune=chosen.prune)
        compile_all()
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def check() -> int:
    """Print each problem on a line."""
    found = problems()
    for line in found:
        print(line)
    print(f"{len(found)} problems in the Korean catalogues" if found else "The Korean catalogues are complete")
    return 1 if found else 0


def update(package: Path, *, prune: bool) -> None:
    """Add what is new with empty Korean, to the catalogue of the app that says it."""
    spoken = said_by_owner(package)
    for owner in sorted({path.parents[3] for path in catalogue_paths(package)} | set(spoken)):
        catalogue = read(catalogue_path(owner))
        wanted = spoken.get(owner, {})
        known = {key_of(message) for message in catalogue if message.id}
        for said in wanted:
            if key(said) not in known:
                catalogue.add((said.text, said.plural) if said.plural else said.text, context=said.context or None)
        if prune:
            kept = {key(said) for said in wanted}
            for text, context in known - kept:
                catalogue.delete(text, context=context or None)
        write(catalogue_path(owner), catalogue)


if __name__ == "__main__":
    sys.exit(main())
