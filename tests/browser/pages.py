"""One page of every type, each with much on it."""

from dataclasses import dataclass

from tests.browser.served.record import FULL_WEEK, WITHDRAWN

WEEK = "/meetings/2021-09-06-vienna"
EXAMPLE = "/meetings/2031-06-09-example"


@dataclass(frozen=True)
class PageType:
    """A type of page: its name in the output, an address, and how the portal answers it."""

    name: str
    path: str
    status: int = 200
    for_staff: bool = False

    def __str__(self) -> str:
        return self.name


IN_ENGLISH = [
    PageType("home", "/"),
    PageType("about", "/about/"),
    PageType("help", "/help/"),
    PageType("data", "/data/"),
    PageType("offline", "/offline/"),
    PageType("search", "/search/"),
    PageType("results", "/search/?q=asset+recovery+OR+WCO+planet:mars&year=2021"),
    PageType("no results", "/search/?q=recovrey&body=irg"),
    PageType("meetings", "/meetings/"),
    PageType("convening", f"{WEEK}/"),
    PageType("programme", f"{WEEK}/programme/"),
    PageType(
        "calendar of a convening", f"{WEEK}/calendar/?items=wgar-15.practical-aspects&items=nope"
    ),
    PageType("participants", f"{WEEK}/participants/"),
    PageType("statements of a convening", f"{WEEK}/statements/"),
    PageType("documents of a convening", "/meetings/2012-08-27-vienna/documents/"),
    PageType("full convening", f"/meetings/{FULL_WEEK}/"),
    PageType("full programme", f"/meetings/{FULL_WEEK}/programme/"),
    PageType("full participants", f"/meetings/{FULL_WEEK}/participants/"),
    PageType("example", f"{EXAMPLE}/"),
    PageType("example programme", f"{EXAMPLE}/programme/"),
    PageType("example documents", f"{EXAMPLE}/documents/"),
    PageType("sessions", "/sessions/"),
    PageType("session", "/sessions/irg-12-resumed/"),
    PageType("full session", "/sessions/irg-90/"),
    PageType("item", "/sessions/irg-12-resumed/items/technical-assistance/"),
    PageType("full item", "/sessions/irg-90/items/2/"),
    PageType("bodies", "/bodies/"),
    PageType("body", "/bodies/irg/"),
    PageType("states", "/states/"),
    PageType("State", "/states/vnm/"),
    PageType("participation wall", "/insights/participation/?show=all"),
    PageType("compare States", "/insights/compare/?state=vnm&state=aut&state=nope"),
    PageType("organizations", "/organizations/"),
    PageType("organization", "/organizations/wco/"),
    PageType("topics", "/topics/"),
    PageType("topic", "/topics/asset-recovery/"),
    PageType("articles", "/articles/"),
    PageType("article", "/articles/57/"),
    PageType("documents", "/documents/"),
    PageType("document", "/documents/CAC/COSP/IRG/2006/99/Add.1/Corr.1/"),
    PageType("no such file", "/documents/CAC/COSP/IRG/2006/99/Add.1/Corr.1/ru", status=404),
    PageType("statements", "/statements/"),
    PageType("statement", "/statements/{statement}/"),
    PageType("sources", "/sources/"),
    PageType("insights", "/insights/"),
    PageType("chart of bars", "/insights/attendance/"),
    PageType("chart of statements", "/insights/statements/?kind=statement&year=nope"),
    PageType("chart of topics", "/insights/topics/"),
    PageType("chart of articles", "/insights/articles/"),
    PageType("chart of a calendar", "/insights/calendar/?from=2019"),
    PageType("chart of languages", "/insights/languages/?body=irg"),
    PageType("chart of days", "/insights/issuing/?body=irg"),
    PageType("nothing found", "/sessions/?year=2006&body=egic"),
    PageType("404", "/no-such-page/", status=404),
    PageType("410", f"/meetings/{WITHDRAWN}/", status=410),
    PageType("500", "/fails/", status=500),
]
IN_OTHER_LANGUAGES = [
    PageType(f"{page.name} in {language}", f"/{language}{page.path}", status=page.status)
    for language in ("fr", "ar")
    for page in IN_ENGLISH
    if page.name
    in (
        "home",
        "results",
        "meetings",
        "convening",
        "full programme",
        "session",
        "full item",
        "body",
        "State",
        "chart of topics",
        "documents",
        "document",
        "404",
    )
]
FOR_STAFF = [
    PageType("sign-in of staff", "/admin/account/login/"),
    PageType("account of staff", "/admin/account/", for_staff=True),
    PageType("second factor of staff", "/admin/account/2fa/", for_staff=True),
    PageType("admin", "/admin/", for_staff=True),
    PageType(
        "admin of a convening", "/admin/meetings/convening/{convening}/change/", for_staff=True
    ),
]
PAGES = [*IN_ENGLISH, *IN_OTHER_LANGUAGES, *FOR_STAFF]
