"""The same invoice twice, and invoices that were cancelled after they were claimed."""

from collections.abc import Iterable, Iterator, Sequence

from dure.journey.money.patterns.facts import BankMove, Finding, Invoice, Pattern, Source, finding, plain

LINE, ROW = "money.claimline", "money.importedrow"


def same_invoices(invoices: Iterable[Invoice]) -> Iterator[Finding]:
    """An invoice that stands on several lines which all ask for money, attempts that were refused included.

    A line of a claim that was rejected or withdrawn asks for nothing: claiming its invoice anew in the same project is
    in order, in another project it is not.
    """
    groups: dict[tuple[str, str], list[Invoice]] = {}
    for one in invoices:
        if number := plain(one.number):
            groups.setdefault((plain(one.issuer), number), []).append(one)
    for (issuer, number), found in sorted(groups.items()):
        asked = [one for one in found if not one.ended]
        if len({one.agreement_id for one in found}) > 1 and asked:
            asked = found
        if len(asked) > 1:
            yield _twice(issuer, number, sorted(asked, key=lambda one: one.line_id))


def _twice(issuer: str, number: str, lines: Sequence[Invoice]) -> Finding:
    compared: dict[str, str | int] = {
        "issuer": issuer,
        "invoice": number,
        "lines": len(lines),
        "claims": len({one.claim_id for one in lines}),
        "counted": sum(one.counts for one in lines),
        "won": max(one.supply_won for one in lines),
    }
    sources = [Source(LINE, one.line_id) for one in lines]
    return finding(
        Pattern.SAME_INVOICE, (one.agreement_id for one in lines), compared, sources, (issuer, number, *sources)
    )


def cancelled_invoices(invoices: Iterable[Invoice], moves: Iterable[BankMove]) -> Iterator[Finding]:
    """A claimed invoice whose number comes back with the same amount the other way round.

    A part of the amount is a correction, and a payment that bounced names the payment, not the invoice.
    """
    back: dict[str, list[BankMove]] = {}
    for move in moves:
        if move.won < 0 and not move.known and (number := plain(move.reference)):
            back.setdefault(number, []).append(move)
    for one in sorted(invoices, key=lambda each: each.line_id):
        whole = {one.supply_won, one.supply_won + one.vat_won}
        for move in back.get(plain(one.number), []) if one.number and not one.ended else []:
            if -move.won in whole and move.on >= one.spent_on:
                yield _cancelled(one, move)


def _cancelled(one: Invoice, move: BankMove) -> Finding:
    compared: dict[str, str | int] = {
        "issuer": plain(one.issuer),
        "invoice": plain(one.number),
        "won": -move.won,
        "spent_on": one.spent_on.isoformat(),
        "back_on": move.on.isoformat(),
    }
    sources = (Source(LINE, one.line_id), Source(ROW, move.row_id))
    return finding(Pattern.CANCELLED_INVOICE, [one.agreement_id], compared, sources, sources)
