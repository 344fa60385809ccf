"""The printed record, read back from the PDF: the law's form with everything on it."""

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from tests.floor.quality.scene import METAL, PROBE, WASHING, correction, record, tell
from tests.floor.scene import DAY, EVENING, Floor
from tests.portal.conftest import as_member

from dure.floor.quality import actions
from dure.floor.quality.models import Deviation, ReviewPart

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def korean(floor: Floor) -> Client:
    return as_member(floor.firm.owner)


def printed(client: Client, floor: Floor, ccp: str = WASHING) -> str:
    """The words of the paper without blanks: a cell breaks its words wherever it is full."""
    answer = client.get(f"{reverse('quality:record_pdf', args=[floor.code])}?ccp={ccp}&day={DAY}")
    return bare("".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content)))


def bare(text: str) -> str:
    return "".join(text.split())


def test_paper_is_the_form_of_the_law(floor: Floor, korean: Client) -> None:
    tell(floor, record(1, 60, "3.4"), record(1, 170, "3.1", source=PROBE, actor="", lot="S-0303"))
    owner = floor.owner
    for part in (ReviewPart.CHECKED, ReviewPart.APPROVED):
        actions.review(site=floor.site, ccp=WASHING, day=DAY, part=part, note="", by=owner, at=EVENING)

    words = printed(korean, floor)

    for expected in (
        "중요관리점(CCP) 점검표", "세척 시간 (CCP-1B)", "작성자", "점검자", "승인자", "작성일자", "2025. 3. 3.(월)",
        "위해요소", "병원성 미생물", "한계기준", "3분 이상", "주기", "120분마다", "방법", "세척조에 들어가서 나올 때까지의 시간을 초시계로 잰다",
        "09:00", "3.4분", "10:50", "3.1분", "S-0303", "절임배추", "적합", "포장반", owner.name,
        "한계기준 이탈 내용", "개선조치 및 결과", "조치자", "없음", "승인자가 작성 또는 점검도 하였습니다.",
        "기록이 없는 주기의 시작 시각: 12:00, 14:00",
    ):  # fmt: skip
        assert bare(expected) in words, expected
    assert (words.count("적합입력"), words.count("적합자동")) == (1, 1)


def test_paper_tells_the_deviation_to_its_end(floor: Floor, korean: Client) -> None:
    tell(floor, record(1, 60, "ng", METAL, lot="K-0303"))
    row = Deviation.objects.get()
    actions.correct(deviation=row, cause="감도 저하", correction="검출기를 다시 조정", by=floor.owner, at=EVENING)
    actions.release(deviation=row, decision="재통과 적합", by=floor.owner, at=EVENING)

    words = printed(korean, floor, METAL)

    for expected in (
        "Fe 2.0 mm",
        "09:00 부적합",
        "K-0303",
        "감도 저하",
        "검출기를 다시 조정",
        "재통과 적합",
        "(조치자와 같음)",
    ):
        assert bare(expected) in words, expected


def test_paper_shows_corrections_and_changes_after_the_check(floor: Floor, korean: Client) -> None:
    first = record(1, 60, "3.4")
    tell(floor, first)
    actions.review(site=floor.site, ccp=WASHING, day=DAY, part=ReviewPart.CHECKED, note="", by=floor.owner, at=EVENING)
    before = printed(korean, floor)
    tell(floor, correction(2, 61, first, value="3.1"))
    after = printed(korean, floor)

    assert bare("바뀐 기록") not in before
    assert bare("점검 또는 승인한 뒤에 바뀐 기록이 있습니다.") in after
    assert bare("정정 전: 3.4분") in after


def test_paper_of_a_day_without_records_says_so(floor: Floor, korean: Client) -> None:
    assert bare("이날의 기록이 없습니다.") in printed(korean, floor)


def test_paper_in_english(floor: Floor, owner: Client) -> None:
    tell(floor, record(1, 60, "3.4"))

    assert bare("Critical control point (CCP) record") in printed(owner, floor)
