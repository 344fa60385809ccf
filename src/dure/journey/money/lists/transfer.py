"""The bank's file of a batch, in the columns that Korean banks take for transfers to many accounts (대량이체)."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO

from django.utils import timezone
from xlsxwriter import Workbook

from dure.journey.money.models import Payment

# The bank reads these headings, whatever the reader's language.
HEADINGS = ("입금은행", "입금계좌번호", "입금액", "예금주", "받는통장표시", "참조번호")
WIDTHS = (14, 22, 16, 22, 18, 16)


def _cells(payment: Payment) -> tuple[str, str, int, str, str, str]:
    shown = "두레 지원금"
    account = "".join(letter for letter in payment.account_number if letter.isdigit())
    return payment.bank, account, payment.amount_won, payment.account_holder, shown, payment.reference


def transfer_xlsx(payments: Sequence[Payment], at: datetime) -> bytes:
    """As an Excel file; accounts are text, so that no leading zero is lost."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": timezone.make_naive(at), "author": "", "title": ""})
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    money = book.add_format({"num_format": "#,##0"})
    sheet = book.add_worksheet("이체")
    for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, width)
    for row, payment in enumerate(payments, 1):
        for place, cell in enumerate(_cells(payment)):
            if isinstance(cell, int):
                sheet.write_number(row, place, cell, money)
            else:
                sheet.write_string(row, place, cell, text)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def transfer_csv(payments: Sequence[Payment]) -> bytes:
    """As CSV in UTF-8 with its mark, by which Excel knows it. A cell never begins as a formula would."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for payment in payments:
        writer.writerow([_plain(cell) for cell in _cells(payment)])
    return target.getvalue().encode("utf-8-sig")


def _plain(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell
