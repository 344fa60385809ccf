"""What a firm and its supplier have in common: an account, a representative, an address."""

from collections.abc import Iterable, Iterator

from dure.journey.money.patterns.facts import Body, Finding, Pairing, Pattern, Source, finding, plain

BODY = "parties.organisation"
ADDRESS_LETTERS = 8


def shared_by_sides(pairings: Iterable[Pairing]) -> Iterator[Finding]:
    """Firm and supplier of the same agreement with the same representative or person, or at the same address.

    People of other agreements may have the same name, and neighbours the same building: only the two sides of one
    agreement are compared, and an address counts with its house and room.
    """
    for pairing in pairings:
        firm, supplier = pairing.firm, pairing.supplier
        if person := _person(firm, supplier):
            yield _shared(pairing, Pattern.SHARED_PERSON, "person", person)
        if address := _address(firm, supplier):
            yield _shared(pairing, Pattern.SHARED_ADDRESS, "address", address)


def shared_accounts(pairings: Iterable[Pairing]) -> Iterator[Finding]:
    """One account number that stands for different bodies, of one agreement or of several."""
    holders: dict[str, dict[int, str]] = {}
    where: dict[str, set[int]] = {}
    for pairing in pairings:
        for body in (pairing.firm, pairing.supplier):
            for account in {plain(account) for account in body.accounts} - {""}:
                holders.setdefault(account, {})[body.id] = body.name
                where.setdefault(account, set()).add(pairing.agreement_id)
    for account, bodies in sorted(holders.items()):
        if len(bodies) > 1:
            compared: dict[str, str | int] = {"account": account, "bodies": ", ".join(sorted(bodies.values()))}
            sources = [Source(BODY, pk) for pk in sorted(bodies)]
            yield finding(Pattern.SHARED_ACCOUNT, where[account], compared, sources, (account, *sources))


def _shared(pairing: Pairing, pattern: Pattern, what: str, value: str) -> Finding:
    compared: dict[str, str | int] = {what: value, "firm": pairing.firm.name, "supplier": pairing.supplier.name}
    sources = (Source(BODY, pairing.firm.id), Source(BODY, pairing.supplier.id))
    return finding(pattern, [pairing.agreement_id], compared, sources, (pairing.agreement_id, what, plain(value)))


def _person(firm: Body, supplier: Body) -> str:
    if plain(firm.representative) and plain(firm.representative) == plain(supplier.representative):
        return firm.representative
    both = sorted(firm.people & supplier.people)
    return both[0][1] if both else ""


def _address(firm: Body, supplier: Body) -> str:
    theirs = {plain(address) for address in supplier.addresses}
    for address in firm.addresses:
        if len(plain(address)) >= ADDRESS_LETTERS and plain(address) in theirs:
            return address
    return ""
