"""Changes of the agreements of each kind: reported, approved, refused, and one that waits."""

from datetime import date, datetime, timedelta
from typing import Any

from dure.demo.clock import at_hour, moment
from dure.demo.projects import LONG, REFUSED_EXTENSION, SHORT, Project, projects
from dure.demo.year import Year
from dure.journey.agreements.actions import (
    approve_change,
    begin_change,
    note_change,
    refuse_change,
    save_change,
    submit_change,
)
from dure.journey.agreements.models import Change, ChangeKind
from dure.journey.agreements.queries import agreed_costs

_LONG_DAYS, _SHORT_DAYS = 75, 31
_CONTACT, _ACCOUNT, _REPRESENTATIVE, _COST, _SUPPLIER, _OPEN = 13, 15, 17, 21, 62, 60
_WHY_LONGER = "착수가 가을로 늦어져 시운전과 교육을 협약 기간 안에 마칠 수 없습니다."


def change_in_2024(year: Year) -> None:
    """Contact, account, representative, cost table and supplier, each where it happened."""
    found = projects(year)
    year.progress.begin("협약변경", 5)
    contact = {"contact_name": "김현장", "contact_phone": "010-0000-9013", "contact_email": "contact13@example.org"}
    _make(year, found[_CONTACT], ChangeKind.CONTACT, contact, "담당자가 바뀌었습니다.", moment(10, 21, 10))
    account = {
        "bank": "예시은행",
        "account_number": "999-0000-9015-02",
        "account_holder": found[_ACCOUNT].firm.cast.name,
    }
    _make(
        year, found[_ACCOUNT], ChangeKind.ACCOUNT, account, "사업비 전용 통장을 새로 만들었습니다.", moment(10, 22, 10)
    )
    _make(
        year, found[_REPRESENTATIVE], ChangeKind.REPRESENTATIVE, {"representative": "한새봄"},
        "대표이사가 바뀌었습니다.", moment(11, 4, 10),
    )  # fmt: skip
    _make(
        year,
        found[_COST],
        ChangeKind.COST,
        _moved(found[_COST]),
        "단말 2대를 줄이고 센서를 늘립니다.",
        moment(11, 11, 10),
    )
    other = next(player for key, player in sorted(year.suppliers.items()) if key != found[_SUPPLIER].firm.cast.supplier)
    supplier = {"supplier_id": other.organisation.pk, "supplier": other.organisation.name}
    _make(
        year, found[_SUPPLIER], ChangeKind.SUPPLIER, supplier,
        "공급기업이 인력을 채우지 못해 합의하여 바꿉니다.", moment(11, 25, 10),
    )  # fmt: skip
    year.progress.tick()


def extend(year: Year) -> None:
    """Those that cannot be done by mid-February ask for more time: most a month, some longer, one is refused."""
    found = projects(year)
    year.progress.begin("기간 연장", len(SHORT) + len(LONG))
    for place in (*SHORT, *LONG):
        days = _SHORT_DAYS if place in SHORT else _LONG_DAYS
        _make(year, found[place], ChangeKind.PERIOD_SHORT, _until(found[place], days), _WHY_LONGER, _asked(place))
        year.progress.tick()
    refused, at = found[REFUSED_EXTENSION], moment(1, 8, 11, year=2025)
    change = _submitted(refused, ChangeKind.PERIOD_SHORT, _until(refused, _LONG_DAYS), "납품이 늦어집니다.", at)
    refuse_change(
        change=change, by=year.approving, at=at + timedelta(days=5),
        reason="늦어진 까닭을 보이는 증빙이 없고 한 달 안에 마칠 수 있다고 판단함.",
    )  # fmt: skip


def ask_now(year: Year) -> None:
    """One change that the approver has yet to decide."""
    project = projects(year)[_OPEN]
    _submitted(
        project,
        ChangeKind.COST,
        _moved(project),
        "단말 사양을 낮추고 자동화 장치를 보강합니다.",
        moment(2, 26, 15, year=2025),
    )


def _asked(place: int) -> datetime:
    return at_hour(date(2025, 1, 2) + timedelta(days=place % 7), 11, place % 60)


def _until(each: Project, days: int) -> dict[str, Any]:
    ends_on = each.agreement.ends_on
    if ends_on is None:
        raise LookupError(f"{each.firm.cast.name} has no agreement in force")
    return {"ends_on": (ends_on + timedelta(days=days)).isoformat()}


def _moved(each: Project) -> dict[str, Any]:
    """The cost table with 300,000 won moved from the second line to the third."""
    rows: list[dict[str, Any]] = [
        {"number": row.number, "item": row.item, "what": row.what, "amount_won": row.amount_won}
        for row in agreed_costs(each.agreement.pk)
    ]
    rows[1]["amount_won"] = rows[1]["amount_won"] - 300_000
    rows[2]["amount_won"] = rows[2]["amount_won"] + 300_000
    return {"costs": rows, "in_kind_won": 0}


def _submitted(each: Project, kind: str, after: dict[str, Any], reason: str, at: datetime) -> Change:
    cause_on, by = (at - timedelta(days=4)).date(), each.firm.actor
    change = begin_change(agreement=each.agreement, kind=kind, cause_on=cause_on, reason=reason, by=by, at=at)
    change = save_change(change=change, cause_on=cause_on, reason=reason, after=after, by=by, at=at)
    return submit_change(change=change, by=by, at=at)


def _make(year: Year, each: Project, kind: str, after: dict[str, Any], reason: str, at: datetime) -> None:
    change = _submitted(each, kind, after, reason, at)
    later = at + timedelta(days=3)
    if change.route == "report":
        note_change(change=change, by=year.second_operator, at=later)
    else:
        approve_change(change=change, by=year.approving, at=later)
