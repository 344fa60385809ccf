"""Lists of the joined pages as Excel workbooks."""

import io
from collections.abc import Iterable
from datetime import datetime

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.workflow.values import FirmStanding

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def standings_workbook(title: object, firms: Iterable[FirmStanding], at: datetime) -> HttpResponse:
    """The firms of a stage; texts are written as texts, so that a name beginning with "=" stays a name."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(str(title)[:31])
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    heads = (_("Firm"), _("City or county"), _("Type"), _("State"), _("Since"), _("What blocks"))
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for row, firm in enumerate(firms, start=1):
        for column, text in enumerate((firm.name, firm.city_code, firm.type_code, firm.state_label)):
            sheet.write_string(row, column, text)
        if firm.since is not None:
            sheet.write_datetime(row, 4, timezone.localtime(firm.since).replace(tzinfo=None), day)
        sheet.write_string(row, 5, firm.blocks)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    name = f"dure-{timezone.localtime(at):%Y%m%d}.xlsx"
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
