"""Which brokers a site listens to."""

import pytest

from dure.engine.strict_json import InputError
from dure.floor.gateway.listening import listening_settings

MQTT = {
    "broker": {"host": "127.0.0.1", "client_id": "dure"},
    "meanings": [{"signal": "press/count", "machine": "M1", "kind": "count_total"}],
}
HOST = {
    "broker": {"host": "127.0.0.1", "client_id": "host"},
    "host_id": "dure",
    "nodes": [{"group": "g", "node": "n", "meanings": [{"signal": "c", "machine": "M2", "kind": "count_total"}]}],
}


def test_listening_has_a_subscriber_and_a_host_for_each_entry():
    settings = listening_settings({"mqtt": [MQTT], "sparkplug": [HOST]})
    settings.hold_to(["M1", "M2"])
    assert len(settings.mqtt) == len(settings.sparkplug) == 1


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({}, "/: neither mqtt nor sparkplug is given"),
        ({"mqtt": [MQTT, MQTT]}, "/: client_id dure stands twice"),
        ({"mqtt": [MQTT, {}]}, "/mqtt/1/broker: missing"),
        ({"opcua": []}, "/opcua: unknown key"),
    ],
)
def test_listening_settings_name_what_is_wrong(document, why):
    with pytest.raises(InputError) as refusal:
        listening_settings(document)
    assert str(refusal.value) == why


def test_listening_to_a_machine_that_the_plant_has_not_is_refused():
    with pytest.raises(InputError, match="the plant has no machine “M2”"):
        listening_settings({"mqtt": [MQTT], "sparkplug": [HOST]}).hold_to(["M1"])
