"""The generated reference says what the product is now, and leaves nothing out."""

from tools.reference import pages
from tools.reference.ledger import written_acts
from tools.reference.permissions import NOBODYS, all_permissions
from tools.reference.routes import routes
from tools.reference.variables import SITE, WORKSHOP, read_somewhere

from dure.foundation.ledger.words import named_actions


def test_reference_is_fresh() -> None:
    """If this fails, run `python -m tools.reference write` and read what changed."""
    assert pages.stale() == []


def test_settings_all_explained() -> None:
    explained = [each.name for each in (*SITE, *WORKSHOP)]
    assert sorted(explained) == sorted(read_somewhere())


def test_acts_all_named() -> None:
    assert sorted(written_acts() - set(named_actions())) == []


def test_route_rules_all_known() -> None:
    known = {*NOBODYS, *all_permissions()}
    assert [route for route in routes() if route.rule not in known] == []
