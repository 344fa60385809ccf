import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.journey.evaluation.scene import AT, DUE, Scene, closed, fill, opened, scene, scoring, sheets

from dure.journey.evaluation import actions
from dure.journey.evaluation.models import (
    Assignment,
    Conflict,
    OfficialScore,
    Panel,
    ScoreSheet,
    SiteCheck,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


def operator(here: Scene) -> Client:
    return signed_in(here.world.operator.person)


def assessor(here: Scene, sheet: ScoreSheet) -> Client:
    return signed_in(sheet.assignment.assessor.person)


def address(here: Scene, name: str, *args: object) -> str:
    return reverse(f"evaluation:{name}", args=[here.world.programme.slug, *args])


STAFF_PAGES = {
    "overview": (),
    "pool": (),
    "pool-add": (),
    "conflicts": (),
    "declare-conflict": (),
    "site-checks": (),
    "extras": (),
    "scores": (),
    "summary": (),
    "phase": ("presentation",),
    "phase-assessors": ("presentation",),
    "allot": ("presentation",),
    "change-due": ("presentation",),
    "order": ("presentation",),
}


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_page_opens_for_staff_and_is_closed_to_firms(name: str) -> None:
    here = scene(firms=1, assessors=6, bonuses=("root_industry",))
    scoring(here)
    url = address(here, name, *STAFF_PAGES[name])

    assert operator(here).get(url).status_code == 200
    assert signed_in(here.firms[0].owner.person).get(url).status_code == 403


@pytest.mark.parametrize("name", ["pool", "conflicts", "site-checks", "phase", "phase-assessors", "scores"])
def test_list_asks_as_many_queries_at_three_rows_as_at_one(name: str) -> None:
    here = scene(firms=3, assessors=7)
    closed(here)
    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)
    for number, row in enumerate(here.applications):
        actions.declare_conflict(
            assessor=here.pool[number], application=row, kind="challenge", reason="친족", by=here.operator, at=DUE
        )
    client, url = operator(here), address(here, name, *STAFF_PAGES[name])
    client.get(url)

    at_three = _queries(client, url)
    _leave_one(here)
    at_one = _queries(client, url)

    assert (at_three == at_one, at_three <= MOST_QUERIES) == (True, True), (at_three, at_one)


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def _leave_one(here: Scene) -> None:
    """Take two of three rows out of every list."""
    others = here.applications[1:]
    for model in (Panel, OfficialScore, Conflict):
        model.objects.filter(application__in=others).delete()
    SiteCheck.objects.filter(application__in=others).delete()
    # Who was drawn for which firm differs from run to run.
    drawn = Assignment.objects.filter(application=here.applications[0], phase__step="presentation")
    Assignment.objects.exclude(assessor__in=drawn.order_by("pk").values("assessor")[:1]).update(status="removed")


def test_assessor_finds_the_own_sheets_in_the_queue() -> None:
    here = scene(firms=2, assessors=6)
    phase = scoring(here)
    mine = [sheet for sheet in sheets(phase) if sheet.assignment.assessor_id == here.pool[0].pk]

    page = signed_in(here.pool[0].person).get(reverse("evaluation:queue")).content.decode()

    assert page.count("JS1-2024-") == len(mine)


def test_sheet_is_saved_and_signed_in_the_browser() -> None:
    here = scene(firms=1, assessors=6)
    sheet = sheets(scoring(here))[0]
    client, url = assessor(here, sheet), reverse("evaluation:sheet", args=[sheet.pk])
    assert client.get(url).status_code == 200

    given = {f"points-{item.code}": str(item.grades[1]) for item in _criteria(sheet)}
    answer = client.post(url, {**given, "revision": "0", "page": "a", "comment": "양호", "sign": "yes"})

    sheet.refresh_from_db()
    assert (answer.status_code, sheet.status, sheet.comment) == (302, "signed", "양호")


def _criteria(sheet: ScoreSheet):  # type: ignore[no-untyped-def]
    from dure.journey.evaluation.steps import step_of

    return step_of(sheet.assignment.phase).criteria


def test_autosave_keeps_what_was_typed_and_refuses_what_is_no_grade() -> None:
    here = scene(firms=1, assessors=6)
    sheet = sheets(scoring(here))[0]
    client, url = assessor(here, sheet), reverse("evaluation:sheet-autosave", args=[sheet.pk])

    saved = client.post(url, {"points-commitment": "9", "revision": "0", "page": "a"})
    refused = client.post(url, {"points-commitment": "99", "revision": "1", "page": "a"})

    assert (saved.status_code, refused.status_code, "message" in refused.json()) == (204, 409, True)
    assert sheet.items.get().points == 9


def test_stale_sheet_shows_both_and_loses_nothing() -> None:
    here = scene(firms=1, assessors=6)
    sheet = sheets(scoring(here))[0]
    client, url = assessor(here, sheet), reverse("evaluation:sheet", args=[sheet.pk])
    client.post(url, {"points-commitment": "9", "revision": "0", "page": "a"})

    answer = client.post(
        url, {"points-commitment": "7", "reason-commitment": "내가 쓴 사유", "revision": "0", "page": "b"}
    )

    page = answer.content.decode()
    assert (answer.status_code, "내가 쓴 사유" in page, sheet.items.get().points) == (409, True, 9)


def test_file_opens_only_after_the_pledge() -> None:
    here = scene(firms=1, assessors=6, pledged=False)
    sheet = sheets(scoring(here))[0]
    client = assessor(here, sheet)

    before = client.get(reverse("evaluation:sheet", args=[sheet.pk]))
    client.post(reverse("evaluation:pledge", args=[sheet.assignment.assessor_id]), {"agree": "yes"})
    after = client.get(reverse("evaluation:sheet", args=[sheet.pk]))

    assert (before.status_code, after.status_code) == (302, 200)


def test_other_assessors_sheet_is_refused_in_the_browser() -> None:
    here = scene(firms=1, assessors=6)
    first, second, *_rest = sheets(scoring(here))

    assert assessor(here, second).get(reverse("evaluation:sheet", args=[first.pk])).status_code == 403


def test_operator_sees_no_points_while_scoring() -> None:
    here = scene(firms=1, assessors=6)
    phase = scoring(here)
    for sheet in sheets(phase):
        fill(sheet, grade=1)
    url = reverse("evaluation:firm", args=[here.applications[0].pk])

    before = operator(here).get(url).content.decode()
    actions.close_phase(phase=phase, by=here.operator, at=DUE)
    after = operator(here).get(url).content.decode()

    assert (before.count("90.0"), after.count("90.0")) == (0, 5)


def test_panel_sees_each_other_only_while_discussing() -> None:
    here = scene(firms=1, assessors=6)
    phase = scoring(here)
    for sheet in sheets(phase):
        fill(sheet, grade=1)
    mine = sheets(phase)[0]
    client, url = assessor(here, mine), reverse("evaluation:sheet", args=[mine.pk])
    other = sheets(phase)[1].assignment.assessor.person.name

    before = other in client.get(url).content.decode()
    actions.open_to_panel(phase=phase, by=here.operator, at=AT)
    after = other in client.get(url).content.decode()

    assert (before, after) == (False, True)


def test_draw_is_previewed_then_applied() -> None:
    here = scene(firms=1, assessors=6)
    phase = opened(here)
    url = address(here, "allot", "presentation")

    preview = operator(here).get(url, {"method": "draw", "seed": "5"})
    digest = preview.context["proposal"].digest
    assert sheets(phase) == []

    operator(here).post(url, {"method": "draw", "seed": "5", "digest": digest})
    assert len(sheets(phase)) == 5


def test_draw_with_an_old_preview_is_refused_and_shows_the_new_one() -> None:
    here = scene(firms=1, assessors=6)
    phase = opened(here)

    answer = operator(here).post(
        address(here, "allot", "presentation"), {"method": "draw", "seed": "5", "digest": "0" * 64}
    )

    assert (answer.status_code, sheets(phase)) == (409, [])


def test_site_check_is_written_on_the_phone_page() -> None:
    here = scene(firms=1, assessors=6)
    scoring(here, "site_check")
    row = here.applications[0]
    url = reverse("evaluation:site-check", args=[row.pk])
    answers = {"plant_operating": "yes", "plan_matches_site": "yes", "equipment_sound": "no", "needs": "금속검출기"}

    lacking = operator(here).post(url, {"plant_operating": "yes", "revision": "0"})
    written = operator(here).post(url, {**answers, "revision": "0"})

    row.site_check.refresh_from_db()
    assert (lacking.status_code, written.status_code) == (422, 302)
    assert (row.site_check.equipment_sound, row.site_check.needs) == (False, "금속검출기")


def test_site_check_draft_survives_until_the_write_up() -> None:
    here = scene(firms=1, assessors=6)
    scoring(here, "site_check")
    row = here.applications[0]
    client = operator(here)

    client.post(reverse("evaluation:site-check-autosave", args=[row.pk]), {"needs": "아직 쓰는 중"})

    assert "아직 쓰는 중" in client.get(reverse("evaluation:site-check", args=[row.pk])).content.decode()


def test_scores_are_settled_and_the_summary_goes_out_as_excel() -> None:
    here = scene(firms=2, assessors=7)
    closed(here)
    client = operator(here)

    client.post(address(here, "settle"))

    assert "93.67" in client.get(address(here, "summary")).content.decode()
    workbook = client.get(address(here, "summary-excel"))
    assert b"".join(workbook.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_closing_too_early_names_what_lacks_and_changes_nothing() -> None:
    here = scene(firms=1, assessors=6)
    phase = scoring(here)

    answer = operator(here).post(address(here, "carry-on", "presentation", "close"), follow=True)

    phase.refresh_from_db()
    assert ("가나식품1 (" in answer.content.decode(), phase.status) == (True, "scoring")
