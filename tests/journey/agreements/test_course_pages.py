from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.foundation.signing.papers import pdf
from tests.journey.agreements import course as c
from tests.journey.agreements.actions.test_memorandum import in_force

from dure.journey.agreements import actions, queries
from dure.journey.agreements.models import Change, Ending, Obligation, StartNotice

pytestmark = pytest.mark.django_db


def _as(member: w.Member) -> Client:
    client = Client()
    client.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


def _start_form(**changes: Any) -> dict[str, Any]:
    known = {
        "bank": "전북은행", "account_number": "1013-01-0123456", "account_holder": "진안식품",
        "kickoff_at": "2024-06-21T14:00", "schedule": "7월 설계", "revision": 0, "form_key": "a",
    }  # fmt: skip
    return known | changes


def test_a_firm_writes_and_hands_in_its_start_and_staff_accept_it() -> None:
    here, agreement = c.agreed()
    owner, staff = _as(here.firm.owner), _as(here.world.operator)
    edit = reverse("agreements:edit_start", args=[agreement.pk])
    kept = owner.post(reverse("agreements:autosave_start", args=[agreement.pk]), _start_form(bank="농협"))
    stale = owner.post(edit, _start_form(form_key="b"))
    handed_in = owner.post(edit, _start_form(hand_in="1"))
    accepted = staff.post(reverse("agreements:decide_start", args=[agreement.pk, "accept"]))
    agreement.refresh_from_db()

    assert (kept.status_code, stale.status_code) == (204, 409)
    assert "농협" in stale.content.decode()
    assert "1013-01-0123456" in stale.content.decode()
    assert (handed_in.status_code, accepted.status_code) == (302, 302)
    assert (StartNotice.objects.get().bank, agreement.status) == ("전북은행", "started")


def test_a_change_is_asked_for_and_approved_on_its_pages() -> None:
    here, agreement = c.agreed()
    at = w.moment(9, 2)
    row = c.asked(here, agreement, "period_long", {"ends_on": "2025-05-10"}, at=at)
    page = _as(here.world.approver).get(reverse("agreements:change", args=[row.pk]))
    seen = _as(here.supplier).get(reverse("agreements:change", args=[row.pk]))
    refused = _as(here.supplier).post(reverse("agreements:decide_change", args=[row.pk, "approve"]))
    _as(here.world.approver).post(reverse("agreements:decide_change", args=[row.pk, "approve"]))

    assert (page.status_code, seen.status_code, refused.status_code) == (200, 200, 403)
    assert page.context["may_decide"]
    assert not seen.context["may_decide"]
    assert queries.agreement(agreement.pk).current.number == 2
    versions = _as(here.firm.owner).get(reverse("agreements:versions", args=[agreement.pk]))
    assert [each.part for each in versions.context["differences"]] == ["days"]


@pytest.mark.parametrize(
    ("kind", "data", "after"),
    [
        ("period_long", {"ends_on": "2025-03-16"}, {"ends_on": "2025-03-16"}),
        ("representative", {"representative": "박새로"}, {"representative": "박새로"}),
        (
            "cost",
            {"item_0": "hardware", "what_0": "패널", "won_0": "1,000,000", "in_kind_won": "0"},
            {"costs": [{"number": 1, "item": "hardware", "what": "패널", "amount_won": 1_000_000}], "in_kind_won": 0},
        ),
    ],
)
def test_what_is_typed_is_kept(kind: str, data: dict[str, Any], after: dict[str, Any]) -> None:
    here, agreement = c.agreed()
    owner = _as(here.firm.owner)
    said = {"kind": kind, "cause_on": "2024-09-01", "reason": "지연"}
    begun = owner.post(reverse("agreements:begin_change", args=[agreement.pk]), said)
    row = Change.objects.get()
    edit = reverse("agreements:edit_change", args=[row.pk])
    opened = owner.get(edit)
    saved = owner.post(edit, {"cause_on": "2024-09-01", "reason": "지연", "revision": 0, "form_key": "a", **data})
    row.refresh_from_db()

    assert (begun.status_code, opened.status_code, saved.status_code) == (302, 200, 302)
    kept = dict(row.after)
    if kind == "cost":
        kept["costs"] = [each for each in kept["costs"] if each["amount_won"]]
    assert kept == after


def test_an_ending_is_asked_for_and_decided_on_its_pages() -> None:
    here, agreement = c.agreed()
    ask = reverse("agreements:ask_ending", args=[agreement.pk])
    _as(here.firm.owner).post(ask, {"cause": "자금 사정"})
    row = Ending.objects.get()
    decide = reverse("agreements:ending", args=[row.pk])
    approver = _as(here.world.approver)
    said = {"effective_on": "2024-10-10", "fault": "firm", "reason": "중단", "barred": ["firm"]}
    half = approver.post(decide, said)
    done = approver.post(decide, {**said, "ban_until": "2027-10-10"})
    row.refresh_from_db()

    assert (half.status_code, done.status_code) == (422, 302)
    assert (row.kind, row.status) == ("giving_up", "decided")
    assert approver.get(decide).status_code == 200


def test_the_account_is_shown_to_few() -> None:
    here, agreement = c.agreed()
    actions.save_start(agreement=agreement, draft=c.draft(), by=here.owner, at=c.WROTE)
    address = reverse("agreements:start", args=[agreement.pk])
    pages = [_as(each).get(address) for each in (here.firm.owner, here.world.operator, here.supplier)]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert ["1013-01-0123456" in page.content.decode() for page in pages] == [True, True, False]


def test_the_list_of_changes_asks_the_same_of_one_and_of_three() -> None:
    here, agreement = c.agreed()
    c.asked(here, agreement, "account", {"bank": "농협", "account_number": "3010123456781", "account_holder": "나"})
    staff, address = _as(here.world.operator), reverse("agreements:all_changes")
    staff.get(address)
    with CaptureQueriesContext(connection) as one:
        staff.get(address)
    for name in ("두레식품", "전주금속"):
        other, row = c.agreed(here.world, name, here.supplier)
        c.asked(other, row, "representative", {"representative": "박새로"})
    with CaptureQueriesContext(connection) as three:
        page = staff.get(address)

    assert page.content.decode().count("전주금속") >= 1
    assert len(one) == len(three) <= 12


def test_the_paper_of_a_bond_is_attached_on_the_page_of_the_start() -> None:
    here, agreement = c.agreed()
    told = {"agreement": agreement, "kind": "performance", "by": here.owner, "at": c.WROTE}
    bond = actions.record_bond(paper=c.paper(1_000), **told)  # type: ignore[arg-type]
    page = reverse("agreements:start", args=[agreement.pk])
    shown = _as(here.firm.owner).get(page)
    upload = reverse("documents:upload", args=["agreements.bond", bond.pk])
    scan = SimpleUploadedFile("증권.pdf", pdf(), content_type="application/pdf")
    sent = _as(here.firm.owner).post(upload, {"kind": "bond", "chosen": scan})
    kept = _as(here.world.operator).get(page).context["bond_papers"]

    assert f'action="{upload}"' in shown.content.decode()
    assert sent.status_code in {200, 302}
    assert [(row.pk, [each.document.name for each in papers.attached]) for row, papers in kept] == [
        (bond.pk, ["증권.pdf"])
    ]


def test_an_undertaking_is_waived_by_the_approver_and_opened_again_with_reasons() -> None:
    world = w.small_programme()
    row = in_force(world)
    owed = Obligation.objects.get(amount_won=100_000_000)
    page = reverse("agreements:memorandum", args=[row.pk])
    waive, reopen = (reverse("agreements:settle_obligation", args=[owed.pk, verb]) for verb in ("waive", "reopen"))
    staff, approver = _as(world.operator), _as(world.approver)
    offered = [waive in client.get(page).content.decode() for client in (staff, approver)]
    approver.post(waive, {"reason": " "})
    unmoved = Obligation.objects.get(pk=owed.pk).status
    approver.post(waive, {"reason": "감액 추경"})
    waived = Obligation.objects.get(pk=owed.pk).status
    again = staff.get(page).content.decode()
    staff.post(reopen, {"reason": "다시 편성"})

    assert (offered, unmoved, waived) == ([False, True], "open", "waived")
    assert (reopen in again, "감액 추경" in again) == (True, True)
    assert Obligation.objects.get(pk=owed.pk).status == "open"
