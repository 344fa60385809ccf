"""A host in a process of its own: `python -m … PORT DATABASE`."""

import asyncio
import sys
from pathlib import Path

from tests.floor.gateway.sparkplug.scene import settings
from tests.floor.gateway.store import Store

from dure.floor.gateway.mqtt.patience import Patience
from dure.floor.gateway.sparkplug.host import Host


def main(port: str, database: str) -> None:
    asyncio.run(Host(settings(int(port)), Store(Path(database)), patience=Patience(0.02, 0.1)).run())


if __name__ == "__main__":
    main(*sys.argv[1:])
