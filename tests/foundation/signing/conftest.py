"""A row that may have documents to sign: an organisation, as a stage would register its own model."""

import pytest
from tests.foundation.signing.papers import Scene

from dure.foundation.access.actor import Role
from dure.foundation.access.permission import Permission, everything
from dure.foundation.parties.models import Organisation
from dure.foundation.signing import registry

OPERATOR_ONLY = Permission("tests.manage", {Role.OPERATOR: everything}, "이 문서를 관리할 수 없습니다.")


@pytest.fixture(autouse=True)
def _owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_OWNERS", {})
    registry.register_owner(Organisation, may_see=OPERATOR_ONLY, may_manage=OPERATOR_ONLY)


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()
