"""The search box as a combobox: by keyboard, by mouse, for screen readers, and without scripts."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

ASSET_RECOVERY = "/topics/asset-recovery/"


@pytest.fixture
def box(page: Page) -> Locator:
    """The box in the head of a page that knows nothing of searching."""
    page.goto("/about/")
    return page.get_by_role("combobox", name="Search the record")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def test_suggestions_are_chosen_by_keyboard(page, complaints, box):
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("asset rec")
    expect(box).to_have_attribute("aria-expanded", "true")
    count = options(page).count()
    said = page.get_by_role("search", name="The whole record").get_by_role("status")
    expect(said).to_have_text(f"{count} suggestions")
    expect(options(page).first).to_have_attribute("href", ASSET_RECOVERY)

    box.press("ArrowDown")
    first = options(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(box).to_be_focused()
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    box.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    box.press("Home")
    assert box.evaluate("box => box.selectionStart") == 0

    box.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(box).to_have_value("asset rec")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(ASSET_RECOVERY)
    assert complaints == []


def test_the_list_closes_when_the_box_is_left(page, box):
    box.press_sequentially("viet")
    expect(options(page)).to_have_count(1)
    box.press("Tab")
    expect(options(page)).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("asset rec")
    options(page).first.click()
    expect(page).to_have_url(ASSET_RECOVERY)


def test_what_comes_too_late_is_not_shown(page, box):
    box.press_sequentially("viet")
    expect(options(page)).to_have_count(1)
    page.route("**/suggestions/?q=asset", lambda route: page.evaluate("0") or route.continue_())
    box.fill("asset")
    box.press("Escape")
    with page.expect_response("**/suggestions/?q=asset"):
        pass
    expect(options(page)).to_be_hidden()


def test_the_key_enter_searches_for_what_is_written(page, box):
    box.fill("state:wco customs")
    box.press("Enter")
    expect(page).to_have_url("/search/?q=state%3Awco+customs")


@pytest.mark.browser_context_args(viewport={"width": 360, "height": 740})
def test_on_a_phone_the_box_is_in_the_menu(page):
    page.goto("/ar/about/")
    box = page.get_by_role("combobox")
    expect(box).to_have_count(0)
    page.locator("details.menu summary").click()
    box.press_sequentially("فيت")
    option = options(page)
    expect(option).to_have_attribute("href", "/ar/states/vnm/")
    option.click()
    expect(page).to_have_url("/ar/states/vnm/")


def test_facets_and_box_are_one_question(page):
    page.goto("/search/?q=asset+recovery")
    page.get_by_role("checkbox", name="Topic", exact=False).first.check()
    expect(page.locator(".in-force")).to_have_count(2)
    kept = parse_qs(urlsplit(page.url).query)
    box = page.get_by_role("combobox")
    box.fill("asset")
    box.press("Enter")
    expect(page.locator(".in-force").first).to_have_text("Words: asset ×")
    assert parse_qs(urlsplit(page.url).query) == kept | {"q": ["asset"]}


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_the_box_is_a_plain_form(page):
    page.goto("/about/")
    box = page.get_by_role("searchbox", name="Search the record")
    box.fill("recovery body:wgar")
    box.press("Enter")
    box = page.get_by_role("searchbox", name="Search the record")
    expect(box).to_have_value("recovery")
    box.fill("freezing")
    page.get_by_role("button", name="Search", exact=True).click()
    assert "q=freezing" in page.url
    assert "body=wgar" in page.url
