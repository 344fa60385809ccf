"""The project plan of a firm of the demo: texts, cost table, KPI rows and declared facts. Pure."""

from decimal import Decimal

from dure.demo.cast import CastFirm, suppliers
from dure.demo.words import Aim, trade
from dure.demo.year import chance
from dure.foundation.interface.hangul import particle
from dure.journey.applications.plan import CostLine, Facts, Helper, KpiRow, Plan

_TITLES = {
    "JS1": "{product} 생산실적 전산화와 현장 개선",
    "JS2": "{product} 공정별 실적 자동 집계 시스템 구축",
    "JS3": "{product} 설비 데이터 실시간 수집·분석 체계 구축",
}
_MODULES = {
    "JS1": "생산실적 관리(작업지시, 실적 입력, 일보 자동 작성)와 기준정보 표준화를 먼저 갖추고, {needs} 중 효과가 큰 것부터 "
    "간편자동화로 개선합니다.\n주요 장치: {devices}.",
    "JS2": "공정별 생산실적·불량·재고를 전산으로 관리하고 바코드와 기초 센서로 수량을 자동 집계합니다.\n구축 모듈: 기준정보, "
    "작업지시, 공정실적, 품질관리, 자재·재고, 현황판.\n주요 장치: {devices}.",
    "JS3": "설비 신호를 자동으로 모아 실시간으로 분석하고, 이상이 보이면 담당자에게 바로 알립니다.\n구축 모듈: 설비 데이터 수집, "
    "생산·품질 통합관리, 통계적 공정관리, 설비보전, 경영 현황판.\n주요 장치: {devices}.",
}
_SCHEDULES = {
    "JS1": "협약 후 1개월: 현장 진단과 기준정보 정리\n2~3개월: 간편자동화와 단말 설치\n4개월: 시범 운영과 교육\n5개월: 안정화와 성과 측정",
    "JS2": "협약 후 1~2개월: 공정 분석과 상세 설계\n3~5개월: 시스템 개발과 장치 설치\n6개월: 시범 운영\n7개월: 교육과 성과 측정",
    "JS3": "협약 후 2개월: 설비 조사와 상세 설계\n3~6개월: 수집 장치 설치와 시스템 개발\n7개월: 통합 시험\n8~9개월: 운영 안정화와 성과 측정",
}
# Parts of the cost by item of the notice, in percent; the last line takes what rounding leaves.
_COSTS = {
    "JS1": (
        ("software_development", "생산실적 관리 모듈", 34),
        ("hardware", "현장 단말과 {devices}", 26),
        ("automation", "간편자동화 장치", 30),
        ("cost_calculation", "원가계산", 2),
        ("site_innovation", "현장 정리와 표시", 8),
    ),
    "JS2": (
        ("software_development", "공정실적·품질·재고 모듈", 48),
        ("hardware", "{devices}", 24),
        ("commercial_software", "데이터베이스 사용권", 7),
        ("network", "현장 무선망", 6),
        ("cost_calculation", "원가계산", 2),
        ("automation", "수량 자동 집계 장치", 13),
    ),
    "JS3": (
        ("software_development", "설비 데이터 수집·분석 모듈", 46),
        ("hardware", "{devices}", 20),
        ("automation", "자동 계측·이송 장치", 18),
        ("commercial_software", "데이터베이스와 분석 도구 사용권", 8),
        ("network", "현장 유무선망", 5),
        ("cost_calculation", "원가계산", 3),
    ),
}
_WEIGHTS = {2: (60, 40), 3: (40, 35, 25), 4: (35, 25, 20, 20)}


def plan_of(cast: CastFirm) -> Plan:
    """The plan as first handed in."""
    dice, ways = chance("plan", cast.key), trade(cast.sector)
    troubles = dice.sample(ways.troubles, 2)
    needs = dice.sample(ways.needs, 2)
    slots = {"product": cast.product, "needs": "·".join(needs), "devices": ways.devices}
    aims = ways.aims[: 3 if cast.type_code != "JS1" else dice.choice((2, 3))]
    kpis = tuple(_kpi(cast, aim, weight) for aim, weight in zip(aims, _WEIGHTS[len(aims)], strict=True))
    supplier = suppliers()[cast.supplier]
    return Plan(
        title=_TITLES[cast.type_code].format(**slots),
        present_state=_present(cast, ways.process.format(**slots)),
        problems="\n".join(f"{number}. {each}" for number, each in enumerate(troubles, start=1)),
        goals=_goals(kpis, cast),
        modules=_MODULES[cast.type_code].format(**slots),
        schedule=_SCHEDULES[cast.type_code],
        operation=f"대표 {cast.representative}의 책임 아래 생산 담당 1명과 품질 담당 1명이 운영하고, 매주 월요일 실적 회의에서 활용합니다.",
        supplier_number=supplier.number,
        supplier_name=supplier.name,
        costs=_costs(cast, slots),
        kpis=kpis,
        bonuses=(cast.bonus,) if cast.bonus else (),
        facts=_facts(cast),
        helper=_helper(cast),
    )


def supplemented(plan: Plan, cast: CastFirm) -> Plan:
    """The plan once what was asked for has been supplemented."""
    more = (
        "\n\n[보완] 구축 뒤에는 공급기업과 유지보수 계약(1년 무상)을 맺고, 담당자가 바뀌어도 쓸 수 있도록 작업표준서에 사용 방법을 "
        "넣겠습니다."
    )
    return plan.model_copy(update={"operation": plan.operation + more})


def _present(cast: CastFirm, process: str) -> str:
    if cast.first_ict:
        tools = "생산 현장에는 전산 시스템이 없으며 작업일보와 칠판으로 생산을 관리합니다."
    else:
        tools = "회계와 주문은 전산으로 관리하지만 현장 실적은 엑셀에 옮겨 적어 이틀 늦게 확인합니다."
    return f"{cast.name}{particle(cast.name, '은/는')} 종업원 {cast.headcount}명의 {cast.product} 제조기업입니다. {process}\n{tools}"


def _goals(kpis: tuple[KpiRow, ...], cast: CastFirm) -> str:
    first = kpis[0]
    return (
        f"핵심 성과지표를 {_plain(first.before)}{first.unit}에서 {_plain(first.target)}{first.unit}{particle(first.unit, '으로/로')} 바꾸고, "
        f"현장의 기록을 그날 바로 확인하는 것이 목표입니다. {cast.product} 주문이 늘어도 사람을 더 늦게까지 붙잡지 않는 공장을 만들겠습니다."
    )


def _kpi(cast: CastFirm, aim: Aim, weight: int) -> KpiRow:
    dice = chance("kpi", cast.key, aim.key)
    before = _rounded(dice.uniform(aim.low, aim.high))
    target = _rounded(float(before) * (1 + (aim.factor - 1) * dice.uniform(0.8, 1.15)))
    if target == before:
        target = before + 1 if aim.factor > 1 else before - 1
    if aim.unit == "%":
        target = min(target, Decimal("99.5"))
    return KpiRow(key=aim.key, unit=aim.unit, before=before, target=target, weight_pct=weight, how_measured=aim.how)


def _rounded(value: float) -> Decimal:
    if value >= 1_000_000:
        return Decimal(round(value / 1000) * 1000)
    return Decimal(str(round(value, 1))) if value < 100 else Decimal(round(value))


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _costs(cast: CastFirm, slots: dict[str, str]) -> tuple[CostLine, ...]:
    lines, left = [], cast.cost_won
    parts = _COSTS[cast.type_code]
    for item, what, pct in parts[:-1]:
        amount = cast.cost_won * pct // 100 // 10_000 * 10_000
        left -= amount
        lines.append(CostLine(item=item, what=what.format(**slots), quantity=1, unit_won=amount))
    item, what, _pct = parts[-1]
    return (*lines, CostLine(item=item, what=what.format(**slots), quantity=1, unit_won=left))


def _facts(cast: CastFirm) -> Facts:
    return Facts(
        sales_won=cast.sales_won,
        headcount=cast.headcount,
        supported_before=cast.check == "supported_before" or (cast.type_code == "JS3" and not cast.first_ict),
        uses_ict=not cast.first_ict,
        running_other_project=cast.check == "running_other_project",
        tax_arrears=cast.check == "tax_arrears",
        closed_or_suspended=False,
        in_insolvency=cast.check == "in_insolvency",
        excluded_industry=False,
    )


def _helper(cast: CastFirm) -> Helper:
    dice = chance("helper", cast.key)
    kind = dice.choices(("nobody", "forum", "mentor", "supplier", "operator"), (5, 2, 2, 2, 1))[0]
    names = {
        "forum": "전북 스마트 CEO포럼(예시)",
        "mentor": "온누리전자(예시) 전담멘토",
        "supplier": suppliers()[cast.supplier].name,
        "operator": "전북테크노파크(예시)",
    }
    return Helper(kind=kind, name=names.get(kind, ""))  # type: ignore[arg-type]
