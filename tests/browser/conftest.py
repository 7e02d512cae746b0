"""The portal as a browser sees it: served with the whole record, watched for every complaint."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, expect

# The longest that a page may take to become as expected, on a machine with much else to do.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Portal:
    """Where the portal is served, and what its addresses need."""

    url: str
    statement: str
    convening: str
    staff_cookie: str

    def address(self, path: str) -> str:
        """The path, with the numbers that only the served record knows."""
        return path.format(statement=self.statement, convening=self.convening)

    def read(self, path: str, *, as_staff: bool = False) -> tuple[int, str]:
        """What the portal answers, without a browser: the status and the page."""
        request = urllib.request.Request(self.url + self.address(path))
        if as_staff:
            cookie = f"{settings.SESSION_COOKIE_NAME}={self.staff_cookie}"
            request.add_header("Cookie", cookie)
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@pytest.fixture(scope="session")
def portal(
    testrun_uid: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """The portal with the whole record, served by a process of its own."""
    folder = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        folder = folder.parent  # which all workers of the run share
    is_postgresql = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    name = f"test_record_{testrun_uid}" if is_postgresql else str(folder / "record.sqlite3")
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.served", folder / "users_of_record"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "RECORD_DATABASE": name, "RECORD_FILES": str(folder / "files")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        served = server.stdout.readline()
        assert served, "The portal could not be served; its own words are above."
        yield Portal(**json.loads(served))
        server.stdin.close()


@pytest.fixture(scope="session")
def base_url(portal: Portal) -> str:
    """What `page.goto("/meetings/")` goes to."""
    return portal.url


@pytest.fixture
def as_staff(context: BrowserContext, portal: Portal) -> None:
    """Whoever opens a page is signed in to the administration."""
    context.add_cookies([staff_cookie(portal)])


def staff_cookie(portal: Portal) -> Any:
    """What makes a browser one of the staff."""
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": portal.staff_cookie, "url": portal.url}


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser finds wrong with the pages it opens, as it goes."""
    return hear(page)


def hear(page: Page) -> list[str]:
    """What the browser finds wrong with the pages it opens, as it goes.

    A violation of the content security policy is an error of the console, as is a failed request.
    The answer to the page's own address is for the test to judge.
    """
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        own_answer = message.location["url"] == page.url and "Failed to load" in message.text
        if message.type in ("error", "warning") and not own_answer:
            heard.append(f"{message.type}: {message.text}")

    def check(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            heard.append(f"{response.status}: {response.url}")

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(f"exception: {error}"))
    page.on("requestfailed", lambda request: heard.append(f"failed: {request.url}"))
    page.on("response", check)
    return heard


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """One time zone on every machine, that of most meetings."""
    return {**browser_context_args, "timezone_id": "Europe/Vienna", "reduced_motion": "reduce"}
