"""What a backup takes besides the database, said by the apps that own it, so that the backup need not know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Turn(IntEnum):
    """When a content is taken, all of them after the database: what refers to others goes before what it refers to."""

    EVENTS = 1
    SEALED = 2
    FILES = 3


@dataclass(frozen=True)
class Piece:
    """One file to take: its place below the content's folder, and where its bytes lie now.

    ``sha256`` is what its bytes must come to, where that is known. A piece that is gone or differs is left out,
    and the backup says that it is not whole; an ``optional`` one may go without a word.
    """

    name: str
    path: Path
    sha256: str = ""
    optional: bool = False


# The alias of a database that stands still (read it by `.using(alias)`), and a folder for copies of moving files.
Take = Callable[[str, Path], Sequence[Piece]]


@dataclass(frozen=True)
class Content:
    """Files that belong to an installation and lie in ``folder`` of its home, where a restore puts them back.

    ``take`` lists them when the database has been read. A file that changes while it is read, such as an event file,
    is first copied by its own means into the folder that ``take`` is given.
    """

    folder: str
    turn: Turn
    take: Take


_CONTENTS: dict[str, Content] = {}


def register_content(content: Content) -> None:
    """Have a folder of the home backed up and restored. A folder is registered once."""
    if content.folder in _CONTENTS:
        raise ValueError(f"{content.folder} is taken already")
    _CONTENTS[content.folder] = content


def contents() -> list[Content]:
    """Every content in the order in which it is taken."""
    return sorted(_CONTENTS.values(), key=lambda each: (each.turn, each.folder))


def all_files(folder: Path) -> list[Piece]:
    """Every file below a folder; links are not followed."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    names = [(path, path.relative_to(folder)) for path in found]
    return [Piece(name.as_posix(), path, optional=True) for path, name in names]
