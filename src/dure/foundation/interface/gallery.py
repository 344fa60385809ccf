"""Sample values for the gallery of components. Firms and people are invented."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.installation import clock
from dure.foundation.interface.charts import bar_chart, line_chart, range_chart
from dure.foundation.interface.parts import (
    Crumb,
    Dot,
    Entry,
    Fact,
    Figure,
    Progress,
    ScoreBar,
    Step,
    Tab,
    Tile,
    Todo,
)

JOB_LABEL: Final = "결과 통지문 만들기"
TILES: Final = (
    ("군산시", 0, 0),
    ("익산시", 1, 0),
    ("완주군", 2, 0),
    ("무주군", 4, 0),
    ("김제시", 1, 1),
    ("전주시", 2, 1),
    ("진안군", 3, 1),
    ("부안군", 0, 2),
    ("정읍시", 1, 2),
    ("임실군", 2, 2),
    ("장수군", 4, 2),
    ("고창군", 0, 3),
    ("순창군", 2, 3),
    ("남원시", 3, 3),
)
STAGES: Final = (
    "참여의향",
    "신청",
    "요건검토",
    "현장실사",
    "평가",
    "선정",
    "협약",
    "현장혁신",
    "구축",
    "정산",
)


class SampleForm(forms.Form):
    """Every kind of control once."""

    name = forms.CharField(label="기업명", help_text="사업자등록증에 적힌 이름 그대로 입력합니다.")
    business_number = forms.CharField(label="사업자등록번호", max_length=12)
    kind = forms.ChoiceField(label="지원 유형", choices=[("basic", "기초"), ("advanced", "고도화1")])
    grant_won = forms.CharField(label="도비 신청액", widget=forms.TextInput(attrs={"data-won": True}))
    visit_on = forms.DateField(label="방문 희망일", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    contact = forms.ChoiceField(
        label="연락 방법", widget=forms.RadioSelect, choices=[("phone", "전화"), ("mail", "전자우편")]
    )
    plan = forms.CharField(
        label="추진 내용", widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}), required=False
    )
    agrees = forms.BooleanField(label="개인정보 수집·이용에 동의합니다")


def samples(request: HttpRequest) -> dict[str, Any]:
    now = clock.now()
    today = timezone.localdate(now)
    return {
        "crumbs": (Crumb(_("Home"), "/"), Crumb("도입기업", "#"), Crumb("진안홍삼식품")),
        "tabs": (
            Tab("개요", "#", current=True),
            Tab("개선과제", "#", count=7),
            Tab("서류", "#", count=12),
            Tab("지급·정산", "#"),
        ),
        "todos": _todos(today),
        "dots": _dots(),
        "steps": (
            Step("공고", "done", "2024. 2. 29."),
            Step("신청·접수", "done", "98개사"),
            Step("요건검토", "late", "3일 지남"),
            Step("평가", "now"),
            Step("선정", "todo"),
            Step("협약", "todo"),
        ),
        "entries": _entries(now),
        "tiles": _tiles(request.GET.get("place", "진안군")),
        "facts": _facts(today),
        "score_bars": (
            ScoreBar("추진 필요성", 17.5, 20, 16.2, "선정기업 평균"),
            ScoreBar("실행계획의 구체성", 24, 30, 25.1, "선정기업 평균"),
            ScoreBar("기대효과", 31.5, 40, 33.4, "선정기업 평균"),
            ScoreBar("대표자 의지", 8, 10, 7.7, "선정기업 평균"),
        ),
        "scores": (71.5, 78, 82, 84.5, 88),
        "mean": 81.0,
        "charts": _charts(today),
        "empty_form": SampleForm(prefix="sample", initial={"grant_won": "12340000"}),
        "wrong_form": _wrong_form(),
        "job": Progress(
            JOB_LABEL,
            done=28,
            total=70,
            message="한 기업에 약 1초 걸립니다.",
            poll_url=reverse("interface:sample_job", args=[35]),
            cancel_url="#",
        ),
        "page_obj": Paginator(range(980), 50).page(6),
        "day": today,
        "moment": now,
        "late_day": today - timedelta(days=3),
        "soon_day": today + timedelta(days=2),
    }


def _todos(today: date) -> tuple[Todo, ...]:
    return (
        Todo("정산서류 확인", "#", today - timedelta(days=3), "진안홍삼식품", "전주시 기업지원과"),
        Todo("보완요청 회신 검토", "#", today, "순창장류명가", "도입기업"),
        Todo("평가위원 제척 사유 확인", "#", today + timedelta(days=2), "2024년 기초 유형", "평가위원 3명"),
        Todo("7월 상주 일정 확정", "#", today + timedelta(days=9), note="멘토 9개 팀"),
    )


def _dots() -> tuple[tuple[str, tuple[Dot, ...]], ...]:
    def row(states: str) -> tuple[Dot, ...]:
        names = {"d": "done", "n": "now", "l": "late", "b": "blocked", "t": "todo", "s": "skipped"}
        return tuple(Dot(stage, names[state], url="#") for stage, state in zip(STAGES, states, strict=True))

    return (
        ("진안홍삼식품", row("dddddddntt")),
        ("완주기계정밀", row("ddddlttttt")),
        ("부안젓갈영농조합", row("dddsddbttt")),
    )


def _entries(now: datetime) -> tuple[Entry, ...]:
    return (
        Entry(
            now - timedelta(hours=3),
            "개선과제 ‘포장 라인 간이 컨베이어’를 완료했습니다.",
            "멘토 박정호",
            "task",
            "과제",
            "done",
            detail="작업자 이동거리가 하루 4.2km에서 1.1km로 줄었습니다.\n사진 6장, 기업 확인 완료.",
        ),
        Entry(
            now - timedelta(days=12),
            "착수계를 냈습니다.",
            "대표 김순자",
            "document",
            "서류",
            "info",
            url="#",
            url_label="착수계 보기",
        ),
        Entry(
            now - timedelta(days=41),
            "선정되었습니다.",
            "심의위원회",
            "decision",
            "결정",
            "info",
            reason="점수 84.2점, 기초 유형 진안군 배정물량 3곳 가운데 2순위.",
        ),
        Entry(
            now - timedelta(days=60),
            "보완 서류가 기한보다 늦었습니다.",
            "전북테크노파크",
            "decision",
            "결정",
            "late",
            reason="재무제표 제출이 2일 늦어 사유서를 함께 받았습니다.",
        ),
        Entry(
            timezone.localdate(now) - timedelta(days=98),
            "참여의향서를 냈습니다.",
            "대표 김순자",
            "form",
            "서류",
        ),
    )


def _tiles(selected: str) -> tuple[Tile, ...]:
    places = (9, 10, 8, 2, 6, 9, 3, 3, 6, 3, 2, 3, 3, 3)
    applied = (14, 15, 11, 2, 8, 21, 4, 3, 7, 3, 1, 3, 3, 3)
    late = (1, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0)
    return tuple(
        Tile(
            name,
            column,
            row,
            url=f"?place={name}#map",
            selected=name == selected,
            figures=(
                Figure(pgettext_lazy("tile", "Places"), places[index]),
                Figure(_("Applied"), applied[index]),
                Figure(_("Late"), late[index], "late" if late[index] else "neutral"),
            ),
        )
        for index, (name, column, row) in enumerate(TILES)
    )


def _facts(today: date) -> tuple[Fact, ...]:
    return (
        Fact("사업자등록번호", "402-81-45671"),
        Fact("대표자", "김순자", "공동대표 없음"),
        Fact("소재지", "전북특별자치도 진안군 진안읍 홍삼로 21"),
        Fact("상시근로자", "34명", "2024. 3. 31. 기준"),
        Fact("지원 유형", "기초"),
        Fact("전담멘토", "3팀 박정호", url="#"),
        Fact("협약일", today.strftime("%Y. %-m. %-d.")),
        Fact("총사업비", "50,000,000원", "도비 60%, 자부담 40%"),
    )


def _charts(today: date) -> tuple[Any, ...]:
    days = [today - timedelta(days=7 * week) for week in range(11, -1, -1)]
    yields = (71.2, 70.8, 72.0, 71.5, 73.9, 75.1, 76.8, 78.0, 79.4, 79.1, 80.6, 81.2)
    return (
        bar_chart(
            "시군별 신청기업",
            rows=[("전주시", 21), ("익산시", 15), ("군산시", 14), ("완주군", 11), ("진안군", 4)],
            category="시군",
            value="신청기업",
            unit="개사",
            subtitle="2024년 기초·고도화1, 2024. 4. 12. 마감 기준",
            highlight="진안군",
        ),
        line_chart(
            "주간 수율",
            rows=[(on, value, "진안홍삼식품") for on, value in zip(days, yields, strict=True)],
            x="주",
            y="수율",
            unit="%",
            subtitle="포장 라인, 기록 있는 시간 94%",
        ),
        range_chart(
            "지원 전후 개선율 (중앙값과 95% 구간)",
            rows=[("생산성", 12.1, 18.4, 25.2), ("불량률", -31, -22.5, -12.8), ("납기", -4.2, 3.1, 9.8)],
            value="변화",
            unit="%",
            subtitle="70개사 가운데 52개사, 18개사는 자료 부족",
        ),
    )


def _wrong_form() -> SampleForm:
    form = SampleForm(
        {"wrong-business_number": "402-81-4567", "wrong-kind": "basic", "wrong-grant_won": "많이"},
        prefix="wrong",
    )
    form.add_error("business_number", "10자리 숫자여야 합니다. 지금은 9자리입니다.")
    return form
