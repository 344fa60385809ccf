"""A wrong file in a sentence for people, who know nothing of JSON pointers."""

from django.utils.translation import get_language

from dure.engine.strict_json import InputError


def sentence(error: InputError) -> str:
    """What is wrong, after the place in the file where there is one."""
    why = error.message_ko if reading_language() == "ko" else error.message_en
    place = error.path.strip("/")
    return f"{place}: {why}" if place else why


def reading_language() -> str:
    """The language of who reads the answer."""
    return (get_language() or "ko")[:2]
