import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z

from dure.foundation.access.actor import Actor
from dure.foundation.documents.queries import file_of, of
from dure.foundation.installation import clock
from dure.foundation.jobs.models import Job
from dure.foundation.jobs.run import JobRun
from dure.foundation.parties.models import Person
from dure.journey.money import actions
from dure.journey.money.actions.packing import pack_in_background
from dure.journey.money.models import Recovery, Settlement, Signal
from dure.journey.money.settlement_papers import PACK

pytestmark = pytest.mark.django_db


def client(actor: Actor) -> Client:
    made = Client()
    made.force_login(Person.objects.get(pk=actor.person_id))
    session = made.session
    session["second_factor_known"] = True
    session.save()
    return made


def statuses(actor: Actor, *pages: tuple) -> list[int]:
    who = client(actor)
    return [who.get(reverse(name, args=args)).status_code for name, *args in pages]


def test_every_page_opens_for_those_who_may_and_for_nobody_else() -> None:
    here = z.completed(spent=12_000_000)
    row, who = z.handed_in(here, interest_won=4_321), z.accountant()
    actions.assign_accountant(settlement=row, person=who.person, by=here.checker, at=z.HANDED_IN)
    one = ("money:settlement", row.pk)
    lists = tuple((f"money:{name}",) for name in ("settlements", "recoveries", "ageing", "statements", "signals"))
    assert statuses(here.checker, *lists, one) == [200] * 6
    assert statuses(who.actor, ("money:own_settlements",), one, ("money:recoveries",)) == [200, 200, 403]
    assert statuses(here.owner, one, ("money:settlements",), ("money:signals",)) == [200, 403, 403]
    assert statuses(z.accountant("한다른").actor, one) == [403]
    assert statuses(here.world.jeonju.actor, one, ("money:statements",), ("money:signals",)) == [403, 200, 403]


def test_a_settlement_is_reviewed_decided_and_closed_on_its_page() -> None:
    here = z.completed(spent=12_000_000)
    row = z.handed_in(here, interest_won=4_321)
    line = row.lines.get().claim_line
    given = {"revision": row.revision, f"won_{line.pk}": "11,000,000", f"why_{line.pk}": "", "opinion": "적정"}
    staff, approver = client(here.checker), client(here.first)
    url = reverse("money:review_settlement", args=[row.pk])
    refused = staff.post(url, {**given, "finish": "1"})
    assert (refused.status_code, "11,000,000" in refused.text) == (409, True)
    assert staff.post(url, {**given, f"why_{line.pk}": "기간 밖", "finish": "1"}).status_code == 302
    row.refresh_from_db()
    decide = reverse("money:decide_settlement", args=[row.pk, "decide"])
    assert staff.post(decide, {"revision": row.revision}).status_code == 403
    assert approver.post(decide, {"revision": row.revision}).status_code == 302
    assert staff.post(reverse("money:decide_settlement", args=[row.pk, "close"])).status_code == 302
    assert Settlement.objects.get().status == "closed"
    debt = Recovery.objects.first()
    assert statuses(here.checker, ("money:settlement", row.pk), ("money:recovery", debt.pk)) == [200, 200]
    work = reverse("money:work_on_recovery", args=[debt.pk, "collect"])
    told = {"amount_won": str(debt.amount_won), "on": clock.today().isoformat(), "reference": "1"}
    assert [staff.post(work, told).status_code for _ in range(2)] == [302, 302]
    debt.refresh_from_db()
    assert debt.status == "collected"


def test_a_recovery_is_ordered_and_a_signal_judged_on_their_pages() -> None:
    here = z.completed()
    row = z.closed(here)
    staff, approver = client(here.checker), client(here.first)
    url = reverse("money:order_recovery", args=[here.agreement.pk])
    line = here.lines["province"]
    given = {f"line_{line.pk}": "1,000", "due_on": "2099-01-01", "reason": "위반"}
    assert (staff.get(url).status_code, approver.get(url).status_code) == (403, 200)
    assert approver.post(url, given).status_code == 302
    assert Recovery.objects.get().settlement == row
    signal = Signal.objects.create(
        programme=here.world.programme, kind="same_invoice", key="1", found_at=z.CLOSED,
        facts={"compared": {"invoice": "1", "won": 5}, "sources": [], "applications": []},
    )  # fmt: skip
    assert statuses(here.checker, ("money:signal", signal.pk), ("money:signals",)) == [200, 200]
    judge = reverse("money:judge_signal", args=[signal.pk])
    assert staff.post(judge, {"verdict": "harmless"}).status_code == 422
    assert staff.post(judge, {"verdict": "harmless", "reason": "나누어 청구"}).status_code == 302


def test_the_pack_holds_every_paper_and_its_index() -> None:
    here = z.completed()
    row = z.closed(here)
    job = Job.objects.create(
        kind="money.settlement_pack", title="정산", arguments={"settlement": row.pk}, created_at=z.CLOSED
    )
    pack_in_background(JobRun(job, here.checker))
    with zipfile.ZipFile(BytesIO(file_of(of(row, PACK).get()).read_bytes())) as archive:
        names = archive.namelist()
    proofs = sum(of(line.claim_line).count() for line in row.lines.all())
    assert len(names) == len(z.CHECKLIST) + proofs + 1
    assert {name.split("/")[0] for name in names} == {"1", "2", names[-1]}


def test_a_pack_above_the_limit_of_uploads_is_made(settings) -> None:
    row = z.closed(here := z.completed())
    settings.DOCUMENT_MAX_BYTES = 64
    job = Job.objects.create(
        kind="money.settlement_pack", title="정산", arguments={"settlement": row.pk}, created_at=z.CLOSED
    )
    link = pack_in_background(JobRun(job, here.checker))
    made = of(row, PACK).get()
    assert (link, made.size > 64) == (reverse("documents:download", args=[made.pk]), True)


@pytest.mark.parametrize("name", ["settlements", "recoveries", "signals"])
def test_lists_take_the_same_queries_at_one_and_three_rows(name: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    here = s.started()
    made = Settlement.objects.create(agreement=here.agreement, due_on=date(2024, 12, 1), opened_at=z.COMPLETED)
    counts = []
    who = client(here.checker)
    who.get(reverse(f"money:{name}"))
    for n in (1, 2):
        for _ in range(n):
            debt = {"agreement": here.agreement, "debtor": made.agreement.firm, "line": here.lines["city"]}
            Recovery.objects.create(
                **debt, kind="return", amount_won=1, reason="x", due_on=date(2024, 12, 1), opened_at=z.COMPLETED
            )
            found = {"kind": "same_kpi", "key": str(Signal.objects.count()), "found_at": z.COMPLETED}
            Signal.objects.create(programme=here.world.programme, **found).agreements.add(here.agreement)
        with CaptureQueriesContext(connection) as asked:
            assert who.get(reverse(f"money:{name}")).status_code == 200
        counts.append(len(asked))
    assert (counts[1], counts[1] <= 12) == (counts[0], True)


def test_the_page_of_a_settlement_asks_a_dozen_questions_at_most() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    row = z.opened(here := z.completed())
    counts = {}
    for name, actor in (("firm", here.owner), ("operator", here.checker), ("approver", here.first)):
        who = client(actor)
        address = reverse("money:settlement", args=[row.pk])
        who.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert who.get(address).status_code == 200
        counts[name] = len(asked) <= 12 or len(asked)
    assert counts == {"firm": True, "operator": True, "approver": True}
