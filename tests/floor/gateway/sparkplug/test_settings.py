"""Settings of MQTT and Sparkplug, read strictly."""

import pytest

from dure.engine.floor.events import Kind
from dure.engine.strict_json import InputError
from dure.floor.gateway.mqtt.connection import Broker
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.mqtt.settings import mqtt_settings
from dure.floor.gateway.sparkplug.settings import sparkplug_settings
from dure.floor.gateway.sparkplug.topics import Address

BROKER = {"host": "127.0.0.1", "client_id": "dure"}
STATE = {"signal": "running", "machine": "M1", "kind": "state", "words": {"true": "run"}}
NODE = {"group": "hanbit", "node": "line1", "device": "press", "meanings": [STATE]}
HOST = {"broker": BROKER, "host_id": "dure", "nodes": [NODE]}


def test_sparkplug_settings_say_what_they_mean():
    found = sparkplug_settings(HOST)
    assert found.broker == Broker("127.0.0.1", "dure")
    meaning = Meaning("M1", Kind.STATE, words={"true": "run"})
    assert found.meanings == {Address("hanbit", "line1", "press"): {"running": meaning}}
    assert found.groups == ["hanbit"]


def test_mqtt_settings_with_tls_use_its_port():
    found = mqtt_settings({"broker": {**BROKER, "tls": True}, "filters": ["hanbit/#"]})
    assert (found.broker.port, found.broker.tls, found.filters) == (8883, True, ("hanbit/#",))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"nodes": []}, "/nodes: nothing to listen to"),
        ({"nodes": [NODE, NODE]}, "/nodes/1: stands twice"),
        ({"nodes": [{**NODE, "meanings": [STATE, STATE]}]}, "/nodes/0/meanings/1/signal: stands twice"),
        ({"nodes": [{**NODE, "meanings": [STATE, {**STATE, "signal": "x"}]}]}, "/nodes/0: M1 has 2 states"),
        ({"nodes": [{**NODE, "meanings": [{**STATE, "kind": "correction"}]}]},
         "/nodes/0/meanings/0/kind: “correction” is not a kind of event"),
        ({"nodes": [{**NODE, "meanings": [{**STATE, "scale": "-1"}]}]},
         "/nodes/0/meanings/0/scale: must be a decimal in quotes, above 0"),
        ({"host_id": "a/b"}, "/host_id: must hold none of + / #"),
        ({"reorder_timeout_ms": 1}, "/reorder_timeout_ms: 1 is not within 10 to 600000"),
        ({"broker": {"host": "x"}}, "/broker/client_id: missing"),
    ],
)  # fmt: skip
def test_sparkplug_settings_name_what_is_wrong(change, why):
    with pytest.raises(InputError) as refusal:
        sparkplug_settings({**HOST, **change})
    assert str(refusal.value) == why


def test_mqtt_settings_that_listen_to_nothing_are_refused():
    with pytest.raises(InputError, match="/filters: nothing to listen to"):
        mqtt_settings({"broker": BROKER})
