"""Firms take documents in these tests; the stages say so for their own things."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dure.foundation.access.actor import Role
from dure.foundation.access.verdict import Allowed, Refused
from dure.foundation.documents import registry
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.foundation.parties.models import Organisation

CERTIFICATE = DocumentKind("certificate", "사업자등록증", required=True, max_age_days=90)
PLAN = DocumentKind("plan", "사업계획서")


def _attach(actor: Any, row: Any, at: Any) -> Any:
    return Allowed() if actor.has(Role.FIRM) else Refused("Only the firm attaches.")


FIRM_FILES = Subject(
    kinds=lambda _row: [CERTIFICATE, PLAN],
    chain=lambda _row: "installation",
    url=lambda row: f"/firm/{row.pk}/",
    owner=lambda row: Owner(organisation_id=row.pk),
    attach=_attach,
)


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"


@pytest.fixture(autouse=True)
def _firms_take_documents() -> Iterator[None]:
    registry.register_subject(Organisation, FIRM_FILES)
    yield
    del registry._SUBJECTS[Organisation]
