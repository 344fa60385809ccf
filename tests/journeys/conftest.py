"""A browser for the walks: the system's Chromium, one for each file, a fresh window for each person."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from tests.journeys.walk import Party

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser that ``./test`` found (DURE_TEST_CHROMIUM), or Playwright's own.

    Its event loop runs in the thread of the tests until it is closed, and no other can be started there (to sign a PDF
    needs one): hence it goes when the walks of a file are done.
    """
    with pytest.MonkeyPatch.context() as patch:
        # That thread also reads the database; nothing there is awaited.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield from _opened()


def _opened() -> Iterator[Browser]:
    # A busy machine is slow, not wrong.
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=os.environ.get("DURE_TEST_CHROMIUM"), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def party(browser: Browser, live_server) -> Iterator[Party]:
    """Opens windows on the running server and closes them all."""
    yield Party(browser, live_server.url)
    for context in browser.contexts:
        context.close()
