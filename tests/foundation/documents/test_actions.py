"""Documents are kept whole, once, with what proves them; bad ones leave nothing behind."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.foundation import rows
from tests.foundation.documents import samples

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents import actions, queries
from dure.foundation.documents.models import Document
from dure.foundation.ledger.queries import trail
from dure.foundation.ledger.verify import Broken, Verified, verify
from dure.foundation.parties.models import Organisation

pytestmark = pytest.mark.django_db
PNG = samples.picture("PNG")


def _store(firm: Organisation, name: str = "전경.png", content: bytes = PNG, **more: object) -> Document:
    return actions.store(
        upload=SimpleUploadedFile(name, content), kind="plan", subject=firm, by=SYSTEM, at=rows.AT,
        chain="installation", **more,
    )  # fmt: skip


def _bytes_kept() -> list[Path]:
    root = Path(settings.DOCUMENTS_ROOT)
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def test_store_keeps_bytes_by_hash_and_says_so_in_the_trail() -> None:
    firm = rows.organisation("진안식품")
    document = _store(firm, organisation_id=firm.pk, programme_id=7)
    digest = hashlib.sha256(PNG).hexdigest()
    assert (document.sha256, document.size, document.media_type) == (digest, len(PNG), "image/png")
    path = queries.file_of(document)
    assert path.read_bytes() == PNG
    assert path.relative_to(settings.DOCUMENTS_ROOT).as_posix() == f"{digest[:2]}/{digest[2:4]}/{digest}"
    assert path.stat().st_mode & 0o077 == 0
    assert trail(firm)[-1].detail == {"name": "전경.png", "kind": "plan", "sha256": digest}


def test_document_changed_by_hand_is_found_by_the_ledger() -> None:
    document = _store(rows.organisation("진안식품"))
    assert isinstance(verify(), Verified)
    Document.objects.filter(pk=document.pk).update(name="다른 이름.png")
    assert isinstance(verify(), Broken)


def test_same_bytes_of_two_firms_lie_once() -> None:
    _store(rows.organisation("진안식품"))
    _store(rows.organisation("장수식품"))
    assert len(_bytes_kept()) == 1


def test_same_file_twice_on_one_row_is_refused() -> None:
    firm = rows.organisation("진안식품")
    _store(firm)
    with pytest.raises(ActionRefused, match=r"전경\.png"):
        _store(firm, name="같은 것.png")


def test_removed_file_may_be_attached_again() -> None:
    firm = rows.organisation("진안식품")
    actions.remove(document=_store(firm), by=SYSTEM, at=rows.AT, chain="installation")
    again = _store(firm)
    assert list(queries.of(firm)) == [again]


@pytest.mark.parametrize(
    ("name", "content"),
    [("계획서.pdf", PNG), ("계획서", PNG), ("빈.pdf", b""), ("설치.pdf", b"MZ\x90" + b"\0" * 60)],
)
def test_store_refuses_and_leaves_nothing(name: str, content: bytes) -> None:
    firm = rows.organisation("진안식품")
    with pytest.raises(ActionRefused, match=name):
        _store(firm, name=name, content=content)
    assert (Document.objects.count(), _bytes_kept()) == (0, [])


def test_store_refuses_a_file_above_the_limit(settings: Any) -> None:
    settings.DOCUMENT_MAX_BYTES = len(PNG) - 1
    with pytest.raises(ActionRefused):
        _store(rows.organisation("진안식품"))
    assert _bytes_kept() == []


def test_store_refuses_a_day_of_issue_in_the_future() -> None:
    with pytest.raises(ActionRefused):
        _store(rows.organisation("진안식품"), issued_on=date(2024, 6, 20))


def test_store_refuses_days_out_of_order() -> None:
    with pytest.raises(ActionRefused):
        _store(rows.organisation("진안식품"), issued_on=date(2024, 6, 2), expires_on=date(2024, 6, 1))


def test_store_bytes_keeps_what_the_product_made() -> None:
    firm = rows.organisation("진안식품")
    document = actions.store_bytes(
        content=PNG, name="사진.png", kind="plan", subject=firm, by=SYSTEM, at=rows.AT, chain="installation"
    )
    assert list(queries.of(firm, "plan")) == [document]
    assert list(queries.of(firm, "certificate")) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/계획서.pdf", "계획서.pdf"),
        ("C:\\문서\\계획서.pdf", "계획서.pdf"),
        ("\u1100\u1161.pdf", "가.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("가" * 300 + ".pdf", "가" * 196 + ".pdf"),
        ("", "file"),
    ],
)
def test_clean_name_keeps_the_file_s_own_name(given: str, kept: str) -> None:
    assert actions.clean_name(given) == kept


def test_warning_tells_what_is_wrong_with_the_days() -> None:
    from tests.foundation.documents.conftest import CERTIFICATE

    today = date(2024, 6, 19)

    def tone(**days: date) -> str | None:
        found = queries.warning(Document(**days), CERTIFICATE, today)
        return None if found is None else found.tone

    assert tone(issued_on=date(2024, 3, 21)) is None
    assert tone(issued_on=date(2024, 3, 20)) == "late"
    assert tone() == "warn"
    assert tone(issued_on=today, expires_on=date(2024, 6, 18)) == "late"
    assert tone(issued_on=today, expires_on=date(2024, 7, 3)) == "warn"
    assert tone(issued_on=today, expires_on=date(2024, 7, 4)) is None
