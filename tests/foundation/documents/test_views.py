"""Documents are opened by those who may see the thing they belong to, and by nobody else."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.foundation import rows
from tests.foundation.documents import samples

from dure.foundation.access.actor import SYSTEM
from dure.foundation.documents import actions, queries
from dure.foundation.documents.models import Document
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.parties.models import Organisation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Person:
    return rows.firm_owner()


@pytest.fixture
def firm(owner: Person) -> Organisation:
    return owner.memberships.get().organisation


def _document(firm: Organisation, name: str = "진안 전경 (1).png", content: bytes = samples.picture("PNG")) -> Document:
    return actions.store_bytes(
        content=content, name=name, kind="plan", subject=firm, by=SYSTEM, at=rows.AT, chain="installation"
    )


def test_download_gives_the_file_under_its_korean_name(client: Client, owner: Person, firm: Organisation) -> None:
    client.force_login(owner)
    response = client.get(reverse("documents:download", args=[_document(firm).pk]))
    assert b"".join(response.streaming_content) == samples.picture("PNG")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('진안 전경 (1).png')}"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_download_of_another_firm_s_document_is_refused(client: Client, firm: Organisation) -> None:
    client.force_login(rows.firm_owner("최대표", "장수식품", "other@example.org"))
    assert client.get(reverse("documents:download", args=[_document(firm).pk])).status_code == 403


def test_download_without_sign_in_leads_to_it(client: Client, firm: Organisation) -> None:
    response = client.get(reverse("documents:download", args=[_document(firm).pk]))
    assert (response.status_code, response["Location"][:15]) == (302, "/account/login/")


def test_download_of_a_removed_document_is_refused(client: Client, owner: Person, firm: Organisation) -> None:
    document = _document(firm)
    actions.remove(document=document, by=SYSTEM, at=rows.AT, chain="installation")
    client.force_login(owner)
    assert client.get(reverse("documents:download", args=[document.pk])).status_code == 403


@pytest.mark.parametrize("name", ["전경.png", "계획서.pdf"])
def test_preview_shows_a_picture(client: Client, owner: Person, firm: Organisation, name: str) -> None:
    pdf = render_pdf('#import "/dure.typ": *\n#show: paper.with(title: "x")\nx', {})
    document = _document(firm, name, pdf if name.endswith("pdf") else samples.picture("PNG"))
    client.force_login(owner)
    response = client.get(reverse("documents:preview", args=[document.pk]))
    assert (response.status_code, response["Content-Type"], response.content[:4]) == (
        200,
        "image/png",
        b"\x89PNG",
    )
    again = client.get(reverse("documents:preview", args=[document.pk]), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_preview_of_a_file_without_pictures_is_absent(client: Client, owner: Person, firm: Organisation) -> None:
    document = _document(firm, "자료.zip", samples.archive(**{"a.txt": "x"}))
    client.force_login(owner)
    assert client.get(reverse("documents:preview", args=[document.pk])).status_code == 404


def _upload(client: Client, firm: Organisation, *files: SimpleUploadedFile, **headers: str) -> Any:
    url = reverse("documents:upload", args=["parties.organisation", firm.pk])
    return client.post(url, {"chosen": files, "kind": "plan", "issued_on": "", "expires_on": ""}, headers=headers)


def test_upload_keeps_the_good_and_names_the_bad(client: Client, owner: Person, firm: Organisation) -> None:
    client.force_login(owner)
    good = SimpleUploadedFile("사진.png", samples.picture("PNG"))
    also = SimpleUploadedFile("사진2.jpg", samples.picture("JPEG"))
    bad = SimpleUploadedFile("계획서.pdf", samples.picture("PNG"))
    response = _upload(client, firm, good, bad, also)
    assert (response.status_code, response["Location"]) == (302, f"/firm/{firm.pk}/")
    assert [each.name for each in queries.of(firm)] == ["사진.png", "사진2.jpg"]


def test_upload_by_htmx_answers_with_the_list(client: Client, owner: Person, firm: Organisation) -> None:
    client.force_login(owner)
    response = _upload(client, firm, SimpleUploadedFile("사진.png", samples.picture("PNG")), **{"HX-Request": "true"})
    assert response.status_code == 200
    assert "사진.png" in response.content.decode()
    assert "사업자등록증" in response.content.decode()


def test_upload_by_one_who_may_only_see_is_refused(client: Client, firm: Organisation) -> None:
    auditor = rows.person("감사", rows.Role.AUDITOR, rows.organisation("감사위원회", "auditor"), "audit@example.org")
    client.force_login(auditor)
    session = client.session
    session["second_factor_known"] = True
    session.save()
    assert _upload(client, firm, SimpleUploadedFile("사진.png", samples.picture("PNG"))).status_code == 403
    assert list(queries.of(firm)) == []


def test_upload_to_what_takes_no_documents_is_absent(client: Client, owner: Person) -> None:
    client.force_login(owner)
    url = reverse("documents:upload", args=["parties.person", owner.pk])
    assert client.post(url, {"kind": "plan"}).status_code == 404


def test_remove_takes_it_out_of_view(client: Client, owner: Person, firm: Organisation) -> None:
    client.force_login(owner)
    response = client.post(reverse("documents:remove", args=[_document(firm).pk]))
    assert (response.status_code, list(queries.of(firm))) == (302, [])
