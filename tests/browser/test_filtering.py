"""Lists filter in place where scripts run, and by a plain form where they do not."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

# A list, a filter of it that finds less, and another that leaves less still.
EACH_LIST = pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        ("/meetings/", ("body", "irg"), ("year", "2021")),
        ("/sessions/", ("body", "wgar"), ("year", "2021")),
        ("/documents/", ("body", "irg"), ("language", "en")),
        ("/sources/", ("kind", "news"), ("language", "vi")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)


def count_on(page: Page) -> Locator:
    return page.locator("#count")


def filters_in_address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def rows_on(page: Page) -> list[str]:
    """Where the titles of the rows lead."""
    return page.locator("#results a[href]").evaluate_all("links => links.map(link => link.href)")


def answer_without_scripts(page: Page, address: str) -> list[str]:
    """The rows that the address gives whoever opens it."""
    plain = page.context.browser.new_page(java_script_enabled=False)
    plain.goto(address)
    rows = rows_on(plain)
    plain.close()
    return rows


@pytest.fixture
def requests_of_pages(page: Page) -> list[str]:
    """The whole pages that the browser asks for."""
    asked: list[str] = []
    page.on(
        "request", lambda request: request.is_navigation_request() and asked.append(request.url)
    )
    return asked


@EACH_LIST
def test_a_choice_replaces_the_rows_in_place(page, requests_of_pages, path, first, second):
    page.goto(path)
    whole = count_on(page).inner_text()
    for name, value in (first, second):
        page.locator(f"[name={name}]").select_option(value)
        expect(count_on(page)).not_to_have_text(whole)
        expect(page).to_have_url(re.compile(rf"[?&]{name}={value}\b"))
        whole = count_on(page).inner_text()
    assert filters_in_address(page) == {first[0]: [first[1]], second[0]: [second[1]]}
    assert rows_on(page) == answer_without_scripts(page, page.url)
    assert len(requests_of_pages) == 1


def test_writing_replaces_the_rows_in_place(page, requests_of_pages):
    page.goto("/documents/")
    page.get_by_label("Symbol or title").press_sequentially("WG.4/2011")
    expect(page).to_have_url(re.compile(r"[?&]q=WG\.4%2F2011"))
    expect(page.locator("#results .symbol").first).to_have_text("CAC/COSP/WG.4/2011/1")
    assert len(requests_of_pages) == 1


def test_the_key_enter_asks_at_once(page, requests_of_pages):
    page.goto("/documents/")
    page.get_by_label("Symbol or title").fill("WG.4/2011")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=WG\.4%2F2011"))
    assert len(requests_of_pages) == 1


@EACH_LIST
def test_the_back_button_brings_back_rows_and_choices(page, path, first, second):
    page.goto(path)
    steps = [(count_on(page).inner_text(), rows_on(page))]
    for name, value in (first, second):
        page.locator(f"[name={name}]").select_option(value)
        expect(count_on(page)).not_to_have_text(steps[-1][0])
        steps.append((count_on(page).inner_text(), rows_on(page)))
    page.go_back()
    expect(count_on(page)).to_have_text(steps[1][0])
    expect(page.locator(f"[name={first[0]}]")).to_have_value(first[1])
    expect(page.locator(f"[name={second[0]}]")).to_have_value("")
    assert rows_on(page) == steps[1][1]
    page.go_back()
    expect(count_on(page)).to_have_text(steps[0][0])
    expect(page.locator(f"[name={first[0]}]")).to_have_value("")
    assert rows_on(page) == steps[0][1]
    page.go_forward()
    expect(count_on(page)).to_have_text(steps[1][0])
    expect(page.locator(f"[name={first[0]}]")).to_have_value(first[1])


def test_filtering_goes_on_after_the_back_button(page):
    page.goto("/sessions/")
    page.locator("[name=body]").select_option("irg")
    expect(page).to_have_url(re.compile("body=irg"))
    page.go_back()
    expect(page.locator("[name=body]")).to_have_value("")
    page.locator("[name=body]").select_option("wgar")
    expect(page).to_have_url(re.compile("body=wgar"))
    expect(page.locator("#results tbody .chip").first).to_have_text("WGAR")


def test_a_screen_reader_hears_the_new_count_and_nothing_else(page):
    page.goto("/sessions/")
    # Only a live region that stays in the page is listened to, so the element has to be the same.
    page.evaluate("() => { document.querySelector('#count').dataset.wasThere = 'yes' }")
    page.locator("[name=body]").select_option("wgar")
    status = page.locator("#count[role=status]")
    expect(status).to_contain_text("sessions")
    expect(status).to_contain_text("Remove all filters")
    expect(status).to_have_attribute("data-was-there", "yes")
    others = page.locator("[aria-live], [role=status], [role=alert]").and_(
        page.locator(":not(#count)")
    )
    assert others.all_inner_texts() == [""]  # the notice on kept copies is silent
    assert len(status.inner_text()) < 60


def test_the_focus_stays_where_it_was(page):
    page.goto("/documents/")
    written = page.get_by_label("Symbol or title")
    written.press_sequentially("WG.4")
    expect(page).to_have_url(re.compile(r"q=WG\.4"))
    expect(written).to_be_focused()
    expect(written).to_have_value("WG.4")
    chosen = page.locator("[name=language]")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("language="))
    expect(chosen).to_be_focused()


def test_a_list_says_plainly_when_nothing_matches(page):
    page.goto("/documents/")
    page.get_by_label("Symbol or title").fill("no such paper")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_contain_text("Nothing on record answers these filters.")
    page.get_by_role("link", name="Remove all filters").click()
    expect(page.locator("#results .documents")).to_be_visible()
    expect(page).to_have_url(re.compile("/documents/$"))


def test_the_next_page_keeps_the_filters(page):
    page.goto("/sessions/")
    page.locator("[name=format_of]").select_option("not_recorded")
    expect(page).to_have_url(re.compile("format_of=not_recorded"))
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(re.compile(r"\?format_of=not_recorded&page=2$"))
    expect(page.locator("[name=format_of]")).to_have_value("not_recorded")


def test_filtering_begins_again_on_the_first_page(page):
    page.goto("/sessions/?page=2")
    page.locator("[name=body]").select_option("egic")
    expect(page).to_have_url(re.compile("body=egic"))
    assert "page" not in filters_in_address(page)
    expect(page.locator("#results .chip").first).to_have_text("EGIC")


@pytest.mark.browser_context_args(java_script_enabled=False)
@EACH_LIST
def test_a_plain_form_filters_without_scripts(page, path, first, second):
    page.goto(path)
    whole = count_on(page).inner_text()
    for name, value in (first, second):
        page.locator(f"[name={name}]").select_option(value)
    page.get_by_role("button", name="Show").click()
    expect(count_on(page)).not_to_have_text(whole)
    for name, value in (first, second):
        expect(page.locator(f"[name={name}]")).to_have_value(value)
    assert filters_in_address(page) == {first[0]: [first[1]], second[0]: [second[1]]}
    page.go_back()
    expect(count_on(page)).to_have_text(whole)
