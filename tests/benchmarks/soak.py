"""Minutes of mixed readers and two editors who write, with a look for what must not happen."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles

from django.contrib.auth import get_user_model

from meetings.models import AgendaItem
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import Server, serving
from tests.benchmarks.visitors import Editor, Visitor
from tests.benchmarks.worlds import SLUG

READERS = 6
PAUSE_OF_EDITORS = 2.0  # seconds between two saves of one editor
SETTLED_AFTER = 0.2  # of the whole time: memory is compared from then on
CODINGS = ("br", "gzip, br", "gzip", "identity")


@dataclass
class Seen:
    """What happened, written by many threads."""

    floor: int = 0  # the highest edition that is known to be committed
    times: list[float] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def happened(self, what: str, took: float | None = None, wrong: str = "") -> None:
        with self.lock:
            self.found[what] += 1
            if took is not None:
                self.times.append(took)
            if wrong:
                self.wrong.append(wrong)

    def committed(self, edition: int) -> None:
        with self.lock:
            self.floor = max(self.floor, edition)


def soak(database: str, *, seconds: float) -> Iterator[Figure]:
    """A server under readers and editors for so long: errors, stale pages, memory."""
    sessions = ("irg-931", "wgar-931")
    items = [AgendaItem.objects.filter(session__slug=slug).first() for slug in sessions]
    users = [_user(number) for number in range(len(items))]
    seen, over = Seen(), threading.Event()
    with serving() as server:
        addresses = _addresses(Visitor(server.url))
        readers = [
            threading.Thread(target=_guarded, args=(_read, server, addresses, seed, seen, over))
            for seed in range(READERS)
        ]
        editors = [
            threading.Thread(target=_guarded, args=(_edit, server, item, user, seen, over))
            for item, user in zip(items, users, strict=True)
        ]
        for thread in (*readers, *editors):
            thread.start()
        time.sleep(seconds * SETTLED_AFTER)
        settled = server.memory()
        time.sleep(seconds * (1 - SETTLED_AFTER))
        last = server.memory()
        over.set()
        for thread in (*readers, *editors):
            thread.join()
    what = f"soak of {seconds / 60:g} minutes"
    yield Figure(
        what=f"{what}: errors",
        database=database,
        value=seen.found["error"],
        unit="",
        bound=0,
        why="; ".join([f"of {len(seen.times):,} requests", *seen.wrong[:3]]),
    )
    saves = seen.found["save"]
    yield Figure(
        what=f"{what}: stale pages",
        database=database,
        value=seen.found["stale"],
        unit="",
        bound=0,
        why=f"while {saves:,} saves were made",
    )
    middle, slowest = median(seen.times), quantiles(seen.times, n=100)[98]
    yield Figure(
        what=f"{what}: readers, median",
        database=database,
        value=middle,
        unit="ms",
        why=f"99 of 100 within {slowest:.0f} ms; {len(seen.times) / seconds:.0f} a second",
    )
    yield Figure(
        what=f"{what}: memory of a worker at the end",
        database=database,
        value=last,
        reference=settled,
        unit="MB",
        bound=1.15,
        why="against a fifth of the way",
    )


def _guarded(deed: Callable, server: Server, *arguments: object) -> None:
    """Do it; what goes wrong in a thread is told, not lost."""
    seen = arguments[-2]
    try:
        deed(server, *arguments)
    except Exception as error:
        seen.happened("error", wrong=f"{deed.__name__}: {error!r}")  # type: ignore[attr-defined]


def _read(
    server: Server, addresses: list[str], seed: int, seen: Seen, over: threading.Event
) -> None:
    chance, visitor, tags = random.Random(seed), Visitor(server.url), {}
    while not over.is_set():
        address, coding = chance.choice(addresses), chance.choice(CODINGS)
        headers = {"accept_encoding": coding}
        if (tag := tags.get((address, coding))) and chance.random() < 0.5:
            headers["if_none_match"] = tag
        floor = seen.floor
        answer = visitor.get(address, **headers)
        tags[address, coding] = answer.headers.get("etag", "")
        if answer.status not in (200, 304):
            seen.happened("error", answer.took, f"{address} answers {answer.status}")
        elif answer.edition < floor:
            seen.happened("stale", answer.took, f"{address}: {answer.edition} after {floor}")
        else:
            seen.happened("read", answer.took)


def _edit(
    server: Server, item: AgendaItem, user: object, seen: Seen, over: threading.Event
) -> None:
    editor, reader, page = Editor(server.url, user), Visitor(server.url), item.get_absolute_url()
    number = 0
    while not over.wait(PAUSE_OF_EDITORS):
        number += 1
        title = f"Title {number} by {user}"
        saved = editor.save(f"/admin/meetings/agendaitem/{item.pk}/change/", title_en=title)
        if saved.status != 302:
            seen.happened("error", wrong=f"saving answers {saved.status}")
            continue
        answer = reader.get(page)
        seen.committed(answer.edition)
        shown = title in answer.body.decode()
        seen.happened("save" if shown else "stale", answer.took)


def _addresses(visitor: Visitor) -> list[str]:
    """Pages of every kind, and the lists with filters."""
    found = ["/", "/meetings/", "/sessions/", "/states/", "/documents/", "/statements/"]
    found += ["/search/?q=asset+recovery", "/search/?q=technical+assistance", "/calendar.ics"]
    found += [f"/documents/?year={year}" for year in range(2006, 2026)]
    found += [f"/statements/?state={state}" for state in ("vnm", "aut", "bra", "usa", "ken")]
    found += [
        f"{language}/meetings/{SLUG}/{part}"
        for language in ("", "/fr", "/ar", "/zh-hans")
        for part in ("", "programme/", "participants/", "statements/", "documents/")
    ]
    found += [f"/states/{state}/" for state in ("vnm", "aut", "bra", "usa", "ken", "fra", "chn")]
    found += ["/sessions/irg-931/", "/sessions/wgar-931/", f"/meetings/{SLUG}/calendar.ics"]
    return [address for address in found if visitor.get(address).status == 200]


def _user(number: int) -> object:
    users = get_user_model().objects
    name = f"editor-{number}"
    return users.filter(username=name).first() or users.create_superuser(name)
