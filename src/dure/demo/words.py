"""What firms of each trade write and visitors find: sentences with slots, in plain Korean."""

from dataclasses import dataclass
from typing import NamedTuple


class Aim(NamedTuple):
    """A KPI row: indicator of the catalogue, unit, value before (from, to), factor to the target, how it is measured."""

    key: str
    unit: str
    low: float
    high: float
    factor: float
    how: str


@dataclass(frozen=True)
class Trade:
    """How firms of a trade work and what troubles them."""

    process: str
    troubles: tuple[str, ...]
    wishes: tuple[str, ...]
    needs: tuple[str, ...]
    devices: str
    aims: tuple[Aim, ...]


_DAILY = "작업일보 4주분 집계(도입 전), 시스템 실적 4주분 집계(도입 후)"

FOOD = Trade(
    process="원료 입고, 세척·전처리, 배합, 가열·숙성, 포장, 금속검출, 출하 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "원료 투입량과 제품 중량을 종이 일지에 적어 배치별 수율을 알기 어렵고, 로스가 어느 공정에서 나는지 파악하지 못합니다.",
        "HACCP 점검표와 온도 기록을 손으로 써서 하루 한 시간 이상이 들고, 누락된 기록을 나중에 채우는 일이 있습니다.",
        "소비기한과 로트 추적을 엑셀로 관리하여 반품이 들어오면 원료 로트를 찾는 데 반나절이 걸립니다.",
        "포장 공정에 사람이 몰려 주문이 몰리는 명절 전에는 출하가 하루 이틀 늦어집니다.",
    ),
    wishes=(
        "배합과 중량 기록을 자동으로 남기고 싶습니다. 손으로 쓰는 일지가 너무 많습니다.",
        "HACCP 일지를 종이 없이 쓰고, 수율을 매일 보고 싶습니다.",
        "포장 라인 동선이 길어 현장 개선을 도와주시면 좋겠습니다.",
        "명절 물량 때 납기를 맞추기 어렵습니다. 생산계획을 세우는 방법부터 배우고 싶습니다.",
    ),
    needs=(
        "전처리장 동선 단축과 대차 교체",
        "중량 저울 연동과 로트 라벨 발행",
        "숙성고 온도 자동 기록",
        "포장 공정 간편자동화",
    ),
    devices="전자저울 연동 단말, 온도 센서, 로트 라벨 프린터",
    aims=(
        Aim("yield", "%", 68, 88, 1.07, "배치별 투입·산출 중량, " + _DAILY),
        Aim("throughput_per_hour", "개/시간", 120, 620, 1.22, _DAILY),
        Aim("process_defect_rate", "%", 1.8, 5.2, 0.62, _DAILY),
        Aim("mfg_lead_time", "시간", 9, 30, 0.8, "작업지시부터 포장 완료까지, " + _DAILY),
    ),
)
TEXTILE = Trade(
    process="원사·원단 입고, 재단 또는 제직, 가공, 봉제·검사, 포장 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "검사에서 나온 결점을 수기로 세어 어느 기대에서 생긴 것인지 사흘 뒤에야 알 수 있습니다.",
        "작업지시서를 종이로 돌려 색상·규격이 뒤바뀌는 일이 한 달에 서너 번 있습니다.",
        "원단 재고가 창고와 장부에서 달라 급한 주문 때 다시 사는 일이 있습니다.",
    ),
    wishes=(
        "작업지시와 실적을 바코드로 받고 싶습니다.",
        "불량이 어느 공정에서 나는지 바로 알고 싶습니다.",
        "창고 위치 관리와 재고 실사를 줄이고 싶습니다.",
    ),
    needs=("재단 공정 표준시간 설정", "원단 창고 위치 표시와 바코드 입출고", "검사대 결점 입력 단말"),
    devices="바코드 스캐너, 검사대 태블릿, 기대 신호 수집기",
    aims=(
        Aim("process_defect_rate", "%", 2.4, 6.0, 0.6, "검사 결점 수량, " + _DAILY),
        Aim("throughput_per_hour", "개/시간", 40, 210, 1.2, _DAILY),
        Aim("wip_inventory", "%", 16, 34, 0.72, "월말 재공 금액 / 월 매출"),
        Aim("on_time_rate", "%", 78, 90, 1.07, "출하 장부와 주문서 비교"),
    ),
)
RUBBER = Trade(
    process="배합, 성형(사출·프레스), 후가공, 검사, 포장 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "금형 교체에 평균 50분이 걸리고 조건표가 작업자마다 달라 초물 불량이 많습니다.",
        "설비 온도와 사이클을 하루 두 번 적을 뿐이라 불량이 난 시각의 조건을 되짚을 수 없습니다.",
        "분쇄 재료 투입량을 감으로 정해 롯트마다 강도가 다릅니다.",
    ),
    wishes=(
        "성형 조건을 자동으로 모으고 불량과 함께 보고 싶습니다.",
        "금형 교체 시간을 줄이는 현장 개선이 급합니다.",
        "생산 수량을 사람이 세지 않게 해 주십시오.",
    ),
    needs=("금형 교체 표준화와 교체대차", "성형기 신호 수집과 실적 자동 집계", "원료 계량 실수 방지"),
    devices="성형기 신호 수집기, 온도 센서, 현황판",
    aims=(
        Aim("equipment_utilisation", "%", 58, 74, 1.16, "부하시간 대비 가동시간, 설비 신호 4주분"),
        Aim("process_defect_rate", "%", 2.0, 5.5, 0.58, _DAILY),
        Aim("throughput_per_hour", "개/시간", 180, 900, 1.18, _DAILY),
    ),
)
AUTO = Trade(
    process="소재 절단, 프레스·용접, 가공, 도장, 조립·검사 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "완성차 협력사에서 로트 추적 자료를 요구하지만 용접 조건과 작업자를 수기로 남겨 제출까지 이틀이 걸립니다.",
        "설비 고장이 나야 정비하는 방식이라 한 달 평균 11시간 라인이 섭니다.",
        "검사 성적서를 사람이 옮겨 적어 오기가 생기고 납품이 반려된 적이 있습니다.",
    ),
    wishes=(
        "로트 추적과 검사 성적서를 시스템으로 내고 싶습니다.",
        "설비 비가동 원인을 자동으로 모으고 싶습니다.",
        "재공이 쌓이는 라인 배치를 바꾸고 싶습니다.",
    ),
    needs=("용접 조건 자동 기록", "설비 비가동 사유 입력 단말", "공정 간 재공 축소를 위한 라인 재배치"),
    devices="설비 PLC 연동 장치, 검사 계측기 연동, 이력 라벨 프린터",
    aims=(
        Aim("throughput_per_hour", "개/시간", 60, 320, 1.2, _DAILY),
        Aim("process_defect_rate", "PPM", 3200, 9800, 0.55, "검사 불량 수량 / 생산 수량, 4주분"),
        Aim("order_to_ship_lead_time", "시간", 60, 150, 0.8, "수주와 출하 기록 비교"),
        Aim("equipment_utilisation", "%", 60, 76, 1.14, "설비 신호 4주분"),
    ),
)
PARTS = Trade(
    process="자재 입고, 가공·실장, 세정, 검사, 포장 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "검사 장비마다 결과를 따로 저장해 공정별 불량 유형을 한눈에 볼 수 없습니다.",
        "자재 로트와 완제품 로트가 이어지지 않아 고객 불만이 오면 전수 확인을 합니다.",
        "미세 이물 불량이 계절마다 달라지는데 온·습도 기록이 없어 원인을 찾지 못합니다.",
    ),
    wishes=(
        "검사 데이터를 한곳에 모아 통계로 보고 싶습니다.",
        "자재부터 출하까지 로트를 잇고 싶습니다.",
        "설비 데이터를 실시간으로 보고 싶습니다.",
    ),
    needs=("검사 장비 데이터 자동 수집", "자재 로트 추적", "작업장 온·습도 상시 기록"),
    devices="검사기 연동 모듈, 온·습도 센서, 로트 추적 단말",
    aims=(
        Aim("process_defect_rate", "PPM", 2100, 7600, 0.5, "검사기 저장 자료 4주분"),
        Aim("claims", "건", 8, 26, 0.5, "고객 불만 접수 대장(연간)"),
        Aim("mfg_lead_time", "시간", 24, 72, 0.78, "작업지시부터 검사 완료까지"),
    ),
)
COSMETIC = Trade(
    process="원료 칭량, 유화·배합, 숙성, 충전, 포장 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "제조지시기록서를 손으로 써서 품목 하나에 기록만 40분이 걸립니다.",
        "칭량 오류가 분기에 두세 번 나와 배합물을 버립니다.",
        "충전 중량 편차를 하루 세 번만 확인해 과충전 손실이 큽니다.",
    ),
    wishes=(
        "칭량과 배합 기록을 자동으로 남기고 싶습니다.",
        "충전 중량을 계속 확인하고 싶습니다.",
        "수출 서류에 필요한 로트 기록을 쉽게 내고 싶습니다.",
    ),
    needs=("칭량 실수 방지와 저울 연동", "충전 중량 상시 확인", "제조기록 전산화"),
    devices="전자저울 연동 단말, 충전기 중량 센서",
    aims=(
        Aim("process_defect_rate", "%", 1.6, 4.2, 0.55, _DAILY),
        Aim("yield", "%", 84, 93, 1.04, "배합 투입량과 충전 산출량 비교"),
        Aim("man_hours", "시간", 120, 260, 0.78, "월간 작업시간 집계"),
    ),
)
MACHINE = Trade(
    process="설계, 소재 준비, 기계가공, 열처리(외주), 조립·검사 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "수주품이 매번 달라 공정 진척을 사람이 돌아다니며 확인하고, 납기 회신에 하루가 걸립니다.",
        "도면 개정본이 현장에 늦게 전달되어 옛 도면으로 가공하는 일이 있습니다.",
        "공구와 가공 조건이 사람에게 쌓여 있어 숙련자가 쉬면 불량이 늘어납니다.",
    ),
    wishes=(
        "수주부터 출하까지 진척을 화면으로 보고 싶습니다.",
        "도면과 작업표준을 현장에서 바로 보고 싶습니다.",
        "설비 가동 시간을 자동으로 알고 싶습니다.",
    ),
    needs=("공정 진척 현황판", "도면·작업표준 현장 단말", "가공기 가동 신호 수집"),
    devices="가공기 신호 수집기, 현장 태블릿, 현황판",
    aims=(
        Aim("on_time_rate", "%", 70, 86, 1.12, "수주 납기와 출하일 비교(분기)"),
        Aim("equipment_utilisation", "%", 48, 66, 1.2, "가공기 신호 4주분"),
        Aim("process_defect_rate", "%", 1.5, 4.0, 0.6, _DAILY),
    ),
)
OTHER = Trade(
    process="원자재 입고, 성형·가공, 건조, 검사, 포장 순서로 {product} 생산을 하고 있습니다.",
    troubles=(
        "생산량과 불량을 하루 끝에 한 번 적어 시간대별로 무엇이 달랐는지 알 수 없습니다.",
        "적재와 운반에 사람 손이 많이 들고 통로가 좁아 파손이 생깁니다.",
        "재고를 눈으로 세어 주문에 답하는 데 시간이 걸립니다.",
    ),
    wishes=(
        "생산 실적을 바로바로 적을 수 있으면 좋겠습니다.",
        "적재·운반을 편하게 바꾸고 싶습니다.",
        "재고를 화면으로 보고 싶습니다.",
    ),
    needs=("실적 입력 단말과 현황판", "적재·운반 동선 개선", "재고 위치 관리"),
    devices="실적 입력 단말, 바코드 스캐너",
    aims=(
        Aim("throughput_per_hour", "개/시간", 30, 160, 1.2, _DAILY),
        Aim("process_defect_rate", "%", 2.2, 5.4, 0.62, _DAILY),
        Aim("inventory_cost", "원", 24000000, 88000000, 0.8, "월말 재고 금액(천원 미만 버림)"),
    ),
)
TRADES = {
    "10": FOOD, "11": FOOD, "13": TEXTILE, "14": TEXTILE, "22": RUBBER, "30": AUTO, "26": PARTS, "28": PARTS,
    "20": COSMETIC, "25": MACHINE, "29": MACHINE,
}  # fmt: skip


def trade(sector: str) -> Trade:
    """The trade of a KSIC division."""
    return TRADES.get(sector, OTHER)
