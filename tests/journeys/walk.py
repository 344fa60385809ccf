"""A person's way through the pages, in their words: go, fill, press, see. Every new page is checked on the way."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from dure.foundation.jobs.models import Job, JobState
from dure.foundation.jobs.tasks import run_job
from dure.foundation.parties.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@cache
def axe() -> str:
    """The accessibility checker, run by the browser's debugger: the page's own policy stays as strict as it is."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@dataclass
class Walk:
    """One person's browser. ``checked`` holds the pages already found in order, shared by all of a test's walks."""

    page: Page
    address: str
    checked: set[tuple[str, int, str]] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        """Open an address of the site; it must answer."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}\n{self.text()}"
        self.clean()

    def send(self, label: str) -> None:
        """Press a button or follow a link that leads to a page, and arrive there."""
        with self.page.expect_navigation():
            self.press(label)
        self.clean()

    def press(self, label: str) -> None:
        """Press a button or link that stays on the page, and wait for what it fetches."""
        here = self._here()
        found = here.get_by_role("button", name=label, exact=True).or_(here.get_by_role("link", name=label, exact=True))
        try:
            found.locator("visible=true").first.click()
        except PlaywrightTimeout as late:
            raise AssertionError(f"“{label}” is not to be pressed on {self.page.url}:\n{self.text()}") from late
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def fill(self, label: str, text: str | datetime) -> None:
        """Type into the field whose label begins so, whatever marks follow."""
        value = timezone.localtime(text).strftime("%Y-%m-%dT%H:%M") if isinstance(text, datetime) else text
        self._field(label).fill(value)

    def pick(self, label: str, option: str) -> None:
        """Choose from a list."""
        self._field(label).select_option(label=option)

    def choose(self, label: str) -> None:
        """Tick a box or choose a radio button."""
        self._field(label).check(force=True)

    def attach(self, label: str, name: str, content: str) -> None:
        """Lay a text file into the file field."""
        file = FilePayload(name=name, mimeType="text/plain", buffer=content.encode())
        self._field(label).set_input_files(files=[file])

    def download(self, label: str) -> bytes:
        """What a link or button gives as a file."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=label).first.click()
        return Path(coming.value.path()).read_bytes()

    def sees(self, *texts: str) -> None:
        """Each of these stands on the page."""
        for text in texts:
            expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def clean(self) -> None:
        """No barrier found, nothing broken, nothing wider than the window; once a kind of page, width and language."""
        kind = (resolve(urlsplit(self.page.url).path).view_name, self._width(), self._language())
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        if kind in self.checked:
            return
        self.checked.add(kind)
        self.page.evaluate(axe())
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert found == [], f"{self.page.url}: {[_told(each) for each in found]}"
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self._width(), f"{self.page.url} is {wide} px wide"

    def text(self) -> str:
        """What stands on the page, for messages and for looking at words."""
        return self.page.locator("body").inner_text()

    def _here(self) -> Any:
        """An open dialog takes what is typed and pressed."""
        opened = self.page.locator("dialog[open]")
        return opened.first if opened.count() else self.page

    def _field(self, label: str) -> Locator:
        here: Any = self._here()
        begins = re.compile(rf"^\s*{re.escape(label)}(?!\w)")
        return here.get_by_label(begins).locator("visible=true").first  # type: ignore[no-any-return]

    def _width(self) -> int:
        size = self.page.viewport_size
        return size["width"] if size else 0

    def _language(self) -> str:
        return str(self.page.evaluate("document.documentElement.lang"))


def _told(violation: dict[str, Any]) -> str:
    return (
        f"{violation['id']}: {json.dumps([node['html'][:160] for node in violation['nodes'][:3]], ensure_ascii=False)}"
    )


@dataclass
class Party:
    """Opens browsers for people on one running server."""

    browser: Browser
    address: str
    checked: set[tuple[str, int, str]] = field(default_factory=set)

    def public(self, *, phone: bool = False, language: str = "ko") -> Walk:
        """Somebody who has not signed in."""
        context = self.browser.new_context(viewport=PHONE if phone else DESK, locale=language, has_touch=phone)
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.address}])
        return Walk(context.new_page(), self.address, self.checked)

    def member(self, person: Person, *, phone: bool = False, language: str = "ko", app: bool = True) -> Walk:
        """Somebody signed in, with the second factor that staff must have set up; without ``app``, none."""
        if app and not Authenticator.objects.filter(user=person).exists():
            TOTP.activate(person, generate_totp_secret())
        client = Client()
        client.force_login(person, backend=BACKEND)
        walk = self.public(phone=phone, language=language)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        walk.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.address}])
        return walk


def work() -> None:
    """Do the jobs that wait, as the worker would."""
    for job in Job.objects.filter(state=JobState.QUEUED).order_by("pk"):
        run_job.call(job.pk)
        job.refresh_from_db()
        assert job.state == JobState.DONE, job.error
