"""The door for suppliers and gateways: idempotent, in plain words, and nobody tells for another."""

import pytest
from django.test import Client
from tests.floor import scene
from tests.floor.entry.suppliers.scene import line, ndjson, source, tell

from dure.floor.entry.suppliers import delivery, door
from dure.floor.entry.suppliers.actions import revoke_source
from dure.floor.entry.suppliers.models import Source
from dure.floor.events.queries import arrow, events, quarantined
from dure.floor.plant.sectors import document


def test_delivery_taken_once_however_often_it_comes(floor: scene.Floor) -> None:
    _source, token = source(floor)
    body = ndjson(line(seq) for seq in (1, 2, 3))
    first, again = tell(floor.code, token, body), tell(floor.code, token, body)
    assert (first.status_code, first.json()) == (
        200,
        {
            "read": 3, "accepted": 3, "duplicate": 0, "conflict": 0, "future": 0, "rejected": [],
            "through": {"mes#a1": 3},
        },
    )  # fmt: skip
    assert (again.status_code, again.json()["duplicate"], again.json()["accepted"]) == (200, 3, 0)
    assert [event.source_seq for event in events(floor.code)] == [1, 2, 3]
    assert set(arrow(floor.code).column("origin").to_pylist()) == {"http"}


def test_csv_taken_as_well(floor: scene.Floor) -> None:
    _source, token = source(floor)
    body = b"source_id,source_seq,machine,at,kind,value\nmes#a1,1,PACK1,2025-03-03T09:00:00+09:00,count,5\n"
    answer = tell(floor.code, token, body)
    assert (answer.status_code, answer.json()["accepted"]) == (200, 1)


def test_gateway_tells_under_its_several_names(floor: scene.Floor) -> None:
    _source, token = source(floor, "edge-1", "press-1", kind="gateway")
    body = ndjson([line(1, source_id="edge-1#b"), line(1, source_id="press-1#c")])
    assert tell(floor.code, token, body).json()["accepted"] == 2
    assert set(arrow(floor.code).column("origin").to_pylist()) == {"gateway"}


def test_lines_that_cannot_be_taken_named_and_the_rest_stored(floor: scene.Floor) -> None:
    _source, token = source(floor)
    tell(floor.code, token, ndjson([line(1)]))
    lines = [
        line(1, value="9"),
        line(2, at="2025-03-03T09:00:00"),
        line(3, machine="M99"),
        line(4, source_id="hands#a1"),
        line(5, kind="correction", ref_source="hands#0001", ref_seq=1),
        line(6, at="2035-03-03T09:00:00+09:00"),
        line(7),
    ]
    answer = tell(floor.code, token, ndjson(lines))
    found = answer.json()
    assert (answer.status_code, found["read"], found["accepted"], found["conflict"], found["future"]) == (
        207,
        7,
        1,
        1,
        1,
    )
    assert found["rejected"] == [
        {"line": 2, "why": "at: has no offset; write +09:00 for Korea"},
        {"line": 3, "why": "machine: the plant has no “M99”"},
        {"line": 4, "why": "source_id: this token tells for mes only, not for “hands”"},
        {"line": 5, "why": "ref_source: a system corrects only what it has told itself"},
    ]
    assert sorted(held.why for held in quarantined(floor.code)) == ["conflict", "future"]


def test_own_correction_taken(floor: scene.Floor) -> None:
    _source, token = source(floor)
    body = ndjson([line(1), line(2, kind="correction", value="3", ref_source="mes#a1", ref_seq=1)])
    assert tell(floor.code, token, body).json()["accepted"] == 2


def test_whole_delivery_that_cannot_be_read_refused(floor: scene.Floor) -> None:
    row, token = source(floor)
    answer = tell(floor.code, token, "설비,수량\n".encode("cp949"))
    assert (answer.status_code, answer.json()) == (400, {"detail": "not UTF-8 text (byte 0)"})
    assert Source.objects.get(pk=row.pk).refused_why == "not UTF-8 text (byte 0)"


def test_empty_delivery_is_no_error(floor: scene.Floor) -> None:
    _source, token = source(floor)
    assert tell(floor.code, token, b"\n").status_code == 400
    assert tell(floor.code, token, b'{"source_id":1}\n').json()["read"] == 1


@pytest.mark.parametrize(
    ("headers", "status", "detail"),
    [
        ({"Authorization": ""}, 401, "Send the token of the plant as “Authorization: Bearer <token>”."),
        ({"Authorization": "Basic eA=="}, 401, "Send the token of the plant as “Authorization: Bearer <token>”."),
        ({"Authorization": "Bearer nobody"}, 401, "Nobody has been given this token. Ask the plant's firm for one."),
    ],
)
def test_stranger_refused(floor: scene.Floor, headers: dict[str, str], status: int, detail: str) -> None:
    answer = tell(floor.code, "", ndjson([line(1)]), **headers)
    assert (answer.status_code, answer.json()) == (status, {"detail": detail})


def test_revoked_token_refused_in_the_senders_language(floor: scene.Floor) -> None:
    row, token = source(floor)
    revoke_source(source=row, by=floor.owner, at=scene.EVENING)
    answer = tell(floor.code, token, ndjson([line(1)]), **{"Accept-Language": "ko"})
    assert (answer.status_code, answer.json()["detail"]) == (
        401, "폐기된 토큰입니다. 기업에 새 토큰을 요청하십시오.",
    )  # fmt: skip


def test_token_opens_its_own_plant_only(floor: scene.Floor) -> None:
    _source, token = source(floor)
    other = scene.kimchi()
    for code in (other.code, "nowhere"):
        answer = tell(code, token, ndjson([line(1)]))
        assert (answer.status_code, answer.json()) == (403, {"detail": "This token is of another plant."})
        plant = Client().get(f"/api/floor/{code}/plant", headers={"Authorization": f"Bearer {token}"})
        assert plant.status_code == 403
    assert list(events(other.code)) == []


def test_token_opens_nothing_else(floor: scene.Floor) -> None:
    _source, token = source(floor)
    answer = Client().get(f"/floor/{floor.code}/sources/", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer["Location"].startswith("/account/login")) == (302, True)


def test_too_many_bytes_or_lines_refused_whole(floor: scene.Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    _source, token = source(floor)
    monkeypatch.setattr(delivery, "MOST_LINES", 3)
    answer = tell(floor.code, token, ndjson(line(seq) for seq in range(5)))
    assert (answer.status_code, answer.json()) == (413, {"detail": "At most 3 lines at once; send smaller batches."})
    assert tell(floor.code, token, b"x" * (delivery.LARGEST + 1)).status_code == 413
    assert list(events(floor.code)) == []


def test_six_megabytes_taken(floor: scene.Floor) -> None:
    """More than Django itself lets a form bring."""
    _source, token = source(floor)
    body = ndjson(line(seq, note="가" * 650) for seq in range(1, 3001))
    assert (len(body) > 6_000_000, tell(floor.code, token, body).json()["accepted"]) == (True, 3000)


def test_too_many_requests_refused_for_a_while(floor: scene.Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    _source, token = source(floor)
    monkeypatch.setattr(door, "MOST", 2)
    answers = [tell(floor.code, token, ndjson([line(1)])) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"


def test_plant_tells_the_codes_events_name(floor: scene.Floor) -> None:
    _source, token = source(floor)
    found = Client().get(f"/api/floor/{floor.code}/plant", headers={"Authorization": f"Bearer {token}"}).json()
    assert (found["site"], found["families"], found["timezone"]) == (floor.code, ["mes"], "Asia/Seoul")
    assert [machine["id"] for machine in found["machines"]] == [
        "SALT1", "WASH1", "SEAS1", "MIX1", "RIPEN1", "PACK1", "METAL1",
    ]  # fmt: skip
    assert found["items"][0]["name"]["ko"] == "배추김치"
    assert {check["answer"] for check in found["checks"] + found["ccps"]} == {"number", "ok/ng"}


def test_plant_tells_how_long_each_sources_states_hold(floor: scene.Floor) -> None:
    plant = document("food-kimchi", name="김치")
    washer = next(each for each in plant["machines"] if each["id"] == "WASH1")
    washer |= {"stale_after_s": 900, "sources": {"plc": {"stale_after_s": 30}}}
    scene.kimchi(floor.firm, machines=plant["machines"])
    _source, token = source(floor)
    found = Client().get(f"/api/floor/{floor.code}/plant", headers={"Authorization": f"Bearer {token}"}).json()
    limits = {each["id"]: (each["stale_after_s"], each["stale_by_source"]) for each in found["machines"]}
    assert (limits["WASH1"], limits["PACK1"][1]) == ((900, {"plc": 30}), {})


def test_last_word_and_last_refusal_noted(floor: scene.Floor) -> None:
    row, token = source(floor)
    tell(floor.code, token, ndjson([line(1), line(2, machine="M99")]))
    row.refresh_from_db()
    assert (row.refused_at, row.refused_why) == (row.last_seen_at, "machine: the plant has no “M99”")
    before = row.last_seen_at
    tell(floor.code, token, ndjson([line(3)]))
    row.refresh_from_db()
    assert (before is None, row.last_seen_at) == (False, before)
