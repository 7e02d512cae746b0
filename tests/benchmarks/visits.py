"""The first visit of a phone: every byte that goes over the wire."""

from collections.abc import Iterator

from playwright.sync_api import BrowserContext, sync_playwright

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import serving
from tests.support.tools import find_chromium

VISITED = {
    "overview of the week of September 2021": "/meetings/2021-09-06-vienna/",
    "programme with 300 entries": "/meetings/2031-06-09-example/programme/",
}
MOST = 60
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def first_visits(database: str) -> Iterator[Figure]:
    """What a phone loads that was never there: page, styles, scripts, pictures, heads."""
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=OPTIONS)
        for what, address in VISITED.items():
            context = browser.new_context(**playwright.devices["Pixel 5"])
            loaded = _load(context, f"{server.url}{address}")
            context.close()
            yield Figure(
                what=f"first visit of a phone: {what}",
                database=database,
                value=sum(loaded) / 1000,
                unit="kB",
                bound=MOST,
                why=f"{len(loaded)} answers",
            )
        browser.close()


def _load(context: BrowserContext, url: str) -> list[float]:
    """The bytes of each answer, as they went over the wire."""
    wire: list[float] = []
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.on("Network.loadingFinished", lambda told: wire.append(told["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    return wire
