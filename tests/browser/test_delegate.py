"""A delegate with a phone, in the middle of the week: what is next, its paper, the calendar."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import EXAMPLE

TUESDAY_MORNING = datetime.fromisoformat("2031-06-10T09:30+02:00")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone in the conference building."""
    return {
        **browser_context_args,
        "viewport": {"width": 360, "height": 740},
        "has_touch": True,
        "is_mobile": True,
        "timezone_id": "Europe/Vienna",
    }


@pytest.fixture
def phone(page: Page) -> Page:
    page.clock.install(time=TUESDAY_MORNING)
    page.goto("/")
    return page


def test_the_paper_of_the_next_item_in_french_is_three_taps_from_the_home_page(phone):
    example = phone.locator(".latest-row", has_text="invented")
    example.get_by_role("link", name="Programme").tap()
    card = phone.locator("[data-now-next]")
    expect(card.locator(".moment").first).to_contain_text("Next: in 30 minutes 10:00–13:00")
    card.locator("summary").first.tap()
    french = card.get_by_role("link", name="français").first
    address = french.get_attribute("href") or ""
    assert address.endswith("/fr")
    with phone.expect_request(lambda request: request.url.endswith(address)):
        french.tap()
    paper = phone.context.request.get(address)
    assert paper.body().startswith(b"%PDF-")
    assert paper.headers["content-language"] == "fr"


def test_what_is_next_stands_within_the_first_screen(phone):
    phone.goto(f"{EXAMPLE}/programme/")
    moment = phone.locator("[data-now-next] .moment").first
    expect(moment).to_be_in_viewport()


def test_the_convening_is_added_to_a_calendar_in_two_taps_from_its_programme(phone, portal):
    phone.goto(f"{EXAMPLE}/programme/")
    phone.get_by_role("link", name="Add to your calendar").tap()
    subscribe = phone.get_by_role("link", name="Subscribe to the whole convening")
    webcal = urlsplit(subscribe.get_attribute("href") or "")
    assert webcal.scheme == "webcal"
    expect(phone.locator("code").first).to_have_text(f"http://{webcal.netloc}{webcal.path}")
    _status, text = portal.read(webcal.path)
    events = icalendar.Calendar.from_ical(text).events
    hours = [event for event in events if isinstance(event.start, datetime)]
    assert (len(events), len(hours)) == (16, 15)  # the week, ten sittings and five breaks


def test_two_items_are_chosen_for_a_calendar_of_their_own(phone, portal):
    phone.goto(f"{EXAMPLE}/calendar/")
    phone.get_by_label("5 Financial and budgetary matters").first.check()
    phone.get_by_label("3(b) Beneficial ownership").check()
    phone.locator("form.choose button").tap()
    expect(phone).to_have_url(re.compile("items=.*items="))
    chosen = phone.locator("main code", has_text="items=").first.inner_text()
    address = urlsplit(chosen)
    _status, text = portal.read(f"{address.path}?{address.query}")
    said = {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).events}
    assert any("IRG 5" in summary for summary in said)
    assert any("WGAR 3(b)" in summary for summary in said)
    assert not any("EGIC 2" in summary for summary in said)
