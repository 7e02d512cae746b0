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


def box_of(page: Page, name: str, value: str) -> Locator:
    """The box of a value, which may stand among the rest that is folded at first."""
    box = page.locator(f'[name={name}][value="{value}"]')
    if not box.is_visible():
        page.locator(f"#rest-of-{name} summary").click()
    return box


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
        box_of(page, name, value).check()
        expect(count_on(page)).not_to_have_text(whole)
        expect(page).to_have_url(re.compile(rf"[?&]{name}={value}\b"))
        whole = count_on(page).inner_text()
    assert filters_in_address(page) == {first[0]: [first[1]], second[0]: [second[1]]}
    assert rows_on(page) == answer_without_scripts(page, page.url)
    assert len(requests_of_pages) == 1


def test_writing_replaces_the_rows_in_place(page, requests_of_pages):
    page.goto("/documents/")
    page.get_by_role("textbox", name="Symbol or title").press_sequentially("WG.4/2011")
    expect(page).to_have_url(re.compile(r"[?&]q=WG\.4%2F2011"))
    expect(page.locator("#results .symbol").first).to_have_text("CAC/COSP/WG.4/2011/1")
    assert len(requests_of_pages) == 1


def test_the_key_enter_asks_at_once(page, requests_of_pages):
    page.goto("/documents/")
    page.get_by_role("textbox", name="Symbol or title").fill("WG.4/2011")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=WG\.4%2F2011"))
    assert len(requests_of_pages) == 1


@EACH_LIST
def test_the_back_button_brings_back_rows_and_choices(page, path, first, second):
    page.goto(path)
    steps = [(count_on(page).inner_text(), rows_on(page))]
    for name, value in (first, second):
        box_of(page, name, value).check()
        expect(count_on(page)).not_to_have_text(steps[-1][0])
        steps.append((count_on(page).inner_text(), rows_on(page)))
    page.go_back()
    expect(count_on(page)).to_have_text(steps[1][0])
    expect(page.locator(":checked")).to_have_value(first[1])
    assert rows_on(page) == steps[1][1]
    page.go_back()
    expect(count_on(page)).to_have_text(steps[0][0])
    expect(page.locator(":checked")).to_have_count(0)
    assert rows_on(page) == steps[0][1]
    page.go_forward()
    expect(count_on(page)).to_have_text(steps[1][0])
    expect(page.locator(":checked")).to_have_value(first[1])


def test_filtering_goes_on_after_the_back_button(page):
    page.goto("/sessions/")
    box_of(page, "body", "irg").check()
    expect(page).to_have_url(re.compile("body=irg"))
    page.go_back()
    expect(page.locator(":checked")).to_have_count(0)
    box_of(page, "body", "wgar").check()
    expect(page).to_have_url(re.compile("body=wgar"))
    expect(page.locator("#results tbody .chip").first).to_have_text("WGAR")


def test_a_screen_reader_hears_the_new_count_and_nothing_else(page):
    page.goto("/sessions/")
    # Only a live region that stays in the page is listened to, so the element has to be the same.
    page.evaluate("() => { document.querySelector('#count').dataset.wasThere = 'yes' }")
    box_of(page, "body", "wgar").check()
    status = page.locator("#count[role=status]")
    expect(status).to_contain_text("sessions")
    expect(status).to_have_attribute("data-was-there", "yes")
    others = page.locator("[aria-live], [role=status], [role=alert]").and_(
        page.locator(":not(#count)")
    )
    assert set(others.all_inner_texts()) == {""}  # the notice on kept copies is silent
    assert len(status.inner_text()) < 60


def test_the_focus_stays_where_it_was(page):
    page.goto("/documents/")
    written = page.get_by_role("textbox", name="Symbol or title")
    written.press_sequentially("WG.4")
    expect(page).to_have_url(re.compile(r"q=WG\.4"))
    expect(written).to_be_focused()
    expect(written).to_have_value("WG.4")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    chosen = page.locator("[name=kind]").first
    chosen.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("kind="))
    expect(chosen).to_be_focused()
    expect(chosen).to_be_checked()


def test_the_address_names_only_the_filters_in_force_in_every_language(page):
    page.goto("/documents/")
    box_of(page, "kind", "report").check()
    box_of(page, "kind", "agenda").check()
    expect(page).to_have_url(
        re.compile(r"/documents/\?kind=report&kind=agenda$|kind=agenda&kind=r")
    )
    expect(page.locator("#in-force")).to_contain_text("2")
    page.locator(".wide-nav [hreflang=fr]").click()
    expect(page).to_have_url(re.compile(r"/fr/documents/\?kind=\w+&kind=\w+$"))
    expect(page.locator(":checked")).to_have_count(2)


def test_what_was_opened_stays_open_while_counts_are_renewed(page):
    page.goto("/sessions/")
    page.locator("#rest-of-topic summary").click()
    chosen = page.locator("#rest-of-topic input").last
    value = chosen.get_attribute("value")
    chosen.check()
    expect(page).to_have_url(re.compile(f"topic={value}"))
    expect(page.locator(f"#topic-{value}")).to_be_focused()
    expect(page.locator("#rest-of-topic")).to_have_attribute("open", "")


def test_a_bar_of_the_years_leads_to_its_year(page):
    page.goto("/sessions/?body=irg")
    bar = page.locator(".bars a").last
    year, count = bar.locator("b").evaluate("b => [b.parentNode.firstChild.data, b.textContent]")
    bar.click()
    expect(page).to_have_url(re.compile(rf"body=irg&year={year}$"))
    expect(count_on(page)).to_contain_text(count)
    expect(page.locator(".bars [aria-current]")).to_contain_text(year)


def test_on_a_phone_the_filters_are_folded_and_say_how_many_are_in_force(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/sessions/?body=irg&year=2021")
    expect(page.locator("[name=from]")).not_to_be_visible()
    summary = page.locator(".fold > summary")
    expect(summary).to_contain_text("2 in force")
    summary.click()
    expect(page.locator("[name=from]")).to_be_visible()


def test_a_list_says_plainly_when_nothing_matches(page):
    page.goto("/documents/")
    page.get_by_role("textbox", name="Symbol or title").fill("no such paper")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_contain_text("Nothing on record answers these filters.")
    page.get_by_role("link", name="Remove all filters").click()
    expect(page.locator("#results .documents")).to_be_visible()
    expect(page).to_have_url(re.compile("/documents/$"))


def test_the_next_page_keeps_the_filters(page):
    page.goto("/sessions/")
    box_of(page, "format_of", "not_recorded").check()
    expect(page).to_have_url(re.compile("format_of=not_recorded"))
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(re.compile(r"\?format_of=not_recorded&page=2$"))
    expect(page.locator(":checked")).to_have_value("not_recorded")


def test_filtering_begins_again_on_the_first_page(page):
    page.goto("/sessions/?page=2")
    box_of(page, "body", "egic").check()
    expect(page).to_have_url(re.compile("body=egic"))
    assert "page" not in filters_in_address(page)
    expect(page.locator("#results .chip").first).to_have_text("EGIC")


@pytest.mark.browser_context_args(java_script_enabled=False)
@EACH_LIST
def test_a_plain_form_filters_without_scripts(page, path, first, second):
    page.goto(path)
    whole = count_on(page).inner_text()
    for name, value in (first, second):
        box_of(page, name, value).check()
    page.get_by_role("button", name="Show").click()
    expect(count_on(page)).not_to_have_text(whole)
    for name, value in (first, second):
        expect(page.locator(f'[name={name}][value="{value}"]')).to_be_checked()
    assert filters_in_address(page) == {first[0]: [first[1]], second[0]: [second[1]]}
    page.go_back()
    expect(count_on(page)).to_have_text(whole)
