"""The pages of the money: who reads which, what a click does, and that nothing typed is lost."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.journey.money import scene as s

from dure.foundation.access.actor import Actor
from dure.journey.money import actions
from dure.journey.money.models import Batch, Claim, ClaimLine, ImportedList, Payment

pytestmark = pytest.mark.django_db
LISTS = ("claims", "queue", "deposits", "payments", "batches", "imports", "journal")


@pytest.fixture
def here() -> s.Scene:
    scene = s.started()
    s.pay_in(scene)
    return scene


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "ko"})
    client.force_login(get_user_model().objects.get(pk=actor.person_id))
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


def values(draft: actions.LineDraft, claim: Claim, **changes: object) -> dict[str, object]:
    return {
        "revision": claim.revision, "line": "", "cost": draft.cost_id, "what": draft.what, "evidence": "tax_invoice",
        "spent_on": draft.spent_on.isoformat(), "supply_won": f"{draft.supply_won:,}", "vat_won": "",
        "issuer_number": draft.issuer_number, "issuer_name": "두레", "invoice_no": draft.invoice_no, **changes,
    }  # fmt: skip


def test_a_firm_writes_a_line_with_its_photo_and_hands_the_claim_in(here: s.Scene) -> None:
    client = browser(here.owner)
    assert client.get(reverse("money:mine")).status_code == 200
    client.post(reverse("money:begin", args=[here.agreement.pk]), {"kind": "final"})
    claim = Claim.objects.get()
    photo = SimpleUploadedFile("slip.txt", "세금계산서 사진 대신".encode())
    form = values(s.spending(here.cost, 1_000_000), claim) | {"photo": photo}

    saved = client.post(reverse("money:new_line", args=[claim.pk]), form)
    page = client.get(reverse("money:claim", args=[claim.pk])).content.decode()
    handed_in = client.post(reverse("money:hand_in", args=[claim.pk]))

    claim.refresh_from_db()
    assert (saved.status_code, handed_in.status_code, claim.status) == (302, 302, "submitted")
    assert "slip.txt" in page


def test_a_stale_line_form_keeps_what_was_typed(here: s.Scene) -> None:
    client = browser(here.owner)
    claim = s.written(here, "final", s.spending(here.cost, 1_000_000))
    form = values(s.spending(here.cost, 2_000_000), claim, revision=0, what="밸브 교체 자재")

    answer = client.post(reverse("money:new_line", args=[claim.pk]), form)

    assert (answer.status_code, ClaimLine.objects.count()) == (409, 1)
    assert "밸브 교체 자재" in answer.content.decode()
    assert f'name="revision" value="{claim.revision}"' in answer.content.decode()


def test_the_desk_judges_checks_and_approves_in_clicks(here: s.Scene) -> None:
    claim = s.submitted(here, "final", s.spending(here.cost, 1_000_000))
    desk, approver = browser(here.checker), browser(here.first)
    line = claim.lines.get()
    refused = desk.post(reverse("money:judge", args=[claim.pk, line.pk]), {"accepted_won": "900000", "reason": ""})

    desk.post(reverse("money:judge", args=[claim.pk, line.pk]), {"accepted_won": "900,000", "reason": "단가 초과"})
    standing = {"in_business": "on", "no_arrears": "on", "checked_on": "2024-07-01", "source": "홈택스"}
    actions.check_claim(
        claim=claim, in_business=True, no_arrears=True, checked_on=s.CHECKED.date(), source=standing["source"],
        by=here.checker, at=s.CHECKED,
    )  # fmt: skip
    own = desk.post(reverse("money:approve", args=[claim.pk, 1]))
    other = approver.post(reverse("money:approve", args=[claim.pk, 1]))

    line.refresh_from_db()
    assert (refused.status_code, line.accepted_won, own.status_code, other.status_code) == (409, 900_000, 409, 302)
    assert claim.approvals.count() == 1


def test_a_refused_judgement_and_a_refused_payment_keep_what_was_typed(here: s.Scene) -> None:
    claim = s.submitted(here, "final", s.spending(here.cost, 1_000_000))
    line, desk = claim.lines.get(), browser(here.checker)
    judge = reverse("money:judge", args=[claim.pk, line.pk])
    answers = [
        desk.post(judge, {"accepted_won": typed, "reason": "단가 초과 확인"}) for typed in ("백만 원", "1,000,001")
    ]
    shown = [answer.content.decode() for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 409]
    assert ['value="백만 원"' in shown[0], 'value="1,000,001"' in shown[1]] == [True, True]
    assert [page.count('value="단가 초과 확인"') for page in shown] == [1, 1]
    too_long = desk.post(judge, {"accepted_won": "1", "reason": "가" * 301})
    assert too_long.status_code == 422

    s.pay_in(other := s.started("무주식품", world=here.world))
    s.approved(other, "advance")
    payment = Payment.objects.filter(status="ordered").first()
    typed = {"result": "bounced", "on": "2024-02-30", "reason": "계좌 해지로 반려"}
    page = desk.post(reverse("money:settle_payment", args=[payment.pk]), typed)
    text = page.content.decode()
    assert (page.status_code, 'value="2024-02-30"' in text, 'value="계좌 해지로 반려"' in text) == (422, True, True)


def everything(here: s.Scene, tmp_path: Path) -> None:
    """A row in every list, and a claim in every state that has a page of its own."""
    s.paid(here, "advance")
    other = s.started("무주식품", world=here.world)
    s.pay_in(other)
    s.approved(other, "advance")
    payments = Payment.objects.filter(status="ordered")
    batch = actions.make_batch(programme=here.world.programme, payments=payments[:1], by=here.checker, at=s.APPROVED)
    actions.export_batch(batch=batch, by=here.checker, at=s.APPROVED)
    path = tmp_path / "bank.csv"
    path.write_text("거래일자,출금액,적요,예금주\n2024-07-01,1000,모름,누군가", "utf-8")
    actions.import_list(
        programme=here.world.programme, system="bank", path=path, name="bank.csv", by=here.checker, at=s.PAID
    )
    s.checked(here, "final", *s.everything(here))


def test_every_list_asks_at_most_a_dozen_questions_and_every_page_opens(here: s.Scene, tmp_path: Path) -> None:
    everything(here, tmp_path)
    client = browser(here.first)
    asked = {}
    for name in LISTS:
        client.get(reverse(f"money:{name}"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse(f"money:{name}"))
        asked[name] = (answer.status_code, len(queries) <= 12 or len(queries))
    pages = [reverse("money:claim", args=[row.pk]) for row in Claim.objects.all()]
    pages += [reverse("money:batch", args=[Batch.objects.get().pk]), reverse("money:books"), reverse("money:import")]
    pages += [reverse("money:imported", args=[ImportedList.objects.get().pk])]
    pages += [reverse("money:reconciliation", args=["bank"]), reverse("money:claims") + "?export=xlsx"]

    assert asked == dict.fromkeys(LISTS, (200, True))
    assert [client.get(url).status_code for url in pages] == [200] * len(pages)


def test_a_file_goes_through_preview_into_the_list(here: s.Scene) -> None:
    s.approved(here, "advance")
    client = browser(here.checker)
    payment = Payment.objects.first()
    text = f"거래일자,출금액,적요\n2024-07-01,{payment.amount_won},{payment.reference}\n2024-07-01,x,y"
    upload = SimpleUploadedFile("bank.csv", text.encode())

    preview = client.post(reverse("money:import"), {"system": "bank", "file": upload}, follow=True)
    draft_url = preview.redirect_chain[-1][0]
    entered = client.post(f"{draft_url}enter/", follow=True)

    assert "B3" in preview.content.decode()
    assert entered.status_code == 200
    assert ImportedList.objects.get().rows.get().payment_id == payment.pk


def test_the_firm_sees_neither_the_desk_nor_another_firms_claim(here: s.Scene) -> None:
    other = s.started("무주식품", world=here.world)
    claim = s.written(other, "advance")
    client = browser(here.owner)

    pages = [reverse(f"money:{name}") for name in LISTS if name != "deposits"]
    pages += [reverse("money:claim", args=[claim.pk]), reverse("money:books")]

    assert [client.get(url).status_code for url in pages] == [403] * len(pages)
