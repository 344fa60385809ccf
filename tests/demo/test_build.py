"""A home is built once; real work is never touched."""

import pytest
from tests.world import organisation, small_programme

from dure.demo.build import HomeInUse, build_demo, is_built
from dure.demo.figures import FiguresMissed, hold
from dure.foundation.installation.actions import set_up
from dure.foundation.installation.queries import installation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fresh", [False, True])
def test_real_installation_is_left_alone(fresh):
    set_up(name_ko="실제 운영기관")

    with pytest.raises(HomeInUse, match="DURE_HOME"):
        build_demo(fresh=fresh)
    assert (installation().name_ko, is_built()) == ("실제 운영기관", False)


def test_rows_without_an_installation_are_left_alone():
    row = organisation("누군가", "firm")

    with pytest.raises(HomeInUse, match="실제 자료가 있어"):
        build_demo()
    row.refresh_from_db()
    assert row.name == "누군가"


def test_build_that_misses_the_figures_says_which():
    world = small_programme()

    with pytest.raises(FiguresMissed, match="selected: 0, not 70"):
        hold(world.programme.pk)
