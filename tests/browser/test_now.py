"""The home page says what is on, what is next and what was last, by the reader's own calendar."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect


def convening(page: Page, slug: str) -> Locator:
    return page.locator(".latest-row", has=page.locator(f'h3 a[href="/meetings/{slug}/"]'))


def open_home_on(page: Page, when: str) -> None:
    """Open the home page when the reader's clock shows this time."""
    page.clock.set_fixed_time(datetime.fromisoformat(when))
    page.goto("/")


# The Conference met at Doha from 15 to 19 December 2025, and before that groups met in September.
@pytest.mark.parametrize(
    ("when", "slug", "moment"),
    [
        ("2025-12-15T00:01+01:00", "2025-12-15-doha", "On now"),
        ("2025-12-17T12:00+01:00", "2025-12-15-doha", "On now"),
        ("2025-12-19T23:59+01:00", "2025-12-15-doha", "On now"),
        ("2025-12-14T23:59+01:00", "2025-12-15-doha", "Next"),
        ("2025-09-06T00:01+02:00", "2025-12-15-doha", "Next"),
        ("2025-09-05T12:00+02:00", "2025-09-01-vienna", "On now"),
        ("2025-08-31T12:00+02:00", "2025-09-01-vienna", "Next"),
        ("2025-12-20T00:01+01:00", "2025-12-15-doha", "Most recent"),
        ("2031-01-01T12:00+01:00", "2025-12-15-doha", "Most recent"),
    ],
)
def test_the_convening_of_the_moment_comes_first_and_says_so(page, when, slug, moment):
    open_home_on(page, when)
    expect(convening(page, slug).locator(".moment")).to_have_text(moment)
    expect(page.locator(".moment:visible")).to_have_count(1)
    expect(page.locator(".latest-row").first.locator("h3 a")).to_have_attribute(
        "href", f"/meetings/{slug}/"
    )


@pytest.mark.browser_context_args(timezone_id="Pacific/Auckland")
def test_the_day_is_that_of_the_reader(page):
    open_home_on(page, "2025-12-14T12:00+00:00")  # past midnight in Auckland
    expect(convening(page, "2025-12-15-doha").locator(".moment")).to_have_text("On now")


def test_every_convening_stays_on_the_page(page):
    open_home_on(page, "2025-09-03T12:00+02:00")
    expect(page.locator(".moment:visible")).to_have_text("On now")
    starts = page.locator(".latest-row[data-starts]").evaluate_all(
        "rows => rows.map(r => r.dataset.starts)"
    )
    assert starts[1:] == sorted(starts[1:], reverse=True)
    assert starts[0] == "2025-09-01"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_moment_is_said_in_the_language_of_the_page(page, language):
    page.clock.set_fixed_time(datetime.fromisoformat("2025-12-17T12:00+01:00"))
    page.goto(f"/{language}/")
    expect(page.locator(".moment:visible")).to_have_text(re.compile(r"\S"))
    expect(page.locator(".latest-row").first).to_have_attribute("data-starts", "2025-12-15")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_page_reads_well_without_scripts(page):
    page.goto("/")
    expect(page.get_by_role("heading", name="Latest on record")).to_be_visible()
    expect(page.locator(".moment:visible")).to_have_count(0)
    titles = page.locator(".latest-row h3 a")
    expect(titles.first).to_have_text("15–19 December 2025, Doha")
    assert page.locator(".latest-row").count() == titles.count() > 1
