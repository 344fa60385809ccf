"""The articles of the project agreement (사업협약서): its Korean wording around the values of one agreement. Pure."""

from dataclasses import dataclass

from dure.journey.agreements.contract import Contract, Row


@dataclass(frozen=True)
class Grid:
    """A table: its heads, its rows, and which columns (from 0) hold figures."""

    heads: Row
    rows: tuple[Row, ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """An article or an annex: its title, then paragraphs and tables in order."""

    title: str
    blocks: tuple[str | Grid, ...]


def head_of(contract: Contract) -> tuple[Row, ...]:
    """What stands above the articles, as label and value."""
    return (
        ("협약번호", contract.number),
        ("사업명", contract.project),
        ("지원유형", contract.type_name),
        ("사업장", f"{contract.site} ({contract.city})"),
    )


def parties_of(contract: Contract) -> Section:
    """Who agrees with whom."""
    opening = f"아래 당사자는 「{contract.programme}」에 따라 다음과 같이 협약을 체결하고 성실히 이행한다."
    return Section("당사자", (opening, Grid(("구분", "기관·기업명", "사업자등록번호", "대표자"), contract.parties)))


def articles_of(contract: Contract) -> tuple[Section, ...]:
    """The articles, numbered."""
    found = (
        ("목적", _aim()),
        ("협약기간", _period(contract)),
        ("사업비와 부담", _shares(contract)),
        ("재원과 교부결정", _decisions(contract)),
        ("지급", _payment(contract)),
        ("핵심성과지표와 기능", _targets()),
        ("협약변경", _changes(contract)),
        ("점검과 자료 제출", _checks()),
        ("취득재산의 관리", _assets(contract)),
        ("정산과 반납", _settlement(contract)),
        ("해지와 제재", _ending()),
        ("전자서명", _signature(contract)),
        ("해석", ("이 협약에 정하지 아니한 사항은 공고, 사업비 관리 지침과 관계 법령에 따른다.",)),
    )
    return tuple(Section(f"제{number}조({title})", blocks) for number, (title, blocks) in enumerate(found, 1))


def annexes_of(contract: Contract) -> tuple[Section, ...]:
    """The cost table, and what is to be reached and built."""
    costs = Grid(("항목", "내용", "금액(원)"), (*contract.costs, ("합계", "", contract.cost_total)), (2,))
    kpis = Grid(("지표", "단위", "현재", "목표", "가중치", "측정 방법"), contract.kpis, (2, 3, 4))
    return (
        Section("별지 1. 사업비 명세", (costs,)),
        Section("별지 2. 핵심성과지표", (kpis,)),
        Section("별지 3. 기능", (contract.functions or "-",)),
        Section(
            "별지 4. 목표와 추진 일정", tuple(text for text in (contract.goals, contract.schedule) if text) or ("-",)
        ),
    )


Blocks = tuple[str | Grid, ...]


def _aim() -> Blocks:
    return (
        (
            "이 협약은 도입기업의 스마트공장 구축을 위하여 당사자의 권리와 의무, 사업비의 부담과 집행에 필요한 사항을 "
            "정함을 목적으로 한다."
        ),
    )


def _period(contract: Contract) -> Blocks:
    return (f"협약기간은 협약체결일부터 {contract.months}개월로 한다. 협약체결일은 마지막 당사자가 서명한 날로 한다.",)


def _shares(contract: Contract) -> Blocks:
    if contract.vat_included:
        first = f"① 총사업비는 부가가치세를 포함하여 금 {contract.cost_total}원이며, 부담은 다음과 같다."
    else:
        first = (
            f"① 총사업비는 부가가치세를 제외하고 금 {contract.cost_total}원이며, 부담은 다음과 같다. "
            f"부가가치세 금 {contract.vat}원은 도입기업이 따로 부담한다."
        )
    grid = Grid(("부담 주체", "금액(원)", "비율"), contract.shares, (1, 2))
    second = "② 총사업비의 항목별 명세는 원가계산 결과에 따라 별지 1과 같다."
    if not contract.cash_first:
        return first, grid, second
    third = "③ 도입기업은 보조금이 지급되기 전에 현금 부담금을 사업비 계좌에 입금하고 운영기관의 확인을 받는다."
    return first, grid, second, third


def _decisions(contract: Contract) -> Blocks:
    if not contract.decisions:
        return (
            "보조금은 도와 사업장 소재 시군의 교부결정에 따르며, 운영기관은 교부결정을 받는 즉시 당사자에게 알린다.",
        )
    heads = ("교부기관", "예산의 성격", "교부결정 문서", "이 사업 금액(원)")
    return "보조금은 다음 교부결정에 따른다.", Grid(heads, contract.decisions, (3,))


def _payment(contract: Contract) -> Blocks:
    parts = [f"선급금 {contract.advance_pct}"]
    parts += [f"중도금 {contract.interim_pct}"] if contract.interim_pct else []
    parts.append(f"잔금 {contract.final_pct}")
    return (
        f"① 보조금은 {', '.join(parts)}의 비율로 나누어 지급한다.",
        "② 지급은 별지 1의 항목과 금액의 범위에서 증빙을 확인한 뒤에 한다.",
    )


def _targets() -> Blocks:
    return (
        (
            "도입기업과 공급기업은 별지 2의 핵심성과지표와 별지 3의 기능을 달성하여야 하며, 이는 협약변경의 대상이 "
            "되지 아니한다."
        ),
    )


def _changes(contract: Contract) -> Blocks:
    return (
        (
            f"협약 내용을 바꾸려는 당사자는 사유가 생긴 날부터 {contract.change_days}일 안에, 협약 종료 "
            f"{contract.change_before_end_days}일 전까지 운영기관에 신청하여 승인을 받거나 통보하여야 한다."
        ),
    )


def _checks() -> Blocks:
    return ("도입기업과 공급기업은 운영기관, 도와 시군의 점검·감리와 자료 제출 요구에 따른다.",)


def _assets(contract: Contract) -> Blocks:
    return (
        (
            f"이 사업으로 취득한 재산은 사업 종료 뒤 {contract.asset_years}년 동안 운영기관의 승인 없이 양도, 교환, "
            "대여하거나 담보로 제공할 수 없다."
        ),
    )


def _settlement(contract: Contract) -> Blocks:
    return (
        (
            f"도입기업은 사업 종료 뒤 {contract.settlement_days}일 안에 정산을 신청하고, 집행잔액, 이자와 불인정 "
            f"금액을 통지받은 날부터 {contract.return_days}일 안에 반납한다."
        ),
    )


def _ending() -> Blocks:
    return (
        (
            "당사자가 거짓이나 부정한 방법을 쓰거나 협약을 위반한 때에는 협약을 해지할 수 있으며, 관계 법령에 따라 "
            "보조금을 환수하고 제재부가금을 부과하거나 참여를 제한할 수 있다."
        ),
    )


def _signature(contract: Contract) -> Blocks:
    return (
        (
            "① 당사자는 이 협약을 「전자서명법」에 따른 전자서명으로 체결하는 데 동의하며, 전자서명이 서명 또는 "
            "기명날인과 같은 효력을 가짐을 인정한다."
        ),
        f"② 당사자는 {', '.join(contract.signing)} 순으로 서명하며, 모든 당사자가 서명한 전자문서를 원본으로 한다.",
    )
