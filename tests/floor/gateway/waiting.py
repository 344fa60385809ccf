"""Waiting for what another process or thread will do: until it is so, never for a length of time."""

import asyncio
from collections.abc import Callable, Coroutine

LONGEST_S = 20
SCENE_S = 60


async def until(is_so: Callable[[], object], what: str) -> None:
    """Look again and again; fail with `what` when it does not come about."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + LONGEST_S
    while not is_so():
        assert loop.time() < deadline, f"waited in vain for: {what}"
        await asyncio.sleep(0.01)


def play(scene: Coroutine[object, object, None]) -> None:
    """Run a scene to its end; one that hangs fails."""

    async def bounded() -> None:
        async with asyncio.timeout(SCENE_S):
            await scene

    asyncio.run(bounded())
