"""Forms that may come from one firm under two numbers."""

import re
from collections import defaultdict
from dataclasses import dataclass

from dure.foundation.interface.hangul import normalise
from dure.journey.prospects.models import Interest
from dure.journey.prospects.states import InterestState

GONE = (InterestState.DUPLICATE, InterestState.WITHDRAWN)
_LEGAL_FORMS = ("주식회사", "유한회사", "농업회사법인", "영농조합법인", "(주)", "㈜", "(유)", "(합)")


@dataclass(frozen=True)
class Suspicion:
    """``later`` may repeat ``first``: the same name, the same telephone number, or both."""

    first: Interest
    later: Interest
    same_name: bool
    same_phone: bool


def name_key(name: str) -> str:
    """A firm's name without its legal form, blanks and marks."""
    for form in _LEGAL_FORMS:
        name = name.replace(form, "")
    return normalise(name)


def phone_key(phone: str) -> str:
    """A telephone number as digits; empty when it is too short to tell anyone apart."""
    digits = re.sub(r"\D", "", phone)
    return digits if len(digits) >= 9 else ""


def similar_pairs(programme_id: int) -> list[Suspicion]:
    """Every pair of live forms that look like one firm, in order of receipt."""
    rows = list(_live(programme_id))
    by_key: dict[str, list[Interest]] = defaultdict(list)
    pairs: dict[tuple[int, int], Suspicion] = {}
    for row in rows:
        for key in (f"name:{name_key(row.firm_name)}", f"phone:{phone_key(row.contact_phone)}"):
            if key.partition(":")[2]:
                for first in by_key[key]:
                    pairs[(first.pk, row.pk)] = _suspicion(first, row)
                by_key[key].append(row)
    return list(pairs.values())


def similar_to(interest: Interest) -> list[Suspicion]:
    """The pairs in which this form takes part."""
    found = []
    for other in _live(interest.programme_id):
        if other.pk != interest.pk:
            first, later = sorted((other, interest), key=lambda row: (row.received_at, row.pk))
            pair = _suspicion(first, later)
            found += [pair] if pair.same_name or pair.same_phone else []
    return found


def _live(programme_id: int) -> list[Interest]:
    rows = Interest.objects.filter(programme_id=programme_id).exclude(status__in=GONE)
    return list(rows.select_related("city").order_by("received_at", "id"))


def _suspicion(first: Interest, later: Interest) -> Suspicion:
    phones = phone_key(first.contact_phone), phone_key(later.contact_phone)
    return Suspicion(
        first=first,
        later=later,
        same_name=name_key(first.firm_name) == name_key(later.firm_name),
        same_phone=bool(phones[0]) and phones[0] == phones[1],
    )
