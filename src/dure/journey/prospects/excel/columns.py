"""The columns of the interest sheet, under the names people give them."""

import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SheetColumn:
    """``names`` are the headings by which the column is known, in any language; the first is the template's."""

    key: str
    names: tuple[str, ...]
    required: bool
    how: str | Promise
    example: str | int
    width: int = 18


COLUMNS = (
    SheetColumn(
        "firm_name", ("기업명", "Firm", "업체명", "회사명", "상호"), True, _("As on the certificate"), "두레식품"
    ),
    SheetColumn(
        "number",
        ("사업자등록번호", "Business number", "사업자번호"),
        True,
        _("10 digits, hyphens allowed"),
        "123-45-67891",
    ),
    SheetColumn(
        "city",
        ("시군", "City or county", "공장 소재지"),
        True,
        _("Of the factory: 진안군, 진안 or 52720"),
        "진안군",
        12,
    ),
    SheetColumn(
        "sector", ("업종코드", "Industry code", "업종", "KSIC"), False, _("KSIC division, two digits"), "10", 10
    ),
    SheetColumn(
        "sales_won",
        ("매출액(원)", "Sales (won)", "매출액", "연매출"),
        False,
        _("Last year, in won, digits only"),
        1_200_000_000,
    ),
    SheetColumn("headcount", ("종업원 수", "Headcount", "종업원수", "상시근로자수"), False, _("Whole number"), 14, 10),
    SheetColumn("type_code", ("희망 유형", "Type", "유형"), False, _("Code of the notice, such as JS1"), "JS1", 10),
    SheetColumn(
        "wishes",
        ("희망 내용", "Wishes", "희망사항", "비고"),
        False,
        _("What the firm wants to improve"),
        "포장 공정 자동 집계",
        30,
    ),
    SheetColumn("contact_name", ("담당자", "Contact", "담당자명"), True, _("Name"), "김두레", 12),
    SheetColumn(
        "contact_phone", ("연락처", "Telephone", "전화번호", "휴대전화"), True, _("With area code"), "063-000-0000"
    ),
    SheetColumn("contact_email", ("이메일", "E-mail", "전자우편"), False, _("May be empty"), "firm@example.org", 22),
    SheetColumn(
        "consent",
        ("개인정보 동의", "Consent", "개인정보 수집·이용 동의", "동의"),
        True,
        _("O when the firm agreed in writing"),
        "O",
        14,
    ),
)
KEYS = {column.key: column for column in COLUMNS}


def heading_key(text: str) -> str | None:
    """The column a heading means; blanks, line breaks, marks of duty and case do not matter."""
    wanted = _plain(text)
    for column in COLUMNS:
        if wanted and wanted in {_plain(name) for name in column.names}:
            return column.key
    return None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
