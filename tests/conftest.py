"""What the tests share: the programs that some of them need."""

import os
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import settings
from playwright.sync_api import Playwright

from tests.support.tools import find_chromium, find_java, nu_errors, require_or_skip

# Playwright's synchronous interface keeps an event loop running in the thread of the test, and
# Django would refuse the database there. The test waits for the loop, so nothing runs at once.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# No test fails because the machine is busy with others.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# The browser speaks to the test's own server only, and waits for no graphics card.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Translations are compiled once, before the workers of a run start."""
    if not hasattr(config, "workerinput"):
        call_command("compile_catalogues", verbosity=0, stdout=StringIO())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what opens a browser or asks the checker, so that `-m "not browser"` leaves it out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "browser" in fixtures:
            item.add_marker("browser")
        if "nu_checker" in fixtures:
            item.add_marker("html_checker")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("This test needs PostgreSQL; `make test` runs it there where it is found.")


@pytest.fixture(scope="session")
def chromium_path(playwright: Playwright) -> str:
    """The Chromium that Playwright installed, or else the machine's own."""
    own = playwright.chromium.executable_path
    path = own if Path(own).exists() else find_chromium()
    require_or_skip(path, "Chromium", "install it, on Debian and Ubuntu with: apt install chromium")
    return str(path)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], chromium_path: str
) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": chromium_path,
        "args": CHROMIUM_OPTIONS,
    }


@pytest.fixture(scope="session")
def nu_checker() -> Callable[[str | Mapping[str, str]], list[str]]:
    """Gives `check(html)` or `check({name: html})`, which lists the errors: none is `[]`."""
    java = find_java()
    require_or_skip(java, "Java", "install it, on Debian with: apt install default-jre-headless")

    def check(html: str | Mapping[str, str]) -> list[str]:
        return nu_errors(str(java), {"page": html} if isinstance(html, str) else html)

    return check
