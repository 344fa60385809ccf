"""Who opens which page, what it says first, and how many queries it costs."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.journey.agreements.scene import SENT, Scene, in_force_agreement, prepared_agreement, reviewed, selected

from dure.journey.agreements import actions, queries
from dure.journey.agreements.models import Agreement, CostReview, Memorandum

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return selected()


def client(member: w.Member) -> Client:
    made = Client()
    made.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = made.session
    session["second_factor_known"] = True
    session.save()
    return made


def status(member: w.Member, name: str, *args: object) -> int:
    return client(member).get(reverse(f"agreements:{name}", args=args)).status_code


def test_who_opens_what(here: Scene) -> None:
    agreement = prepared_agreement(here)
    rival = w.firm("두레식품").owner
    people = {
        "operator": here.world.operator,
        "province": here.world.province,
        "owner": here.firm.owner,
        "supplier": here.supplier,
        "muju": here.world.muju,
        "rival": rival,
    }
    opened = {
        page: [name for name, member in people.items() if status(member, page, *args) == 200]
        for page, args in {
            "list": (),
            "agreement": (agreement.pk,),
            "agreement_pdf": (agreement.pk,),
            "review": (here.application.pk,),
            "reviews": (),
            "memoranda": (),
        }.items()
    }

    assert opened == {
        "list": ["operator", "province", "muju"],
        "agreement": ["operator", "province", "owner", "supplier"],
        "agreement_pdf": ["operator", "province", "owner", "supplier"],
        "review": ["operator", "province", "owner"],
        "reviews": ["operator"],
        "memoranda": ["operator", "province", "muju"],
    }


def test_the_owner_lands_on_the_sentence_about_the_money(here: Scene) -> None:
    agreement = prepared_agreement(here)
    answer = client(here.firm.owner).get(reverse("agreements:mine"), follow=True)
    text = answer.content.decode()

    assert answer.redirect_chain == [(reverse("agreements:agreement", args=[agreement.pk]), 302)]
    assert f'<p class="owner-money">{queries.owner_sentence(agreement.pk)}</p>' in text
    assert reverse("agreements:send", args=[agreement.pk]) not in text


@pytest.mark.parametrize("name", ["list", "reviews"])
def test_lists_cost_the_same_at_one_row_and_three(here: Scene, name: str) -> None:
    make = in_force_agreement if name == "list" else reviewed
    make(here)
    user = client(here.world.operator)
    counts = []
    for more in ((), ("두레식품", "무주정밀")):
        for firm in more:
            make(selected(firm, world=here.world, vendor=here.supplier))
        user.get(reverse(f"agreements:{name}"))
        with CaptureQueriesContext(connection) as seen:
            assert user.get(reverse(f"agreements:{name}")).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_the_list_goes_to_excel(here: Scene) -> None:
    in_force_agreement(here)
    answer = client(here.world.operator).get(reverse("agreements:list") + "?export=xlsx")

    assert answer.status_code == 200
    assert "spreadsheetml" in answer["Content-Type"]


def test_an_operator_calculates_accepts_and_sends(here: Scene) -> None:
    user, pk = client(here.world.operator), here.application.pk
    user.post(reverse("agreements:open_review", args=[pk]))
    answer = user.post(
        reverse("agreements:review", args=[pk]),
        {
            "accepted_1": "19,000,000", "reason_1": "시장가격", "accepted_2": "7502000", "reason_2": "",
            "body": "한국원가분석원", "letter_no": "원가-24-11", "verb": "accept",
        },
    )  # fmt: skip
    agreement = Agreement.objects.get()
    assert answer["Location"] == reverse("agreements:agreement", args=[agreement.pk])
    assert [each.amount_won for each in queries.agreed_costs(agreement.pk)] == [19_000_000, 7_502_000]
    user.post(reverse("agreements:send", args=[agreement.pk]))
    agreement.refresh_from_db()

    assert agreement.status == "signing"
    assert CostReview.objects.get().letter_no == "원가-24-11"


def test_a_refused_cut_keeps_what_was_entered(here: Scene) -> None:
    reviewed(here)
    answer = client(here.world.operator).post(
        reverse("agreements:review", args=[here.application.pk]),
        {"accepted_1": "18000000", "reason_1": "", "accepted_2": "7000000", "reason_2": "단가", "verb": "save"},
    )
    text = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="18000000"' in text
    assert "1번 항목: 계획한 20,000,000원보다 적게 인정하는 사유를 적으십시오." in text
    assert [line.accepted_won for line in CostReview.objects.get().lines.all()] == [20_000_000, 7_502_000]


def test_totals_follow_the_form_and_save_nothing(here: Scene) -> None:
    reviewed(here)
    answer = client(here.world.operator).post(
        reverse("agreements:review_totals", args=[here.application.pk]),
        {"accepted_1": "10000000", "reason_1": "단가", "accepted_2": "7502000", "reason_2": ""},
    )

    assert "<strong>17,502,000원</strong>" in answer.content.decode()
    assert [line.accepted_won for line in CostReview.objects.get().lines.all()] == [20_000_000, 7_502_000]


def test_the_firm_cannot_write_into_its_own_calculation(here: Scene) -> None:
    reviewed(here)
    user = client(here.firm.owner)
    answer = user.post(reverse("agreements:review", args=[here.application.pk]), {"verb": "accept"})

    assert answer.status_code == 403
    assert Agreement.objects.count() == 0


def test_a_memorandum_is_begun_written_and_shown(here: Scene) -> None:
    user = client(here.world.operator)
    begun = user.post(reverse("agreements:begin_memorandum"))
    row = Memorandum.objects.get()
    assert begun["Location"] == reverse("agreements:edit_memorandum", args=[row.pk])
    page = user.get(begun["Location"])
    form = page.context["form"]
    filled = {name: form[name].value() for name in form.fields}
    data = {name: str(value) for name, value in filled.items() if value is not None and value is not False}
    city = here.world.jeonju.organisation.pk
    data |= {f"duties_{city}": "시비를 교부한다. | 30,000,000 | 2024-09-30", "title": "새 업무협약"}
    saved = user.post(begun["Location"], data)
    row.refresh_from_db()
    stale = user.post(begun["Location"], data)
    wrong = [
        user.post(begun["Location"], data | {f"duties_{city}": f"시비를 교부한다. | {won} | {day}", "revision": "1"})
        for won, day in (("-1", ""), ("1.5", ""), ("99999999999999", ""), ("", "2024-02-30"))
    ]
    assert [answer.status_code for answer in wrong] == [422] * 4

    assert (saved.status_code, row.title, row.revision, stale.status_code) == (302, "새 업무협약", 1, 422)
    shown = user.get(reverse("agreements:memorandum", args=[row.pk])).content.decode()
    assert "30,000,000원" in shown


def test_hwpx_opens_with_the_articles(here: Scene) -> None:
    agreement = prepared_agreement(here)
    answer = client(here.firm.owner).get(reverse("agreements:agreement_hwpx", args=[agreement.pk]))
    with ZipFile(BytesIO(answer.content)) as parts:
        text = parts.read("Contents/section0.xml").decode()

    assert "제12조(전자서명)" in text
    assert "27,502,000" in text


def test_what_waits_for_a_signature_stands_on_the_home_of_whose_turn_it_is(here: Scene) -> None:
    agreement = prepared_agreement(here)
    envelope = actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    address = reverse("signing:sign", args=[envelope.signatories.get(person=here.firm.owner.person).pk])
    found = {
        name: [each.url for each in client(member).get(reverse("portal:home")).context["todos"]]
        for name, member in (("owner", here.firm.owner), ("supplier", here.supplier))
    }
    assert (address in found["owner"], [url for url in found["supplier"] if "/sign" in url]) == (True, [])
