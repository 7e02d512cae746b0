"""Every type of page, in a real browser: whole, within its window, and open to everyone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Portal, hear, staff_cookie
from tests.browser.pages import PAGES, PageType

PHONE, TABLET, DESKTOP = 360, 768, 1280
# A window of 1280 pixels at 200 % has room for 640, and at 400 % for 320.
ZOOMED = {"1280 px at 200 %": 640, "1280 px at 400 %": 320}
WIDTHS = {f"{width} px": width for width in (PHONE, TABLET, DESKTOP)} | ZOOMED

AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
        "best-practice",
    ],
}
VIOLATIONS = "options => axe.run(document, options).then(found => found.violations)"
# Both widths and both schemes; colours do not depend on the width.
LOOKS = [(PHONE, "light"), (DESKTOP, "dark")]

# The innermost of what reaches beyond the window, but for what scrolls within itself.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const isClipped = (element) => element !== document.documentElement
    && (getComputedStyle(element).overflowX !== "visible" || isClipped(element.parentElement));
  const reachesBeyond = (element) => {
    const box = element.getBoundingClientRect();
    return (box.right > width + 1 || box.left < -1) && element.checkVisibility()
      && !isClipped(element.parentElement);
  };
  const found = [...document.body.querySelectorAll("*")].filter(reachesBeyond)
    .filter((element) => ![...element.querySelectorAll("*")].some(reachesBeyond));
  return [document.documentElement.scrollWidth + " px wide",
    ...found.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))];
}"""


@dataclass(frozen=True)
class Opened:
    """A page of a type in the browser, and what the browser complained of on the way."""

    type: PageType
    status: int
    page: Page
    complaints: list[str]


@pytest.fixture(scope="module", params=PAGES, ids=str)
def opened(
    request: pytest.FixtureRequest,
    browser: Browser,
    browser_context_args: dict[str, Any],
    portal: Portal,
) -> Iterator[Opened]:
    """A page of each type, opened once for all that is asked of it."""
    context = browser.new_context(**browser_context_args)
    if request.param.for_staff:
        context.add_cookies([staff_cookie(portal)])
    page = context.new_page()
    complaints = hear(page)
    answer = page.goto(portal.address(request.param.path))
    yield Opened(request.param, answer.status if answer else 0, page, complaints)
    context.close()


def test_a_page_opens_without_a_complaint_of_the_browser(opened):
    assert opened.status == opened.type.status
    assert not opened.complaints, "\n".join([f"{opened.type}:", *opened.complaints])


def test_nothing_scrolls_sideways(opened):
    found = []
    for label, width in WIDTHS.items():
        opened.page.set_viewport_size({"width": width, "height": 800})
        found += [f"{opened.type}, {label}: {e}" for e in opened.page.evaluate(TOO_WIDE)]
    assert not found, "\n".join(["", *found])


def test_axe_finds_nothing_to_mend(opened):
    found = []
    opened.page.evaluate(AXE_SCRIPT)
    for width, scheme in LOOKS:
        opened.page.set_viewport_size({"width": width, "height": 800})
        opened.page.emulate_media(color_scheme=scheme)
        for violation in opened.page.evaluate(VIOLATIONS, AXE_OPTIONS):
            nodes = violation["nodes"]
            found.append(
                f"{opened.type}, {width} px, {scheme}: {violation['id']}, {len(nodes)} times"
            )
            found += [f"  {node['html']} {node['failureSummary']}" for node in nodes[:3]]
    assert not found, "\n".join(["", *found])
