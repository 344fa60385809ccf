"""The columns of the interest sheet, under the names people give them."""

from django.utils.translation import gettext_lazy as _

from dure.foundation.documents.sheets.columns import SheetColumn

COLUMNS = (
    SheetColumn("firm_name", ("기업명", "Firm", "업체명", "회사명", "상호"), _("As on the certificate"), "두레식품"),
    SheetColumn(
        "number", ("사업자등록번호", "Business number", "사업자번호"), _("10 digits, hyphens allowed"), "123-45-67891"
    ),
    SheetColumn(
        "city", ("시군", "City or county", "공장 소재지"), _("Of the factory: 진안군, 진안 or 52720"), "진안군",
        width=12,
    ),
    SheetColumn(
        "sector", ("업종코드", "Industry code", "업종", "KSIC"), _("KSIC division, two digits"), "10",
        required=False, width=10,
    ),
    SheetColumn(
        "sales_won", ("매출액(원)", "Sales (won)", "매출액", "연매출"), _("Last year, in won, digits only"),
        1_200_000_000, required=False,
    ),
    SheetColumn(
        "headcount", ("종업원 수", "Headcount", "종업원수", "상시근로자수"), _("Whole number"), 14, required=False,
        width=10,
    ),
    SheetColumn(
        "type_code", ("희망 유형", "Type", "유형"), _("Code of the notice, such as JS1"), "JS1", required=False,
        width=10,
    ),
    SheetColumn(
        "wishes", ("희망 내용", "Wishes", "희망사항", "비고"), _("What the firm wants to improve"),
        "포장 공정 자동 집계", required=False, width=30,
    ),
    SheetColumn("contact_name", ("담당자", "Contact", "담당자명"), _("Name"), "김두레", width=12),
    SheetColumn(
        "contact_phone", ("연락처", "Telephone", "전화번호", "휴대전화"), _("With area code"), "063-000-0000"
    ),
    SheetColumn(
        "contact_email", ("이메일", "E-mail", "전자우편"), _("May be empty"), "firm@example.org", required=False,
        width=22,
    ),
    SheetColumn(
        "consent", ("개인정보 동의", "Consent", "개인정보 수집·이용 동의", "동의"),
        _("O when the firm agreed in writing"), "O", width=14,
    ),
)  # fmt: skip
KEYS = {column.key: column for column in COLUMNS}
