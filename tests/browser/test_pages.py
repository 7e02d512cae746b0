"""Every type of page, in a real browser: whole, within its window, and open to everyone."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Portal
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

# Between light and dark only colours differ.
OF_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

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

each_page = pytest.mark.parametrize("page_type", PAGES, ids=str)


@pytest.fixture
def opened(page: Page, portal: Portal, request: pytest.FixtureRequest, page_type: PageType) -> Page:
    """A page of the type, in the browser."""
    if page_type.for_staff:
        request.getfixturevalue("as_staff")
    answer = page.goto(portal.address(page_type.path))
    assert answer.status == page_type.status
    return page


@each_page
def test_a_page_opens_without_a_complaint_of_the_browser(complaints, opened, page_type):
    assert not complaints, "\n".join([f"{page_type}:", *complaints])


@each_page
def test_nothing_scrolls_sideways(opened, page_type):
    found = []
    for label, width in WIDTHS.items():
        opened.set_viewport_size({"width": width, "height": 800})
        found += [f"{page_type}, {label}: {element}" for element in opened.evaluate(TOO_WIDE)]
    assert not found, "\n".join(["", *found])


@each_page
def test_axe_finds_nothing_to_mend(opened, page_type):
    found = []
    schemes = {"light": AXE_OPTIONS, "dark": OF_COLOURS}
    for width, (scheme, options) in product((PHONE, DESKTOP), schemes.items()):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.emulate_media(color_scheme=scheme)
        for violation in Axe().run(opened, options=options).response["violations"]:
            nodes = violation["nodes"]
            found.append(
                f"{page_type}, {width} px, {scheme}: {violation['id']}, {len(nodes)} times"
            )
            found += [f"  {node['html']} {node['failureSummary']}" for node in nodes[:3]]
    assert not found, "\n".join(["", *found])
