"""What is wrong with the Korean catalogues, as sentences for the person who mends them."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from dure.translations.catalogues import CatalogueError, read
from dure.translations.extraction import Said, said_by_owner
from dure.translations.owners import PACKAGE, catalogue_path, catalogue_paths

PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?[\d.]*[a-zA-Z]|%[sdr]|\{\w*\}")
Key = tuple[str, str]


def problems(package: Path = PACKAGE) -> list[str]:
    """Everything that lacks, is left over, or does not fit; empty when Korean is complete."""
    spoken = said_by_owner(package)
    owners = {path.parents[3] for path in catalogue_paths(package)}
    found: list[str] = []
    korean: dict[Key, dict[str, Path]] = {}
    for owner in sorted(owners | set(spoken)):
        try:
            catalogue = read(catalogue_path(owner))
        except CatalogueError as error:
            found.append(str(error))
            continue
        found += _in_one(owner, catalogue, spoken.get(owner, {}), package)
        for message in catalogue:
            if message.id and message.string:
                korean.setdefault(key_of(message), {}).setdefault(_words(message), owner)
    return found + [line for key, words in sorted(korean.items()) for line in _disputed(key, words, package)]


def key_of(message: Message) -> Key:
    """What Django looks a text up by: its first form and its context."""
    text = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return text, message.context or ""


def key(said: Said) -> Key:
    """The same, of a text found in the sources."""
    return said.text, said.context


def _in_one(owner: Path, catalogue: Catalog, spoken: dict[Said, Path], package: Path) -> Iterator[str]:
    file = catalogue_path(owner).relative_to(package)
    known = {key_of(message): message for message in catalogue if message.id}
    for said, source in sorted(spoken.items()):
        message = known.get(key(said))
        where = f"{file}: {said.text!r} (in {source.relative_to(package)})"
        if message is None:
            yield f"{where} is not translated"
        elif _words(message) == "":
            yield f"{where} has no Korean yet"
        elif message.fuzzy:
            yield f"{where} is marked fuzzy, so it is not used"
        elif said.plural and not isinstance(message.id, (tuple, list)):
            yield f"{where} needs the plural {said.plural!r}"
    said_keys = {key(said) for said in spoken}
    for found, message in known.items():
        if found not in said_keys:
            yield f"{file}: {found[0]!r} is said nowhere in this app"
        elif difference := _placeholders_that_differ(message):
            yield f"{file}: {found[0]!r} and its Korean differ in {difference}"
    for obsolete in catalogue.obsolete:
        yield f"{file}: {obsolete!r} is marked obsolete; remove it"


def _words(message: Message) -> str:
    """Its Korean; of several forms the first, since Korean has one."""
    string = message.string
    return string if isinstance(string, str) else next(iter(string or ()), "")


def _placeholders_that_differ(message: Message) -> str:
    """Empty when they agree. Korean has one form, which stands for the plural."""
    text = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
    words = _words(message)
    if not words:
        return ""
    wanted, given = sorted(PLACEHOLDER.findall(text)), sorted(PLACEHOLDER.findall(words))
    return "" if set(wanted) == set(given) else ", ".join(sorted(set(wanted) ^ set(given)))


def _disputed(found: Key, words: dict[str, Path], package: Path) -> Iterator[str]:
    """Django reads all catalogues as one, so two apps that differ overrule each other."""
    if len(words) > 1:
        told = "; ".join(f"{korean!r} in {owner.relative_to(package)}" for korean, owner in words.items())
        yield f"{found[0]!r} has two Korean forms, give one a context: {told}"
