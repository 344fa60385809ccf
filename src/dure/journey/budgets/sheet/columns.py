"""The columns of the sheet of movements, under the names budget offices give them."""

from django.utils.translation import gettext_lazy as _

from dure.foundation.documents.sheets.columns import SheetColumn

COLUMNS = (
    SheetColumn("funder", ("재원기관", "Funder", "교부기관", "기관명"), _("As it is named in Dure"), "진안군"),
    SheetColumn("fiscal_year", ("회계연도", "Fiscal year", "연도"), _("Four digits"), "2024", width=10),
    SheetColumn(
        "line", ("예산과목", "Budget line", "과목명", "세부사업"), _("The name of a line that is open"),
        "스마트공장 지원", width=26,
    ),
    SheetColumn("kind", ("구분", "Movement", "거래구분"), _("One of the list"), "교부결정", width=14),
    SheetColumn(
        "amount_won", ("금액(원)", "Amount (won)", "금액"), _("In won, digits only; a cut or correction with -"),
        "40,000,000",
    ),
    SheetColumn("on", ("일자", "Date", "날짜", "처리일"), _("2024-03-05"), "2024-03-05", width=12),
    SheetColumn(
        "letter_no", ("공문번호", "Official letter", "문서번호"), _("As on the letter"), "기업지원과-1234",
        required=False,
    ),
    SheetColumn(
        "reason", ("사유", "Reason", "비고", "적요"), _("A correction needs one"), "", required=False, width=30
    ),
)  # fmt: skip
KEYS = {column.key: column for column in COLUMNS}
