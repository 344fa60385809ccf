"""Choosing a chart, what the page says, and the workbook."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.floor.quality.scene import WASHING, record, tell
from tests.floor.scene import Floor

pytestmark = pytest.mark.django_db(transaction=True)


def told(floor: Floor) -> None:
    values = ["3.5", "3.6", "3.4", "3.5", "3.6", "3.5", "3.4", "3.5", "3.6", "3.4", "3.5", "9"]
    tell(floor, *(record(n, 10 * n, value) for n, value in enumerate(values, start=1)))


def test_signals_lead_to_their_records_and_every_sample_stands_in_the_table(floor: Floor, owner: Client) -> None:
    told(floor)
    page = owner.get(reverse("quality:chart", args=[floor.code]), {"what": f"check:{WASHING}"}).content.decode()

    assert "beyond the control limit" in page
    assert f"/floor/{floor.code}/haccp/point/?ccp={WASHING}&amp;day=2025-03-03" in page
    assert page.count('<th scope="row">') >= 12
    assert "each sample is a single measured value" in page


def test_days_in_the_wrong_order_are_refused_at_their_field(floor: Floor, owner: Client) -> None:
    asked = {"what": f"check:{WASHING}", "first": "2025-03-03", "last": "2025-03-01"}
    answer = owner.get(reverse("quality:chart", args=[floor.code]), asked)

    assert answer.status_code == 422
    assert "The last day lies before the first." in answer.content.decode()


def test_days_that_set_the_limits_may_not_begin_later(floor: Floor, owner: Client) -> None:
    asked = {"what": f"check:{WASHING}", "first": "2025-03-01", "base_first": "2025-03-02", "base_last": "2025-03-03"}
    answer = owner.get(reverse("quality:chart", args=[floor.code]), asked)

    assert answer.status_code == 422
    assert "begin on the first day shown, or before it" in answer.content.decode()


def test_workbook_holds_samples_and_values(floor: Floor, owner: Client) -> None:
    told(floor)
    answer = owner.get(
        reverse("quality:chart_excel", args=[floor.code]), {"what": f"check:{WASHING}", "group": "count"}
    )

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    samples, _asked, values = (book.get_sheet_by_index(place).to_python() for place in range(3))
    assert (len(samples), len(values)) == (3, 11)
    assert values[:2] == [["sample", "value"], ["1", 3.5]]


def test_chart_of_a_check_that_is_not_there_is_not_found(floor: Floor, owner: Client) -> None:
    address = reverse("quality:chart", args=[floor.code])

    assert [owner.get(address, {"what": what}).status_code for what in ("check:none", "check:seal")] == [404, 404]


def test_alarms_are_set_by_the_firm_and_somebody_must_be_told(floor: Floor, owner: Client) -> None:
    address = reverse("quality:alarms", args=[floor.code])
    person = floor.firm.owner.person.pk

    nobody = owner.post(address, {"repeat_min": "30", f"person_{person}": "-"})
    kept = owner.post(address, {"repeat_min": "30", f"person_{person}": "L1"})

    assert (nobody.status_code, kept.status_code) == (422, 302)
    assert 'value="30"' in owner.get(address).content.decode()
