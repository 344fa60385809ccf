from __future__ import annotations

from pathlib import Path

import pytest

from dure.engine.floor.mtconnect_items import Role, read_devices, usual_items
from dure.engine.strict_json import InputError

DATA = Path(__file__).parents[2] / "data" / "floor"


def roles(path: str, device: str) -> dict[str, Role]:
    items = read_devices((DATA / path).read_bytes())[device]
    return {key: role for key, (role, _) in items.ranks.items()}


def test_test_bed_model_names_its_eight_machines_and_their_keys() -> None:
    devices = read_devices((DATA / "nist-smstestbed" / "Devices.xml").read_bytes())
    assert list(devices) == ["GFAgie01", "Mazak01", "Mazak03", "Hurco01", "Hurco02", "Hurco03", "Hurco04", "Hurco06"]
    named = {key: role for key, role in roles("nist-smstestbed/Devices.xml", "Hurco01").items() if "-" not in key}
    assert named == {
        "avail": Role.AVAILABILITY, "Part_Count": Role.PART_COUNT, "Program_Status": Role.EXECUTION,
        "Program_Runtime_Seconds": Role.HOURS, "Spindle_Time": Role.HOURS,
    }  # fmt: skip


def test_conditions_stand_alone_on_their_line() -> None:
    items = read_devices((DATA / "nist-smstestbed" / "Devices.xml").read_bytes())["GFAgie01"]
    assert {"system", "servo", "motion"} <= items.single
    assert "execution" not in items.single


def test_items_without_a_name_are_known_by_their_id_and_remaining_pieces_are_not_counted() -> None:
    assert roles("mtconnect-samples/test_config.xml", "LinuxCNC") == {
        "avail": Role.AVAILABILITY, "execution": Role.EXECUTION, "p5": Role.EXECUTION, "pcount": Role.PART_COUNT,
    }  # fmt: skip


def test_counter_of_all_pieces_is_better_than_one_of_the_good() -> None:
    item = '<DataItem category="EVENT" type="PART_COUNT" id="{0}" subType="{1}"/>'
    told = "".join(item.format(*pair) for pair in (("g", "GOOD"), ("a", "ALL"), ("b", "BAD")))
    ranks = read_devices(f'<MTConnectDevices><Device name="M">{told}</Device></MTConnectDevices>'.encode())["M"].ranks
    assert sorted(ranks, key=lambda key: ranks[key][1]) == ["a", "g"]


def test_usual_names_are_known_however_they_are_written() -> None:
    keys = {"Program_Status", "EXECUTION", "PartCountAct", "avail", "mode", "cut_time"}
    assert {key: role for key, (role, _) in usual_items(keys).ranks.items()} == {
        "Program_Status": Role.EXECUTION, "EXECUTION": Role.EXECUTION, "PartCountAct": Role.PART_COUNT,
        "avail": Role.AVAILABILITY, "cut_time": Role.HOURS,
    }  # fmt: skip


BOMB = b"""<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Devices><Device name="&b;"/></Devices>"""


@pytest.mark.parametrize("xml", [b"", b"not xml", b"<Devices/>", BOMB])
def test_what_is_no_device_model_is_refused(xml: bytes) -> None:
    with pytest.raises(InputError):
        read_devices(xml)
