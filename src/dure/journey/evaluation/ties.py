"""Which ties exclude an assessor from a firm (제척): pure rules over names and memberships."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dure.journey.evaluation.models import TieRule

# Forms of incorporation that people write before or after a company's name, or leave out.
_FORMS = re.compile(
    r"주식회사|유한회사|유한책임회사|농업회사법인|사단법인|재단법인|\((?:주|유|사|재|합|농)\)|[㈜㈔]"
    r"|co\.?,?\s*ltd\.?|inc\.?$",
    re.IGNORECASE,
)
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Body:
    """An organisation as far as a tie can be seen: its identity, name and representative."""

    organisation_id: int
    name: str
    representative: str = ""


@dataclass(frozen=True)
class Candidate:
    """An assessor: own name, organisations belonged to at any time, employers as written."""

    name: str
    bodies: tuple[Body, ...]
    employers: tuple[str, ...]


@dataclass(frozen=True)
class Party:
    """An application's two sides."""

    firm: Body
    supplier: Body | None = None


@dataclass(frozen=True)
class Tie:
    """A rule that holds, with the name of the organisation or person it rests on."""

    rule: TieRule
    name: str


def plain_name(name: str) -> str:
    """A company's name without its form of incorporation, blanks and case: (주)한빛 정밀 → 한빛정밀."""
    return _NOISE.sub("", _FORMS.sub("", name.strip().casefold()))


def ties(candidate: Candidate, party: Party) -> list[Tie]:
    """Every tie between an assessor and an application, the strongest first."""
    found = list(_with_body(candidate, party.firm, TieRule.FIRM_MEMBER, TieRule.FIRM_EMPLOYER))
    if party.supplier is not None:
        found += _with_body(candidate, party.supplier, TieRule.SUPPLIER_MEMBER, TieRule.SUPPLIER_EMPLOYER)
    return found + list(_by_representative(candidate, party))


def _with_body(candidate: Candidate, body: Body, member: TieRule, employer: TieRule) -> Iterator[Tie]:
    if any(each.organisation_id == body.organisation_id for each in candidate.bodies):
        yield Tie(member, body.name)
    elif plain_name(body.name) in _plain_names(candidate.employers):
        yield Tie(employer, body.name)


def _by_representative(candidate: Candidate, party: Party) -> Iterator[Tie]:
    heads = [body for body in (party.firm, party.supplier) if body is not None and body.representative]
    for body in heads:
        if body.representative == candidate.name:
            yield Tie(TieRule.REPRESENTATIVE, body.name)
    for body in heads:
        same = (own for own in candidate.bodies if own.representative == body.representative)
        for own in same:
            if own.organisation_id != body.organisation_id:
                yield Tie(TieRule.SAME_REPRESENTATIVE, f"{own.name} · {body.name}")


def _plain_names(names: Iterable[str]) -> set[str]:
    return {plain_name(name) for name in names} - {""}
