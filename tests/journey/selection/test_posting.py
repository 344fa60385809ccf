"""Letters on paper for firms that nobody reaches on a screen."""

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from tests.journey.selection.conftest import Scored
from tests.world import moment

from dure.foundation.jobs.models import Job
from dure.foundation.jobs.tasks import run_job
from dure.foundation.parties.models import Person
from dure.journey.applications.models import Application
from dure.journey.selection import prints
from dure.journey.selection.models import Publication
from dure.journey.selection.papers import letters_pdf
from dure.journey.selection.queries.posting import addressed, recipients


@pytest.fixture
def offline(scored: Scored, publication: Publication) -> Publication:
    """Two of the six firms have nobody with an e-mail address."""
    for number in ("JS1-2024-001", "JS1-2024-002", "JS1-2024-004", "JS1-2024-005"):
        owner = scored.firms[number].owner.person
        Person.objects.filter(pk=owner.pk).update(email=f"{number.lower()}@example.org")
    return publication


@pytest.fixture
def client(client: Client, scored: Scored) -> Client:
    client.force_login(scored.world.operator.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


def test_recipients_without_an_email_address_have_no_account(offline):
    found = {row.decision.application.number[-3:]: row.has_account for row in recipients(offline)}

    assert found == {"001": True, "002": True, "003": False, "004": True, "005": True, "006": False}


def test_letters_stand_one_behind_the_other_each_on_its_own_page(scored, offline):
    rows = [row for row in recipients(offline) if not row.has_account]
    pdf = letters_pdf(offline, addressed(rows, scored.world.operator.actor, moment(6, 1)))

    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert [("병섬유" in text, "기금속" in text, "1 / 1 쪽" in text) for text in texts] == [
        (True, False, True),
        (False, True, True),
    ]


def test_page_counts_the_letters_before_they_are_printed(client, offline):
    page = client.get(reverse("selection:letters", args=[offline.pk]))

    assert ("기금속" in page.text, "갑식품" in page.text, "통지문 2통 인쇄" in page.text) == (True, False, True)


def test_file_holds_those_asked_for(client, offline):
    address = reverse("selection:make_letters", args=[offline.pk])
    names = []
    for asked in ({}, {"for": "all"}, {"for": "chosen", "firm": "JS1-2024-001"}):
        client.post(address, asked)
        job = Job.objects.latest("pk")
        run_job.call(job.pk)
        found = client.get(Job.objects.get(pk=job.pk).result_url)
        assert b"".join(found.streaming_content).startswith(b"%PDF")
        names.append(found["Content-Disposition"].split('"')[1])

    assert names == ["result-letters-2.pdf", "result-letters-6.pdf", "result-letters-1.pdf"]


def test_letters_asked_for_twice_are_made_once(client, offline):
    address = reverse("selection:make_letters", args=[offline.pk])

    first, second = client.post(address, {"for": "all"}), client.post(address, {"for": "all"})

    assert (Job.objects.count(), first.url) == (1, second.url)


def test_letters_of_nobody_are_refused(client, offline):
    page = client.post(reverse("selection:make_letters", args=[offline.pk]), {"for": "chosen"}, follow=True)

    assert ("하나 이상" in page.text, Job.objects.count()) == (True, 0)


def test_file_that_is_gone_leads_back_to_the_letters(client, offline):
    client.post(reverse("selection:make_letters", args=[offline.pk]))
    job = Job.objects.get()
    run_job.call(job.pk)
    prints.path_of(job.pk).unlink()

    gone = client.get(Job.objects.get().result_url)

    assert (gone.status_code, gone.url) == (302, reverse("selection:letters", args=[offline.pk]))


def test_file_of_another_job_is_not_found(client, offline):
    assert client.get(reverse("selection:letters_file", args=[offline.pk, 999])).status_code == 404


def test_letters_of_a_list_that_is_not_published_are_not_found(client, offline):
    Publication.objects.filter(pk=offline.pk).update(status="draft")

    assert client.get(reverse("selection:letters", args=[offline.pk])).status_code == 404


def test_firm_finds_its_letter_from_its_application(client, scored, publication):
    application = Application.objects.get(number="JS1-2024-003")
    client.force_login(
        scored.firms["JS1-2024-003"].owner.person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    page = client.get(reverse("applications:mine_one", args=[application.pk]))

    assert (reverse("selection:letter", args=[application.pk]) in page.text) is True
