"""Editing texts in several languages, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Portal

pytestmark = pytest.mark.usefixtures("as_staff")


@pytest.fixture
def form(page: Page, portal: Portal) -> Page:
    """The form of a convening."""
    page.goto(portal.address("/admin/meetings/convening/{convening}/change/"))
    return page


def shown(form: Page) -> set[str]:
    """The languages of the text fields that can be seen."""
    fields = form.locator("[data-language]:visible")
    return set(fields.evaluate_all("fields => fields.map((field) => field.dataset.language)"))


def choose(form: Page, name: str) -> None:
    form.get_by_role("group", name="Language of the texts").get_by_role("button", name=name).click()


def test_one_language_is_shown_at_a_time(form, complaints):
    assert shown(form) == {"en"}
    choose(form, "العربيّة")
    assert shown(form) == {"ar"}
    expect(form.locator("#id_city_ar")).to_have_css("direction", "rtl")
    choose(form, "All")
    assert shown(form) == {"en", "fr", "es", "ar", "zh-hans", "ru", "vi"}
    assert not complaints


def test_the_choice_holds_for_rows_added_later_and_for_the_next_page(form, complaints):
    choose(form, "Français")
    form.get_by_role("button", name="Add another Citation").click()
    assert shown(form) == {"fr"}
    form.reload()
    assert shown(form) == {"fr"}
    assert not complaints


def test_a_language_says_whether_it_has_text(form, portal):
    form.goto(portal.address("/admin/meetings/convening/add/"))
    russian = form.get_by_role("button", name="Русский")
    expect(russian).not_to_have_attribute("title", "has text")
    choose(form, "Русский")
    form.locator("#id_city_ru").fill("Вена")
    expect(russian).to_have_attribute("title", "has text")


def test_a_hidden_language_with_an_error_is_brought_to_light(form):
    choose(form, "Русский")
    form.locator("#id_city_en").evaluate("(field) => { field.value = ''; }")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator("#id_city_en")).to_be_visible()
    expect(form.get_by_role("button", name="English")).to_have_attribute("title", "has errors")


def test_without_scripts_every_language_is_shown(browser, context, portal):
    cookies = context.cookies()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto(portal.url + portal.address("/admin/meetings/convening/{convening}/change/"))
    assert page.locator("#id_city_ar").is_visible()
    assert page.locator("#id_city_en").is_visible()
    assert not page.get_by_role("group", name="Language of the texts").is_visible()
    plain.close()
