"""A published selection seen from the pages that join stages."""

import pytest
from django.test import Client
from tests.journey.selection.conftest import Scored, publication, scenario
from tests.journey.selection.conftest import scored as rows_of_the_selection
from tests.world import Member, moment

from dure.foundation.installation.actions import mark_demo
from dure.journey.programmes.models import Programme

__all__ = ["as_member", "in_june", "publication", "rows_of_the_selection", "scenario", "scored"]


@pytest.fixture
def in_june(db: None) -> None:
    """The days to appeal are open. A demonstration's clock, so that no second factor is asked for."""
    mark_demo(name_ko="시험", name_en="Test", today=moment(6, 2))


@pytest.fixture
def scored(rows_of_the_selection: Scored) -> Scored:
    """The programme of the selection's tests, which is made of bare rows, as everybody finds it: running."""
    Programme.objects.update(status="running")
    return rows_of_the_selection


def as_member(member: Member, language: str = "ko") -> Client:
    """A client signed in as somebody."""
    client = Client()
    client.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["dure_language"] = language
    return client
