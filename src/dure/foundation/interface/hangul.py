"""Korean in search: the first consonants of syllables (초성), a shadow column, and particles.

Hangul syllables lie in Unicode in the order of the dictionary, so that ordering by code point is
already 가나다 order; no collation of the database is needed.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Final

from django.db.models import Q

FIRST_SYLLABLE: Final = 0xAC00
LAST_SYLLABLE: Final = 0xD7A3
SYLLABLES_PER_CHOSEONG: Final = 588
FINALS: Final = 28
RIEUL_FINAL: Final = 8
CHOSEONG: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# Two consonants that a Korean keyboard joins when they are typed one after another.
JOINED: Final = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
SPLIT: Final = str.maketrans(JOINED)
SEPARATOR: Final = "|"


def is_syllable(character: str) -> bool:
    return FIRST_SYLLABLE <= ord(character) <= LAST_SYLLABLE


def choseong(text: str) -> str:
    """First consonants: 진안식품 → ㅈㅇㅅㅍ. What is not a Hangul syllable stays."""
    return "".join(
        CHOSEONG[(ord(character) - FIRST_SYLLABLE) // SYLLABLES_PER_CHOSEONG] if is_syllable(character) else character
        for character in text
    )


def bigrams(text: str) -> tuple[str, ...]:
    """Neighbouring pairs of the normalised text; one character alone is its own gram."""
    letters = normalise(text)
    if len(letters) < 2:
        return (letters,) if letters else ()
    return tuple(first + second for first, second in pairwise(letters))


def normalise(text: str) -> str:
    """Compatibility forms folded, case folded, everything but letters and digits dropped, spaces too.

    Single consonants typed for a 초성 search survive: NFKC would turn them into conjoining letters,
    so each is put back, and a joined pair is taken apart.
    """
    taken_apart = text.translate(SPLIT)
    folded = "".join(
        character if character in CHOSEONG else unicodedata.normalize("NFKC", character)
        for character in unicodedata.normalize("NFC", taken_apart)
    )
    return re.sub(r"[\W_]+", "", folded.casefold())


def search_key(*texts: str) -> str:
    """The shadow column: normalised texts, then their first consonants.

    Texts are kept apart so that no search matches across two of them.
    """
    words = [normalised for text in texts if (normalised := normalise(text))]
    return SEPARATOR.join([*words, *(choseong(word) for word in words if choseong(word) != word)])


def matches(query: str, *, field: str = "search_key") -> Q:
    """Rows whose shadow column answers every word of the query. An empty query matches all."""
    condition = Q()
    for word in query.split():
        condition &= _word_matches(normalise(word), field)
    return condition


def _word_matches(word: str, field: str) -> Q:
    if not any(character in CHOSEONG for character in word):
        return Q(**{f"{field}__contains": word}) if word else Q()
    condition = Q(**{f"{field}__contains": choseong(word)})
    for written in re.split(f"[{CHOSEONG}]+", word):
        if written:
            condition &= Q(**{f"{field}__contains": written})
    return condition


def particle(word: str, pair: str) -> str:
    """The particle that fits the word's last sound: particle("진안식품", "을/를") → 을.

    The pair is written with the form after a consonant first. For a last character that is neither
    Hangul nor a digit both forms are written, as offices do: 을(를).
    """
    after_consonant, after_vowel = pair.split("/")
    final = _final_of(word.rstrip(")]’”\"' "))
    if final is None:
        return f"{after_consonant}({after_vowel})"
    if after_consonant == "으로" and final == RIEUL_FINAL:
        return after_vowel
    return after_consonant if final else after_vowel


def _final_of(word: str) -> int | None:
    if not word:
        return None
    last = word[-1]
    if last.isascii() and last.isdigit():
        last = "영일이삼사오육칠팔구"[int(last)]
    return (ord(last) - FIRST_SYLLABLE) % FINALS if is_syllable(last) else None
