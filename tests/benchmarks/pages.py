"""Pages as a server answers them: kept, unchanged, and computed anew."""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from delegations.models import Participant
from tests.benchmarks.figures import Figure
from tests.benchmarks.inside import where_time_goes
from tests.benchmarks.load import alternately
from tests.benchmarks.servers import REFERENCES, serving
from tests.benchmarks.visitors import Visitor
from tests.benchmarks.worlds import ITEM, SESSION, SLUG

AT = f"/meetings/{SLUG}"
KEPT = (
    "/",
    "/meetings/",
    f"{AT}/",
    f"{AT}/programme/",
    f"{AT}/participants/",
    f"/sessions/{SESSION}/",
    f"/sessions/{SESSION}/items/{ITEM}/",
    "/states/vnm/",
    "/documents/?year=2021",
    "/search/?q=asset+recovery",
    f"{AT}/calendar.ics",
    "/fr/states/",
)
COMPUTED = {  # page, and what it may cost
    "programme": ("programme with 300 entries", f"{AT}/programme/", 1.5),
    "agenda": ("agenda of a session with 60 items", f"/sessions/{SESSION}/", 2),
    "item": ("agenda item", f"/sessions/{SESSION}/items/{ITEM}/", 2),
    "state": ("State", "/states/vnm/", 2),
}
LIST = {
    "first page": "",
    "in the middle": "?page={middle}",
    "last page": "?page={last}",
    "one State": "?state={state}",
    "online": "?mode=online",
    "advisers": "?kind=adviser",
    "a group, in the room, deep": "?group=asia_pacific&mode=in_person&page={deep}",
}
PEOPLE = re.compile(rb'<ul class="plain people">(.*?)</ul>', re.DOTALL)
UNCACHED = {"PAGE_CACHE_MEGABYTES": "0"}


def kept(database: str) -> Iterator[Figure]:
    """Every kind of page while the edition stands, against a file of the same bytes."""
    with tempfile.TemporaryDirectory() as folder, serving() as portal:
        visitor, tags = Visitor(portal.url), {}
        for number, address in enumerate(KEPT):
            answer = visitor.get(address)
            assert answer.status == 200, f"{address} answers {answer.status}"
            Path(folder, f"{number}.html").write_bytes(answer.body)
            tags[address] = answer.headers["etag"]
        with serving(REFERENCES, **_references(folder)) as references:
            pairs = [(f"{portal.url}{a}", f"{references.url}/{n}.html") for n, a in enumerate(KEPT)]
            measured = {one: alternately(one, other) for one, other in pairs}
            worst = max(measured, key=lambda one: measured[one][0].median / measured[one][1].median)
            yield Figure(
                what="page, edition unchanged: median, one at a time",
                database=database,
                value=measured[worst][0].median,
                reference=measured[worst][1].median,
                unit="ms",
                bound=2,
                why=f"whitenoise; the worst of {len(KEPT)}: {worst.removeprefix(portal.url)}",
            )
            page, file = alternately(*pairs[3], at_once=8)
            yield Figure(
                what="programme, edition unchanged: eight at once",
                database=database,
                value=page.per_second,
                reference=file.per_second,
                unit="a second",
                bound=0.5,
                at_least=True,
                why=f"99 of 100 within {page.p99:.1f} ms, the file {file.p99:.1f} ms",
            )
            unchanged, constant = alternately(
                pairs[3][0], f"{references.url}/constant", headers={"If-None-Match": tags[KEPT[3]]}
            )
            yield Figure(
                what="conditional request, 304",
                database=database,
                value=unchanged.median,
                reference=constant.median,
                unit="ms",
                bound=1.5,
                why="a view that returns a constant",
            )


def computed(database: str) -> Iterator[Figure]:
    """Pages that are computed anew, against one query and a plain template of the same bytes."""
    with tempfile.TemporaryDirectory() as folder, serving(**UNCACHED) as portal:
        visitor = Visitor(portal.url)
        pages = {
            name: {"bytes": len(visitor.get(address).body), "arguments": []}
            for name, (_what, address, _bound) in COMPUTED.items()
        }
        Path(folder, "pages.json").write_text(json.dumps(pages))
        with serving(REFERENCES, **_references(folder)) as references:
            for name, (what, address, bound) in COMPUTED.items():
                page, plain = alternately(f"{portal.url}{address}", f"{references.url}/{name}/")
                yield Figure(
                    what=f"{what}, computed",
                    database=database,
                    value=page.median,
                    reference=plain.median,
                    unit="ms",
                    bound=bound,
                    why=f"{pages[name]['bytes'] / 1000:.0f} kB; {where_time_goes(address)}",
                )


@contextmanager
def list_of_participants(people: int) -> Iterator[dict[str, tuple[str, str]]]:
    """A page of the list for each kind of filter, with the address of its reference, served."""
    listed = Participant.objects.public().filter(delegation__convening__slug=SLUG)
    keys = list(listed.order_by("delegation", "position").values_list("pk", flat=True)[:50])
    pages = people // 50
    known = {"middle": pages // 2, "last": pages, "deep": max(pages // 40, 1), "state": _a_state()}
    with tempfile.TemporaryDirectory() as folder, serving(**UNCACHED) as portal:
        visitor, sizes, served = Visitor(portal.url), {}, {}
        for number, (name, query) in enumerate(LIST.items()):
            address = f"{AT}/participants/{query.format(**known)}"
            answer = visitor.get(address)
            assert answer.status == 200, f"{address} answers {answer.status}"
            sizes[f"participants-{number}"] = {"bytes": len(answer.body), "arguments": [keys]}
            served[name] = (f"{portal.url}{address}", f"/participants-{number}/")
        Path(folder, "pages.json").write_text(json.dumps(sizes))
        with serving(REFERENCES, **_references(folder)) as references:
            yield {name: (one, f"{references.url}{other}") for name, (one, other) in served.items()}


def lists(database: str, people: int) -> Iterator[Figure]:
    """The list of participants, page by page, against the same rows by their keys."""
    with list_of_participants(people) as served:
        for name, (page, plain) in served.items():
            portal, reference = alternately(page, plain)
            yield Figure(
                what=f"participants, 50 of {people:,}: {name}",
                database=database,
                value=portal.median,
                reference=reference.median,
                unit="ms",
                bound=2,
                why=where_time_goes(page[page.index(AT) :]),
            )


def growth(database: str) -> Iterator[Figure]:
    """The same pages with a thousand and with a million participants."""
    state = _a_state()
    few = {"middle": 10, "last": 16, "deep": 1, "state": state}
    many = {"middle": 10_000, "last": 16_000, "deep": 500, "state": state}
    with (
        serving(DATABASE_URL=os.environ["LARGE_URL"], **UNCACHED) as large,
        serving(DATABASE_URL=os.environ["SMALL_URL"], **UNCACHED) as small,
    ):
        for name, query in {**LIST, "overview of the convening": None}.items():
            page = f"{AT}/" if query is None else f"{AT}/participants/{query}"
            pages = (large.url, page.format(**many)), (small.url, page.format(**few))
            people = [_people_on(Visitor(url).get(address).body) for url, address in pages]
            shown = "{} people are shown, and {}".format(*people) if people[0] != people[1] else ""
            million, thousand = alternately(*(url + address for url, address in pages))
            yield Figure(
                what=f"1,000,000 beside 1,000 participants: {name}",
                database=database,
                value=million.median,
                reference=thousand.median,
                unit="ms",
                bound=1.3,
                why=shown,
            )


def _people_on(page: bytes) -> int:
    """How many people a page of the list shows."""
    return sum(people.count(b"<li>") for people in PEOPLE.findall(page))


def _a_state() -> str:
    return (
        Participant.objects.public()
        .filter(delegation__convening__slug=SLUG, delegation__entity__kind="state")
        .values_list("delegation__entity__slug", flat=True)
        .first()
    )


def _references(folder: str) -> dict[str, str]:
    return {
        "REFERENCE_FILES": folder,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.references.settings",
    }
