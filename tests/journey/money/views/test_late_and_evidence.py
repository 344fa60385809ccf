"""The pages of liquidated damages, of evidence for a settlement, and of what came in."""

from pathlib import Path

import pytest
from django.urls import reverse
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z
from tests.journey.money.actions import test_evidence as evidence
from tests.journey.money.actions import test_lateness as lateness
from tests.journey.money.actions.test_imports import imported, reported
from tests.journey.money.views.test_pages import browser

from dure.foundation.installation.actions import mark_demo
from dure.journey.money import actions
from dure.journey.money.models import Claim, Deposit, LateCharge

pytestmark = pytest.mark.django_db


def test_an_approver_waives_on_the_page_and_reads_the_reckoning() -> None:
    here = s.started()
    claim, charge = lateness.late(here)
    url = reverse("money:decide_late", args=[claim.pk, "waive"])
    page = browser(here.first).get(reverse("money:claim", args=[claim.pk])).content.decode()
    refused = browser(here.first).post(url, {"reason": ""})
    forbidden = browser(here.owner).post(url, {"reason": "면제"})
    done = browser(here.first).post(url, {"reason": "정전"})
    charge.refresh_from_db()
    assert (url in page, f"{charge.amount_won:,}" in page) == (True, True)
    assert (refused.status_code, forbidden.status_code, done.status_code) == (409, 403, 302)
    assert (charge.status, charge.reason) == ("waived", "정전")


def test_days_typed_as_words_are_refused_and_a_confirmed_charge_is_decided_anew() -> None:
    here = s.started()
    claim, _charge = lateness.late(here)
    confirm, reopen = (reverse("money:decide_late", args=[claim.pk, verb]) for verb in ("confirm", "reopen"))
    who = browser(here.first)
    answers = [
        who.post(confirm, {"excused_days": "이틀"}).status_code,
        who.post(confirm, {"excused_days": "3"}).status_code,
        who.post(confirm, {"excused_days": "0"}).status_code,
        who.post(reopen, {"reason": "일수 재확인"}).status_code,
        who.post(reverse("money:decide_late", args=[claim.pk, "erase"])).status_code,
    ]
    assert (answers, LateCharge.objects.get().status) == ([422, 409, 302, 302, 404], "proposed")
    statements = browser(here.first).get(reverse("money:statements")).content.decode()
    assert "지체상금" in statements


def test_the_firm_of_an_ended_project_adds_evidence_on_its_settlement() -> None:
    here, row = evidence.opened()
    mark_demo(name_ko="시험", name_en="Test", today=evidence.AT)
    who, add = browser(here.owner), reverse("money:add_evidence", args=[row.pk])
    page = who.get(reverse("money:settlement", args=[row.pk])).content.decode()
    begun = who.post(add, follow=True)
    claim = Claim.objects.get(kind="evidence")
    assert (add in page, begun.status_code) == (True, 200)
    assert reverse("money:hand_in", args=[claim.pk]) not in begun.content.decode()
    assert who.post(reverse("money:hand_in", args=[claim.pk])).status_code == 409


def test_what_came_in_is_decided_on_the_page_and_the_original_is_linked(tmp_path: Path) -> None:
    here = s.started()
    deposit = reported(here)
    found = imported(here, tmp_path, "2024-07-09,자부담,,1000000,,두레솔루션")
    who, row = browser(here.checker), found.imported.rows.get()
    compare = who.get(reverse("money:reconciliation", args=["bank"])).content.decode()
    decided = who.post(
        reverse("money:decide_row", args=[row.pk]), {"verb": "match_in", "awaited": f"deposit:{deposit.pk}"}
    )
    page = who.get(reverse("money:imported", args=[found.imported.pk])).content.decode()
    recorded = who.post(reverse("money:record_matched", args=[found.imported.pk]))
    assert (f'value="deposit:{deposit.pk}"' in compare, decided.status_code, recorded.status_code) == (True, 302, 302)
    assert reverse("documents:download", args=[found.imported.file_id]) in page
    assert Deposit.objects.get(pk=deposit.pk).status == "confirmed"


def test_withheld_damages_stand_on_the_settlement() -> None:
    here = s.started()
    claim, charge = lateness.late(here)
    actions.confirm_late_charge(charge=charge, by=here.first, at=lateness.AT)
    for step, who in ((1, here.first), (2, here.second)):
        actions.approve_claim(claim=claim, step=step, by=who, at=lateness.FUNDED_ON)
    for payment in claim.payments.all():
        actions.record_payment_result(
            payment=payment, result="paid", on=lateness.FUNDED_ON.date(), by=here.checker, at=lateness.FUNDED_ON
        )
    z.agreements.record_completed(agreement=here.agreement, by=z.SYSTEM, at=z.COMPLETED)
    row = z.closed(here)
    page = browser(here.checker).get(reverse("money:settlement", args=[row.pk])).content.decode()
    assert f"{charge.amount_won:,}" in page
    assert z.books_balance(here)
