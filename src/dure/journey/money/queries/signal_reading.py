"""Signals as those who judge them read them: what was compared, in which rows, in words that accuse nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import Actor
from dure.foundation.interface.formats import won
from dure.foundation.parties.queries import names_of
from dure.journey.money.access import VIEW_SIGNAL
from dure.journey.money.models import ClaimLine, ImportedRow, Signal, SignalKind

# What the pattern is, and the harmless reasons that are looked for first.
MEANINGS: dict[str, str | Promise] = {
    SignalKind.SAME_INVOICE: _(
        "One invoice stands on several claim lines. A mistyped or divided invoice does this too."
    ),
    SignalKind.CANCELLED_INVOICE: _("The amount of a claimed invoice came back. A corrected order does this too."),
    SignalKind.ROUND_TRIP: _("After a payment out, money came in from the same side. A refund does this too."),
    SignalKind.SAME_PLAN: _("Plans of different firms share most sentences. The same adviser's help does this too."),
    SignalKind.SAME_KPI: _("Different firms state the same figures. Round estimates do this too."),
    SignalKind.SHARED_ACCOUNT: _("One account number stands for different bodies. A typing error does this too."),
    SignalKind.SHARED_PERSON: _("Firm and supplier have one person in common. Two people may share a name."),
    SignalKind.SHARED_ADDRESS: _("Firm and supplier give one address. A shared building does this too."),
}
WORDS: dict[str, str | Promise] = {
    "issuer": _("Issuer"), "invoice": _("Approval number"), "lines": _("Claim lines"),
    "claims": pgettext_lazy("money", "Claims"),
    "counted": _("Lines that count"), "won": _("Amount"), "spent_on": _("Claimed as spent on"),
    "back_on": _("Came back on"), "out_won": _("Paid out"), "out_on": _("Paid out on"), "out_name": _("Paid to"),
    "back_won": _("Came back"), "back_name": _("Came from"), "days": _("Days between"), "plans": _("Plans"),
    "letters": _("Letters in common"), "kpis": _("Indicators in common"), "account": _("Account number"),
    "bodies": _("Bodies"), "person": _("Person"), "address": _("Address"), "firm": _("Firm"),
    "supplier": _("Supplier"),
}  # fmt: skip


@dataclass(frozen=True)
class SourceRow:
    """A row that a signal rests on; ``url`` where there is a page for it."""

    label: str
    url: str = ""


def signals(programme_id: int, actor: Actor) -> QuerySet[Signal]:
    """The programme's signals, for those who may see them."""
    rows = Signal.objects.filter(programme_id=programme_id).select_related("judged_by")
    return VIEW_SIGNAL.rows(actor, rows).prefetch_related("agreements__firm")


def signal(signal_id: int) -> Signal | None:
    """One signal."""
    rows = Signal.objects.select_related("programme__operator", "judged_by").prefetch_related("agreements__firm")
    return rows.filter(pk=signal_id).first()


def compared(row: Signal) -> list[tuple[str | Promise, str]]:
    """What was compared, in words."""
    found = row.facts.get("compared", {})
    return [(WORDS.get(key, key), _value(key, value)) for key, value in found.items()]


def _value(key: str, value: object) -> str:
    return won(int(str(value))) if key.endswith("won") else str(value)


def sources(row: Signal) -> list[SourceRow]:
    """The rows it rests on, with links; one query a kind of row."""
    ids: dict[str, list[int]] = {}
    for one in row.facts.get("sources", []):
        ids.setdefault(one["model"], []).append(one["id"])
    return [
        *_lines(ids.get("money.claimline", [])),
        *_rows(ids.get("money.importedrow", [])),
        *_plans(row, ids.get("applications.application", [])),
        *_bodies(ids.get("parties.organisation", [])),
    ]


def _lines(ids: Iterable[int]) -> Iterable[SourceRow]:
    for line in ClaimLine.objects.filter(pk__in=ids).select_related("claim__agreement__firm").order_by("pk"):
        claim = line.claim
        words = {"firm": claim.agreement.firm.name, "number": claim.agreement.number, "n": claim.number,
                 "line": line.number, "what": line.what}  # fmt: skip
        label = _now("%(firm)s · %(number)s · claim %(n)d, line %(line)d: %(what)s") % words
        yield SourceRow(label, reverse("money:claim", args=[claim.pk]))


def _rows(ids: Iterable[int]) -> Iterable[SourceRow]:
    for row in ImportedRow.objects.filter(pk__in=ids).select_related("imported").order_by("on", "pk"):
        words = {"system": row.imported.get_system_display(), "n": row.number, "on": row.on.isoformat(),
                 "won": won(row.amount_won), "name": row.name}  # fmt: skip
        yield SourceRow(_now("%(system)s, row %(n)d: %(on)s · %(won)s · %(name)s") % words)


def _plans(row: Signal, ids: Iterable[int]) -> Iterable[SourceRow]:
    numbers = row.facts.get("applications", [])
    for n, pk in enumerate(ids):
        label = numbers[n] if n < len(numbers) else str(pk)
        yield SourceRow(_now("Plan of %(number)s") % {"number": label}, reverse("applications:detail", args=[pk]))


def _bodies(ids: Iterable[int]) -> Iterable[SourceRow]:
    found = names_of(ids)
    for pk, name in sorted(found.items()):
        yield SourceRow(name, reverse("parties:organisation", args=[pk]))
