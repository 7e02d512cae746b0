"""A meeting that a reader keeps is read without a network, says so, and is brought up to date."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.cable import Cable, cable_to
from tests.browser.conftest import Portal
from tests.browser.served.record import FULL_WEEK, WITHDRAWN
from tests.browser.test_pages import PHONE, TOO_WIDE

WEEK = f"/meetings/{FULL_WEEK}/"
PROGRAMME = f"{WEEK}programme/"
LIST = f"{WEEK}offline.json"
COPY = re.compile(
    r"^Kept copy of edition \d+, saved now; shown because the portal is out of reach\.$"
)
KEPT = re.compile(r"^Kept on this device: edition \d+, saved now\. The documents themselves")
IN_CACHES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
  async (name) => [name, (await (await caches.open(name)).keys()).map(
    ({ url }) => url.replace(location.origin, "")).sort()])))"""
TOLD = """async (list) => {
  const [name] = await caches.keys();
  return (await (await caches.open(name)).match(list)).json();
}"""
NOTE = """async ([list, more]) => {
  const cache = await caches.open((await caches.keys())[0]);
  const told = await (await cache.match(list)).json();
  await cache.put(list, Response.json({ ...told, ...more }));
}"""
REFRESH = """async (list) => {
  const { active } = await navigator.serviceWorker.ready;
  for (const due of ["again_at", "soonest_at", "again_at"]) {
    active.postMessage({ deed: "refresh", list, due });
  }
}"""
# What the worker fetched: how often each address, and how many bytes came over the network.
FETCHED = """() => performance.getEntriesByType("resource").map(
  ({ name, transferSize, encodedBodySize }) => [
    name.replace(location.origin, ""), transferSize, encodedBodySize])"""
LONG_AGO = "2004-05-03T00:00:00Z"
GONE = """async (name) => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  for (let left = 400; left && await caches.has(name); left--) await pause();
}"""


@pytest.fixture(scope="session")
def cable(portal: Portal) -> Iterator[Cable]:
    """What the browser reaches the portal by."""
    with cable_to(urlsplit(portal.url).port or 0) as cable:
        yield cable


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], cable: Cable) -> dict[str, Any]:
    """Pages are those at the near end of the cable."""
    return {**browser_context_args, "base_url": cable.url}


@pytest.fixture
def network(cable: Cable, page: Page) -> Iterator["Network"]:
    """The network of the browser; whole when a test begins."""
    yield Network(cable, page)
    cable.mend()


class Network:
    """The cable, of whose state the page learns.

    The worker does not learn of it, and notices: the browser tells one after another, and a page
    that is told first would ask a worker that still believes to be without a network.
    """

    def __init__(self, cable: Cable, page: Page) -> None:
        self.cable, self.session = cable, page.context.new_cdp_session(page)
        self.session.send("Network.enable")

    def goes(self) -> None:
        self.cable.cut()
        self._tell(offline=True)

    def comes_back(self) -> None:
        self.cable.mend()
        self._tell(offline=False)

    def _tell(self, **state: bool) -> None:
        as_fast_as_it_is = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.session.send("Network.emulateNetworkConditions", state | as_fast_as_it_is)


def keep(page: Page, path: str = WEEK) -> None:
    """Keep the meeting of the page, to the end."""
    page.goto(path)
    page.locator("[data-deed=keep]").click()
    expect(page.locator("[data-deed=remove]")).to_be_visible()


def note(page: Page, **more: str) -> None:
    """Write beside what is kept, as if the worker had."""
    page.evaluate(NOTE, [LIST, more])


def told(page: Page) -> dict[str, Any]:
    """What stands beside what is kept."""
    return page.evaluate(TOLD, LIST)


def wait_until(page: Page, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What stands beside what is kept, as soon as it is so."""
    for _ in range(200):
        if condition(found := told(page)):
            return found
        page.wait_for_timeout(100)
    raise AssertionError(found)


def pause(told: dict[str, Any], until: str = "again_at") -> int:
    """For how many minutes from now the portal is left alone."""
    return round((datetime.fromisoformat(told[until]) - datetime.now(UTC)).total_seconds() / 60)


def notice(page: Page):
    return page.locator("[data-kept-notice]")


def status(page: Page):
    return page.locator("[data-keep] [role=status]")


# Keeping


def test_a_kept_meeting_is_read_without_a_network(page, network):
    page.goto(WEEK)
    page.get_by_role("button", name="Keep this meeting offline").click()
    expect(status(page)).to_have_text(KEPT)
    network.goes()
    for path, heading in [
        (WEEK, "3–7 May 2004, Vienna"),
        (PROGRAMME, "Programme"),
        (f"{WEEK}participants/", "Participants"),
        (f"{WEEK}statements/", "Statements"),
        (f"{WEEK}documents/", "Documents"),
        ("/sessions/irg-90/", "90th session"),
    ]:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        expect(notice(page)).to_have_text(COPY)
    page.goto(PROGRAMME)
    expect(page.locator("table.programme tbody tr").first).to_be_visible()
    expect(page.locator("html")).to_have_css("background-color", "rgb(251, 250, 246)")
    page.goto("/sessions/irg-90/items/2/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Return of assets")


def test_a_kept_meeting_has_its_papers(page, network):
    keep(page)
    network.goes()
    papers = ["/sessions/irg-90/agenda.pdf", f"{WEEK}programme.pdf", f"{WEEK}participants.pdf"]
    begins = "async (path) => (await (await fetch(path)).text()).slice(0, 5)"
    assert [page.evaluate(begins, path) for path in papers] == ["%PDF-"] * 3


def test_what_is_kept_is_that_meeting_and_nothing_else(page, portal):
    page.goto("/states/")
    assert page.evaluate(IN_CACHES) == {}
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    keep(page)
    page.goto("/states/")
    page.goto("/")
    told = page.evaluate("async (list) => (await fetch(list)).json()", LIST)
    [(name, addresses)] = page.evaluate(IN_CACHES).items()
    assert re.fullmatch(rf"kept {LIST} \d+", name)
    assert addresses == sorted([LIST, *told["pages"], *told["files"]])


def test_a_meeting_is_kept_in_the_language_of_the_page(page, network):
    keep(page, f"/ar{PROGRAMME}")
    network.goes()
    page.goto(f"/ar{WEEK}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(notice(page)).not_to_be_empty()
    page.goto(WEEK)
    expect(page.locator("[data-instead]")).to_be_visible()


def test_a_device_without_room_keeps_nothing_and_says_so(page, cable):
    page.goto(WEEK)
    limit = {"origin": cable.url, "quotaSize": 40_000}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    page.locator("[data-deed=keep]").click()
    expect(status(page)).to_have_text(
        "There is no room for this meeting on the device. Nothing was changed."
    )
    assert page.evaluate(IN_CACHES) == {}


def test_a_meeting_that_could_not_be_saved_whole_stays_as_it_was_kept(page, network, portal):
    keep(page)
    before = page.evaluate(IN_CACHES)
    portal.read("/edited/")
    network.goes()
    page.get_by_role("button", name="Bring the kept copy up to date").click()
    expect(status(page)).to_have_text(
        "The portal was out of reach before everything was saved. Nothing was changed."
    )
    assert page.evaluate(IN_CACHES) == before


def test_a_kept_copy_is_removed_when_the_reader_says_so(page, network):
    keep(page)
    page.get_by_role("button", name="Remove the kept copy").click()
    expect(status(page)).to_have_text("The kept copy was removed.")
    assert page.evaluate(IN_CACHES) == {}
    page.goto(WEEK)
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    network.goes()
    with pytest.raises(Error, match="ERR_"):
        page.goto(WEEK)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_nothing_is_offered(page):
    page.goto(WEEK)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-keep]")).to_be_hidden()


# Away


def test_a_page_that_was_not_kept_leads_to_those_that_were(page, network):
    keep(page)
    network.goes()
    page.goto("/states/")
    expect(page.locator("[data-instead]")).to_have_text(
        "You are offline, and this page was not kept. Try again"
    )
    kept = page.locator("[data-shelf] li")
    expect(kept).to_have_text(
        re.compile(r"^3–7 May 2004, Vienna Programme edition \d+, saved now$")
    )
    kept.get_by_role("link", name="Programme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programme")


def test_the_page_that_was_not_kept_comes_with_the_network(page, network):
    keep(page)
    network.goes()
    page.goto("/states/")
    expect(page.locator("[data-instead]")).to_be_visible()
    network.comes_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("States")


def test_nothing_is_kept_on_a_new_device(page):
    page.goto("/offline/")
    expect(page.locator("[data-empty-shelf]")).to_contain_text("Nothing is kept.")
    expect(page.locator("[data-instead]")).to_be_hidden()


def test_a_network_that_answers_too_late_is_not_waited_for(page, network):
    keep(page)
    network.cable.pinch()
    page.goto(PROGRAMME)
    expect(notice(page)).to_have_text(COPY)


# Back


def test_the_network_has_the_first_word(page, network):
    keep(page)
    page.goto(PROGRAMME)
    expect(notice(page)).to_be_empty()


def test_the_notice_goes_when_the_network_is_back_and_nothing_has_changed(page, network, portal):
    keep(page)
    network.goes()
    page.goto(PROGRAMME)
    expect(notice(page)).to_have_text(COPY)
    network.comes_back()
    expect(notice(page)).not_to_have_text(COPY)
    edition = json.loads(portal.read("/health/")[1])["edition"]
    if notice(page).get_attribute("data-edition") == str(edition):  # nobody else changed anything
        expect(notice(page)).to_be_empty()


def test_a_newer_edition_takes_the_place_of_the_kept_copy_at_once(page, network, portal):
    keep(page)
    [before] = page.evaluate(IN_CACHES)
    note(page, mark="of what was said before", soonest_at=LONG_AGO)
    network.goes()
    page.goto(PROGRAMME)
    expect(notice(page)).to_have_text(COPY)
    earlier = int(notice(page).get_attribute("data-edition"))
    portal.read("/edited/")
    network.comes_back()
    expect(notice(page)).to_contain_text("This kept copy is of an earlier edition.")
    page.evaluate(GONE, before)
    assert len(page.evaluate(IN_CACHES)) == 1
    notice(page).get_by_role("link", name="Show the present page").click()
    expect(notice(page)).to_be_empty()
    network.goes()
    page.goto(PROGRAMME)
    expect(notice(page)).to_have_text(COPY)
    assert int(notice(page).get_attribute("data-edition")) > earlier


def test_an_edition_that_changes_nothing_of_the_meeting_only_renews_its_age(page, network, portal):
    keep(page)
    kept, before = page.evaluate(IN_CACHES), told(page)
    note(page, soonest_at=LONG_AGO)
    portal.read("/edited/")
    network.goes()
    page.goto(PROGRAMME)
    expect(notice(page)).to_have_text(COPY)
    network.comes_back()
    expect(notice(page)).to_be_empty()
    after = wait_until(page, lambda told: told["kept_at"] > before["kept_at"])
    assert (after["mark"], after["edition"] > before["edition"]) == (before["mark"], True)
    assert page.evaluate(IN_CACHES) == kept


def test_pages_that_have_not_changed_are_not_sent_again(page):
    keep(page)
    [worker] = page.context.service_workers
    seen = len(worker.evaluate(FETCHED))
    note(page, mark="of what was said before", again_at=LONG_AGO)
    before = told(page)
    page.reload()
    wait_until(page, lambda told: told["mark"] != before["mark"])
    fetched = {path: sizes for path, *sizes in worker.evaluate(FETCHED)[seen:]}
    pages = {path: sizes for path, sizes in fetched.items() if path in before["pages"]}
    assert len(pages) == len(before["pages"])
    sent_again = {path for path, (sent, size) in pages.items() if size and sent >= size}
    assert sent_again == set()


def test_the_portal_is_left_alone_the_longer_the_more_attempts_fail(page, network):
    keep(page)
    kept, first = page.evaluate(IN_CACHES), told(page)
    assert (first["failures"], pause(first), pause(first, "soonest_at")) == (0, 10, 1)
    network.cable.cut()
    for failures, minutes in [(1, 20), (2, 40), (3, 80)]:
        note(page, again_at=LONG_AGO)
        page.goto(WEEK)
        after = wait_until(page, lambda told, n=failures: told["failures"] == n)
        assert (pause(after), pause(after, "soonest_at")) == (minutes, 1)
    note(page, failures=30, again_at=LONG_AGO)
    page.goto(WEEK)
    assert pause(wait_until(page, lambda told: told["failures"] == 31)) == 6 * 60
    assert page.evaluate(IN_CACHES) == kept
    assert told(page)["kept_at"] == first["kept_at"]


def test_a_network_that_comes_back_is_made_use_of_once_a_minute_at_most(page, network):
    keep(page)
    network.cable.cut()
    note(page, again_at=LONG_AGO)
    page.goto(WEEK)
    failed = wait_until(page, lambda told: told["failures"] == 1)
    network.goes()
    network.comes_back()
    page.goto(PROGRAMME)
    page.wait_for_timeout(1_000)
    assert told(page) == failed
    note(page, soonest_at=LONG_AGO)
    network.goes()
    network.comes_back()
    after = wait_until(page, lambda told: told["failures"] == 0)
    assert after["kept_at"] > failed["kept_at"]


def test_many_pages_ask_once(page):
    keep(page)
    [worker] = page.context.service_workers
    seen = len(worker.evaluate(FETCHED))
    before = told(page)
    note(page, again_at=LONG_AGO, soonest_at=LONG_AGO)
    page.evaluate(REFRESH, LIST)
    wait_until(page, lambda told: told["kept_at"] > before["kept_at"])
    page.wait_for_timeout(1_000)
    assert [path for path, *_ in worker.evaluate(FETCHED)[seen:]] == [LIST]


def test_a_meeting_that_was_withdrawn_is_kept_no_longer(page):
    keep(page)
    withdrawn = f"kept /meetings/{WITHDRAWN}/offline.json 1"
    page.evaluate(
        """async (name) => (await caches.open(name)).put(name.split(" ")[1],
          Response.json({ pages: [], files: [], home: "/", kept_at: new Date(0) }))""",
        withdrawn,
    )
    page.reload()
    page.evaluate(GONE, withdrawn)
    assert {name.split(" ")[1] for name in page.evaluate(IN_CACHES)} == {LIST}


# On a phone


def test_the_browser_finds_that_the_portal_can_be_installed(page):
    page.goto("/")
    devtools = page.context.new_cdp_session(page)
    found = devtools.send("Page.getAppManifest")
    assert (urlsplit(found["url"]).path, found["errors"]) == ("/manifest.webmanifest", [])
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [e for e in errors if e["errorId"] != "in-incognito"] == []


@pytest.mark.parametrize(("language", "path"), [("", PROGRAMME), ("/ar", "/states/")])
def test_all_of_it_has_room_on_a_phone(page, network, language, path):
    page.set_viewport_size({"width": PHONE, "height": 740})
    keep(page, f"{language}{WEEK}")
    own = "[data-keep] button, [data-kept-notice] a, [data-shelf] a, [data-instead] a"
    for _ in range(2):
        assert page.evaluate(TOO_WIDE) == []
        boxes = [target.bounding_box() for target in page.locator(own).all()]
        assert [box for box in boxes if box and min(box["width"], box["height"]) < 24] == []
        network.goes()
        page.goto(f"{language}{path}")
        page.wait_for_load_state()
