"""Everything can be reached and seen without a mouse."""

import pytest
from playwright.sync_api import expect

LANGUAGES = ["en", "fr", "es", "ar", "zh-hans", "ru", "vi"]

# The element that has the focus, and the width of the ring around it.
FOCUS = """element => {
  const style = getComputedStyle(element);
  const ring = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  return [element.cloneNode().outerHTML.slice(0, 100), ring];
}"""

on_a_phone = pytest.mark.browser_context_args(viewport={"width": 360, "height": 740})


@pytest.mark.parametrize("path", ["/", "/meetings/2021-09-06-vienna/", "/ar/sessions/"])
def test_the_first_key_leads_to_a_link_past_the_navigation(page, path):
    page.goto(path)
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a:focus, main input:focus, main select:focus")).to_have_count(1)


@on_a_phone
@pytest.mark.parametrize("path", ["/", "/ar/"])
def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(page, path):
    page.goto(path)
    menu = page.locator("details.menu")
    links = menu.get_by_role("link")
    expect(links.first).to_be_hidden()
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(links.first).to_be_in_viewport(ratio=1)
    expect(links.last).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(menu.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(links.first).to_be_hidden()


@on_a_phone
def test_the_menu_of_a_phone_leads_to_every_list_and_language(page):
    page.goto("/")
    page.locator("details.menu summary").click()
    menu = page.get_by_role("navigation", name="Main menu")
    links = menu.get_by_role("link")
    assert links.evaluate_all("links => links.map(link => link.pathname)") == [
        "/meetings/",
        "/sessions/",
        "/bodies/",
        "/states/",
        "/topics/",
        "/articles/",
        "/documents/",
        "/statements/",
        "/insights/",
    ]
    languages = page.locator("details.menu .languages a")
    assert languages.evaluate_all("links => links.map(link => link.lang)") == LANGUAGES
    menu.get_by_role("link", name="Sessions").click()
    expect(page).to_have_title("Sessions · UNCAC meeting records")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/sessions/", "/meetings/2021-09-06-vienna/"])
def test_the_focus_can_be_seen_wherever_it_goes(page, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    rings = {}
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        expect(focused).to_be_in_viewport(ratio=0.9)
        element, ring = focused.evaluate(FOCUS)
        rings[element] = ring
    assert {element: ring for element, ring in rings.items() if ring < 2} == {}
    assert len(rings) > 20


def test_the_parts_of_a_convening_are_reached_by_keyboard(page):
    page.goto("/meetings/2021-09-06-vienna/")
    tabs = page.locator("nav.tabs")
    expect(tabs.get_by_role("link", name="Overview")).to_have_attribute("aria-current", "page")
    tabs.get_by_role("link", name="Participants").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/meetings/2021-09-06-vienna/participants/")
    expect(tabs.locator("[aria-current=page]")).to_have_text("Participants")


def test_each_language_leads_to_the_same_page_in_that_language(page):
    page.goto("/states/vnm/")
    links = page.locator("nav.languages.wide-nav a")
    assert links.evaluate_all("links => links.map(a => [a.lang, a.hreflang, a.pathname])") == [
        [code, code, "/states/vnm/" if code == "en" else f"/{code}/states/vnm/"]
        for code in LANGUAGES
    ]
    expect(page.locator("nav.languages.wide-nav [aria-current]")).to_have_text("English")
    links.nth(3).press("Enter")
    expect(page).to_have_url("/ar/states/vnm/")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    links.first.press("Enter")
    expect(page).to_have_url("/states/vnm/")


def test_a_mark_leads_to_its_source(page):
    page.goto("/meetings/2021-09-06-vienna/")
    mark = page.locator("main .mark").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("aside.sources li:target")).to_be_in_viewport()
    number = mark.inner_text()
    expect(page.locator("aside.sources li:target")).to_have_attribute("value", number)
