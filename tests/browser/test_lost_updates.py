"""Two sessions edit the same record in two browsers: what was chosen of both is in the end."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Portal, hear, staff_cookie
from tests.browser.test_pages import AXE_OPTIONS, VIOLATIONS

KEPT = {
    "name_en": "Li Wei Min",
    "honorific": "Ms.",
    "phone": "+43 1",
    "private_note": "Theirs again",
}


@pytest.fixture
def desks(browser: Browser, portal: Portal) -> Iterator[list[Page]]:
    """Two browsers of the staff; the second has no JavaScript."""
    contexts = [
        browser.new_context(java_script_enabled=has_scripts) for has_scripts in (True, False)
    ]
    for context in contexts:
        context.add_cookies([staff_cookie(portal)])
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def choose(page: Page, label: str, side: str) -> None:
    sides = page.get_by_role("group", name=label).get_by_role("radio")
    sides.and_(page.locator(f"[value={side}]")).check()


def asked(page: Page, label: str) -> dict[str, str]:
    """What the page asks of a field: the words beside each of the two choices, line by line."""
    page.wait_for_load_state()  # with the styles that put them there
    sides = page.get_by_role("group", name=label).get_by_role("radio")
    return {side.get_attribute("value"): side.locator("..").inner_text() for side in sides.all()}


def test_two_people_who_edit_one_record_lose_nothing(desks, portal):
    mine, theirs = desks
    complaints = hear(mine)
    mine.goto(f"{portal.url}/admin/delegations/person/add/")
    mine.fill("#id_name_en", "Li Wei")
    mine.fill("#id_slug", "li-wei-edited-twice")
    mine.get_by_role("button", name="Save and continue editing").click()
    mine.wait_for_url("**/change/")
    address = mine.url
    for page in desks:
        page.goto(address)

    theirs.fill("#id_name_en", "Li W.")
    theirs.fill("#id_honorific", "Ms.")
    theirs.fill("#id_private_note", "Theirs")
    save(theirs)
    mine.fill("#id_name_en", "Li Wei Min")
    mine.fill("#id_phone", "+43 1")
    mine.fill("#id_private_note", "Mine")
    save(mine)

    expect(mine.get_by_role("heading", level=1)).to_have_text(
        "Somebody else saved this record meanwhile"
    )
    words = asked(mine, "Name (English)")
    assert (words["theirs"].splitlines()[-1], words["mine"].splitlines()[-1]) == (
        "Li W.",
        "Li Wei Min",
    )
    expect(mine.get_by_role("region", name="Changed meanwhile, and kept")).to_contain_text("Ms.")
    expect(mine.get_by_role("region", name="Changed by you, and kept")).to_contain_text("+43 1")
    assert mine.locator("input:checked").count() == 0
    mine.evaluate(AXE_SCRIPT)
    assert mine.evaluate(VIOLATIONS, AXE_OPTIONS) == []

    # The other one saves once more while the choice is being made.
    theirs.goto(address)
    theirs.fill("#id_private_note", "Theirs again")
    save(theirs)
    choose(mine, "Name (English)", "mine")
    choose(mine, "Internal note", "theirs")
    mine.get_by_role("button", name="Save this").click()
    expect(mine.get_by_role("alert")).to_contain_text("the record was saved once more")
    assert asked(mine, "Internal note")["theirs"].endswith("Theirs again")
    assert mine.locator("input:checked").count() == 1
    choose(mine, "Internal note", "theirs")
    mine.get_by_role("button", name="Save this").click()
    mine.wait_for_url("**/admin/delegations/person/")

    theirs.goto(address)
    fields = {name: theirs.input_value(f"#id_{name}") for name in KEPT}
    assert fields == KEPT
    assert complaints == []
