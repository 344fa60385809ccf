"""The columns of a bank's or another system's list, under the names those systems give them."""

from dataclasses import dataclass

from dure.foundation.documents.sheets.columns import letters_of


@dataclass(frozen=True)
class ListColumn:
    """``names`` are the headings by which a column is known; the first is how it is called in messages."""

    key: str
    names: tuple[str, ...]


COLUMNS = (
    ListColumn(
        "on",
        ("거래일자", "거래일시", "거래일", "이체일자", "이체일", "처리일자", "지급일자", "지급일", "집행일자", "집행일",
         "지출일자", "지출일", "결제일자", "일자", "Date", "Paid on"),
    ),
    ListColumn(
        "amount_won",
        ("출금액", "출금금액", "출금액(원)", "찾으신금액", "이체금액", "입금액", "지급금액", "지급액",
         "집행금액", "집행액", "지출금액", "지출액", "금액", "금액(원)", "Amount", "Amount (won)"),
    ),
    ListColumn("in_won", ("입금액", "입금금액", "입금액(원)", "맡기신금액", "Deposit")),
    ListColumn(
        "reference",
        ("참조번호", "적요", "거래내용", "내용", "메모", "집행번호", "지출번호", "지출결의번호", "전표번호", "이체번호",
         "Reference", "Memo"),
    ),
    ListColumn(
        "account_number",
        ("입금계좌번호", "입금계좌", "받는계좌번호", "상대계좌번호", "상대계좌", "계좌번호", "Account",
         "Account number"),
    ),
    ListColumn(
        "name",
        ("예금주", "받는분", "수취인", "수취인명", "상대예금주명", "거래처", "거래처명", "거래상대방", "지급처", "Name",
         "Payee"),
    ),
)  # fmt: skip
REQUIRED = ("on", "amount_won")
KEYS = {column.key: column for column in COLUMNS}
# In a bank's statement money that leaves stands apart from money that comes. Where no such column is, 입금액 is what is
# paid into the payee's account, which is ours that leaves.
LEAVES = frozenset({"출금액", "출금금액", "출금액(원)", "찾으신금액"})


def is_one_sided(heading: str) -> bool:
    """Whether this column is empty in rows where money came in."""
    return letters_of(heading) in {letters_of(name) for name in LEAVES}
