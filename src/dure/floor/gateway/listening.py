"""What speaks through MQTT brokers, heard on the server and put into one site's store.

It runs beside the ingest process. A gateway in the factory hears the same peers with the same readers and keeps what
they say in its outbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dure.engine.fields import as_list, as_object
from dure.engine.floor.events import Event
from dure.engine.strict_json import InputError, JsonValue
from dure.floor.events.actions import take
from dure.floor.gateway.mqtt.settings import MqttSettings, mqtt_settings
from dure.floor.gateway.mqtt.subscriber import Subscriber
from dure.floor.gateway.sink import Sink
from dure.floor.gateway.sparkplug.host import Host, HostSettings
from dure.floor.gateway.sparkplug.settings import sparkplug_settings


@dataclass(frozen=True)
class ListeningSettings:
    """The brokers of one site, each with what is listened to there."""

    mqtt: tuple[MqttSettings, ...]
    sparkplug: tuple[HostSettings, ...]

    def hold_to(self, machines: Iterable[str]) -> None:
        """Raises: InputError for a meaning of a machine that the plant does not have."""
        known = set(machines)
        meanings = [meaning for each in self.mqtt for meaning in each.meanings.values()]
        meanings += [meaning for host in self.sparkplug for each in host.meanings.values() for meaning in each.values()]
        for meaning in meanings:
            if meaning.machine not in known:
                name = meaning.machine[:60]
                raise InputError("", f"the plant has no machine “{name}”", f"공장에 ‘{name}’ 설비가 없습니다")


def listening_settings(document: JsonValue) -> ListeningSettings:
    """`{"mqtt": [...], "sparkplug": [...]}`, each as its own settings say.

    Raises:
        InputError: names the field that is wrong.
    """
    found = as_object(document, "", optional=("mqtt", "sparkplug"))
    mqtt = as_list(found.get("mqtt", []), "/mqtt")
    sparkplug = as_list(found.get("sparkplug", []), "/sparkplug")
    settings = ListeningSettings(
        tuple(mqtt_settings(each, f"/mqtt/{place}") for place, each in enumerate(mqtt)),
        tuple(sparkplug_settings(each, f"/sparkplug/{place}") for place, each in enumerate(sparkplug)),
    )
    if not settings.mqtt and not settings.sparkplug:
        raise InputError("", "neither mqtt nor sparkplug is given", "mqtt와 sparkplug가 모두 없습니다")
    _check_sessions(settings)
    return settings


class Listening:
    """Every subscriber and host of a site. `run` goes on until cancelled; hosts then say that they leave."""

    def __init__(self, site: str, settings: ListeningSettings) -> None:
        self.subscribers = [
            Subscriber(each.broker, each.filters, into(site, "mqtt"), each.meanings, each.name)
            for each in settings.mqtt
        ]
        self.hosts = [Host(each, into(site, "sparkplug")) for each in settings.sparkplug]

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for subscriber in self.subscribers:
                group.create_task(subscriber.run())
            for host in self.hosts:
                group.create_task(host.run())

    async def ready(self) -> None:
        """Returns when all brokers have granted what was asked for."""
        for subscriber in self.subscribers:
            await subscriber.listening.wait()
        for host in self.hosts:
            await host.online.wait()


def into(site: str, origin: str) -> Sink:
    """A sink that is the site's store."""

    async def put(events: Sequence[Event]) -> None:
        await asyncio.to_thread(take, site, list(events), origin=origin)

    return put


def _check_sessions(settings: ListeningSettings) -> None:
    """A broker ends the older of two connections with one client id: they would take turns for ever."""
    brokers = [*(each.broker for each in settings.mqtt), *(each.broker for each in settings.sparkplug)]
    names = [(broker.host, broker.port, broker.client_id) for broker in brokers]
    for name in names:
        if names.count(name) > 1:
            raise InputError("", f"client_id {name[2]} stands twice", f"client_id {name[2]}이(가) 두 번 나옵니다")
