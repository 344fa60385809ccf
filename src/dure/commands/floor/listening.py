"""``dure floor listen``: MQTT and Sparkplug brokers into a site's store, until stopped."""

import argparse
import asyncio
import logging
import signal
import sys
from contextlib import suppress
from typing import Any

from dure.commands.floor.running import answering, known_site, read_input

Subparsers = Any


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("listen", help="hear MQTT and Sparkplug brokers and store what they say")
    parser.add_argument("--site", required=True, metavar="SITE")
    parser.add_argument("file", metavar="FILE.json", help="which brokers, and what is said there")
    parser.set_defaults(run=run)


@answering
def run(arguments: argparse.Namespace) -> int:
    """0 when it was told to stop."""
    plant = known_site(arguments.site)
    from dure.engine.strict_json import load
    from dure.floor.gateway.listening import Listening, listening_settings

    settings = listening_settings(load(read_input(arguments.file)))
    settings.hold_to(plant.machines)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stderr)

    async def listen() -> None:
        running = asyncio.ensure_future(Listening(arguments.site, settings).run())
        # A host that is told to stop has to say so before it goes.
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, running.cancel)
        with suppress(asyncio.CancelledError):
            await running

    asyncio.run(listen())
    return 0
