"""On paper a page is its content and where each fact comes from."""

import pytest
from playwright.sync_api import expect

ONLY_ON_SCREEN = [
    ".site-header nav",
    "details.menu",
    "a.skip",
    ".breadcrumbs",
    ".tabs",
    "form.filters",
    ".pages",
    ".site-footer nav",
]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/meetings/2021-09-06-vienna/",
        "/sessions/irg-12-resumed/",
        "/documents/",
        "/articles/57/",
        "/ar/states/vnm/",
    ],
)
def test_what_only_helps_on_a_screen_is_not_printed(page, path):
    page.emulate_media(media="print")
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for selector in ONLY_ON_SCREEN:
        expect(page.locator(selector).locator("visible=true")).to_have_count(0)


def test_the_agenda_is_printed_whole(page):
    page.emulate_media(media="print")
    page.goto("/sessions/irg-12-resumed/")
    items = page.locator("ol.agenda .title")
    expect(items).not_to_have_count(0)
    for title in items.all():
        expect(title).to_be_visible()


def test_each_page_is_printed_with_its_address_and_edition(page, base_url):
    path = "/meetings/2021-09-06-vienna/programme/?tz=Asia/Ho_Chi_Minh"
    page.goto(path)
    expect(page.locator(".printed-address")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".printed-address")).to_have_text(f"{base_url}{path}")
    expect(page.get_by_text("Edition ")).to_be_visible()


def test_each_source_is_printed_with_its_address(page):
    page.goto("/meetings/2021-09-06-vienna/")
    address = """links => links.map(link => [
        link.getAttribute("href"), getComputedStyle(link, "::after").content,
    ])"""
    sources = page.locator("aside.sources a[href^=http]")
    assert all(after == "none" for _, after in sources.evaluate_all(address))
    page.emulate_media(media="print")
    printed = sources.evaluate_all(address)
    assert printed
    assert [after for _, after in printed] == [f'" <{href}>"' for href, _ in printed]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_printed_black_on_white_whatever_the_screen_shows(page, scheme):
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto("/meetings/2021-09-06-vienna/")
    colours = page.locator("html").evaluate(
        "html => [getComputedStyle(html).color, getComputedStyle(html).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("path", ["/meetings/2021-09-06-vienna/", "/documents/", "/ar/states/vnm/"])
def test_nothing_is_wider_than_the_paper(page, path):
    page.set_viewport_size({"width": 658, "height": 986})  # A4 within the margins
    page.emulate_media(media="print")
    page.goto(path)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 658
