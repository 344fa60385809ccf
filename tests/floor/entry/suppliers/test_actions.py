"""Tokens: given once, for names of their own, by the firm only."""

import pytest
from tests.floor import scene
from tests.floor.entry.suppliers.scene import source

from dure.floor.entry.suppliers.actions import make_source, revoke_source
from dure.floor.entry.suppliers.models import Source
from dure.floor.entry.suppliers.queries import names_of, source_of_token, sources_of
from dure.foundation.access.verdict import AccessRefused, ActionRefused

pytestmark = pytest.mark.django_db


def test_token_is_kept_as_a_digest_only() -> None:
    row, token = source(scene.kimchi())
    assert (source_of_token(token), source_of_token(""), source_of_token(token[:-1])) == (row, None, None)
    assert token not in str(Source.objects.values().get())


@pytest.mark.parametrize(
    ("families", "why"),
    [
        ([], "시스템이 이벤트에 쓰는 이름을 적으십시오."),
        (["hands"], "‘hands’: 사람이 직접 입력한 기록에만 쓰는 이름입니다. 다른 이름을 고르십시오."),
        (["excel"], "‘excel’: 사람이 직접 입력한 기록에만 쓰는 이름입니다. 다른 이름을 고르십시오."),
        (["mes#1"], "‘mes#1’: 이름에는 글자, 숫자, 점, 줄표, 빗금만 60자까지 쓸 수 있습니다."),
    ],
)
def test_name_that_is_none_refused(families: list[str], why: str) -> None:
    floor = scene.kimchi()
    with pytest.raises(ActionRefused) as refused:
        make_source(site=floor.site, name="x", kind="supplier", families=families, by=floor.owner, at=scene.EVENING)
    assert (refused.value.reason, Source.objects.count()) == (why, 0)


def test_one_system_a_name_until_its_token_is_revoked() -> None:
    floor = scene.kimchi()
    first, _token = source(floor)
    with pytest.raises(ActionRefused):
        source(floor, "other", "mes")
    revoke_source(source=first, by=floor.owner, at=scene.EVENING)
    second, _token = source(floor)
    assert list(sources_of(floor.site)) == [second, first]
    assert source(scene.kimchi())[0].families == ["mes"]


def test_token_revoked_once() -> None:
    floor = scene.kimchi()
    row, _token = source(floor)
    revoke_source(source=row, by=floor.owner, at=scene.EVENING)
    with pytest.raises(ActionRefused):
        revoke_source(source=row, by=floor.owner, at=scene.EVENING)


def test_other_firm_gives_and_revokes_nothing() -> None:
    floor, stranger = scene.kimchi(), scene.kimchi()
    row, _token = source(floor)
    with pytest.raises(AccessRefused):
        revoke_source(source=row, by=stranger.owner, at=scene.EVENING)
    with pytest.raises(AccessRefused):
        make_source(site=floor.site, name="x", kind="supplier", families=["x"], by=stranger.owner, at=scene.EVENING)


def test_system_names_the_one_source_it_alone_tells_as() -> None:
    floor = scene.kimchi()
    first, _token = source(floor, "scale-1", name="포장실 저울")
    source(floor, "mes", "erp", name="한빛소프트 MES")
    assert names_of(floor.site) == {"scale-1": "포장실 저울"}
    revoke_source(source=first, by=floor.owner, at=scene.EVENING, reason="바꿈")
    assert names_of(floor.site) == {}
