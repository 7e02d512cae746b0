"""During a convening its programme says what is on now and what is next, by the reader's clock."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served.record import FULL_WEEK

# Sittings are from 12:00 to 15:00 and from 17:00 to 20:00 in Vienna on 3, 4 and 5 May 2004, and the
# last one is cancelled.
PROGRAMME = f"/meetings/{FULL_WEEK}/programme/"


def open_programme_on(page: Page, when: str, path: str = PROGRAMME) -> None:
    """Open the programme when the reader's clock shows this time."""
    page.clock.install(time=datetime.fromisoformat(when))
    page.goto(path)
    expect(page.locator("table.programme").first).to_be_visible()


def card(page: Page):
    return page.locator("[data-now-next]")


def moments(page: Page):
    return card(page).locator(".moment")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2004-05-03T00:30+02:00", ["Next: in 12 hours 12:00–15:00"]),
        ("2004-05-03T11:15+02:00", ["Next: in 45 minutes 12:00–15:00"]),
        ("2004-05-03T12:00+02:00", ["Now: 12:00–15:00", "Next: in 5 hours 17:00–20:00"]),
        ("2004-05-03T14:59+02:00", ["Now: 12:00–15:00", "Next: in 2 hours 17:00–20:00"]),
        ("2004-05-03T15:00+02:00", ["Next: in 2 hours 17:00–20:00"]),
        ("2004-05-03T19:30+02:00", ["Now: 17:00–20:00", "Next: Tuesday 12:00–15:00"]),
        ("2004-05-05T13:00+02:00", ["Now: 12:00–15:00"]),
    ],
)
def test_the_card_says_what_is_on_and_what_is_next(page, when, said):
    open_programme_on(page, when)
    expect(moments(page)).to_have_text(said)


@pytest.mark.parametrize(
    "when",
    [
        "2004-05-02T23:59+02:00",
        "2004-05-05T16:00+02:00",  # only a cancelled sitting is to come
        "2004-05-06T00:01+02:00",
        "2031-01-01T12:00+01:00",
    ],
)
def test_before_and_after_it_is_silent(page, when):
    open_programme_on(page, when)
    expect(card(page)).to_be_hidden()
    expect(page.locator("[aria-current=time]")).to_have_count(0)


@pytest.mark.browser_context_args(timezone_id="Pacific/Auckland")
def test_the_days_are_those_of_the_venue(page):
    open_programme_on(page, "2004-05-05T12:30+02:00")  # half past ten in the evening in Auckland
    expect(moments(page)).to_have_text(["Now: 12:00–15:00"])


def test_what_is_on_is_shown_with_room_and_items_and_marked_in_the_programme(page):
    open_programme_on(page, "2004-05-03T18:00+02:00")
    shown = card(page).locator(".moment-row").first
    expect(shown).to_contain_text("Sitting 2 · Boardroom 1")
    expect(shown.get_by_role("link", name="Return of assets").first).to_be_visible()
    expect(shown.locator(".marks")).to_have_count(0)
    expect(page.locator("[aria-current=time]")).to_have_attribute("id", "sitting-2")
    assert page.evaluate(
        "() => [...document.querySelectorAll('[id]')].length"
        " === new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)).size"
    )


def test_a_change_is_announced_and_the_minutes_are_not(page):
    open_programme_on(page, "2004-05-03T16:30+02:00")
    said = card(page).get_by_role("status")
    expect(moments(page)).to_have_text(["Next: in 30 minutes 17:00–20:00"])
    page.clock.run_for(timedelta(minutes=10).seconds * 1000)
    expect(moments(page)).to_have_text(["Next: in 20 minutes 17:00–20:00"])
    expect(said).to_be_empty()
    page.clock.run_for(timedelta(minutes=20).seconds * 1000)
    expect(moments(page)).to_have_text(["Now: 17:00–20:00", "Next: Tuesday 12:00–15:00"])
    expect(said).to_have_text("Now: 17:00–20:00. Next: 12:00–15:00")


def test_it_is_said_in_the_language_of_the_page(page):
    open_programme_on(page, "2004-05-03T16:30+02:00", f"/fr{PROGRAMME}")
    expect(moments(page)).to_contain_text(["dans 30 minutes"])


@pytest.mark.browser_context_args(timezone_id="Asia/Saigon")
def test_the_readers_own_time_is_offered_under_its_present_name(page):
    open_programme_on(page, "2004-05-03T16:30+02:00")
    offer = page.locator("[data-zone-offer]")
    expect(offer).to_have_text("Show Ho Chi Minh time beside it")
    offer.click()
    expect(page).to_have_url(re.compile(r"\?tz=Asia/Ho_Chi_Minh$"))
    expect(page.locator("[data-zone-offer]")).to_be_hidden()


@pytest.mark.browser_context_args(timezone_id="Europe/Madrid")
def test_a_time_that_is_that_of_the_venue_is_not_offered(page):
    open_programme_on(page, "2004-05-03T16:30+02:00")
    expect(page.locator("[data-zone-offer]")).to_be_hidden()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_there_is_the_programme(page):
    page.goto(PROGRAMME)
    expect(page.locator("table.programme").first).to_be_visible()
    expect(card(page)).to_be_hidden()
    expect(page.locator("[data-zone-offer]")).to_be_hidden()
