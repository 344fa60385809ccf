"""The index of a settlement in one file: amounts, each spending, each paper with its fingerprint."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dure.engine.money.funders import Funder
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.money.models import Settlement
from dure.journey.money.queries.pack import PackedFile
from dure.journey.money.queries.settlement import shares_of, spending_of

Rows = Sequence[Sequence[str | int]]


def write_index(row: Settlement, files: Sequence[PackedFile]) -> bytes:
    """An Excel file; cells that begin like a formula stay text."""
    target = BytesIO()
    with Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        _sheet(book, _("Settlement"), (_("What"), _("Value")), _summary(row))
        heads = (_("Claim"), _("Line"), _("What"), _("Spent"), _("Accepted"), _("Not accepted"), _("Reason"))
        _sheet(book, _("Spending"), heads, _spending(row))
        papers = [
            (n, one.path, one.about, one.document.name, one.document.size, one.document.sha256)
            for n, one in enumerate(files, 1)
        ]
        paper_heads = (_("Number"), _("Place in the file"), _("About"), _("Name"), _("Bytes"), "SHA-256")
        _sheet(book, _("Papers"), paper_heads, papers)
    return target.getvalue()


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Rows) -> None:
    sheet: Worksheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    figures = book.add_format({"num_format": "#,##0"})
    sheet.write_row(0, 0, heads, bold)
    for n, cells in enumerate(rows, 1):
        sheet.write_row(n, 0, cells, figures)
    sheet.freeze_panes(1, 0)
    sheet.autofit()


def _summary(row: Settlement) -> Rows:
    agreement = row.agreement
    told: list[tuple[str, str | int]] = [
        (_("Agreement"), agreement.number),
        (_("Firm"), agreement.firm.name),
        (_("State"), row.get_status_display()),
        (_("Accepted"), row.accepted_won or 0),
        (_("Not accepted"), row.disallowed_won or 0),
        (_("Not spent"), row.unspent_won or 0),
        (pgettext("money", "Interest"), row.interest_won),
        (_("Due back"), row.due_back_won or 0),
        (_("Opinion"), row.opinion),
    ]
    for share in shares_of(row):
        label = share.line.name if share.line is not None else str(FUNDER_LABELS[Funder.FIRM])
        told.append((_("Share of %(who)s") % {"who": label}, share.share_won))
    return told


def _spending(row: Settlement) -> Rows:
    return [
        (
            one.line.claim.number, one.line.number, one.line.what, one.spent_won, one.accepted_won, one.disallowed_won,
            one.reason,
        )
        for one in spending_of(row)
    ]  # fmt: skip
