"""Pages are read from a replica that lags, breaks and comes back, and each is of one edition."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, router
from django.urls import reverse
from django.utils import timezone

from meetings.models import AgendaItem
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.models import Edition, ScheduledMove
from tests.factories import TopicFactory
from tests.support.pairs import numbers_on, shown_meanwhile, write_pairs
from tests.support.portals import Portal, connected_to, portal
from tests.support.postgres import Server, find_programs, folder_for_servers
from tests.support.weeks import colleague, signed_in
from tests.support.worlds import World, grow
from uncac_portal import replicas

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

STREAMING = "wal_level = replica\nmax_standby_streaming_delay = 0\n"
END_CONNECTIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
PATIENCE = 30


@dataclass
class Pair:
    """A database and its replica, a portal that reads from it, and what is on record."""

    primary: Server
    replica: Server
    portal: Portal
    world: World

    def pause(self) -> None:
        """Let the replica stay at the edition that the record has now."""
        self.catch_up()
        _ask(self.replica, "SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        """Let it go on, and wait till it has all."""
        _ask(self.replica, "SELECT pg_wal_replay_resume()")
        self.catch_up()

    def catch_up(self) -> None:
        """Wait till the replica has all that is on record."""
        [(written,)] = _ask(self.primary, "SELECT pg_current_wal_lsn()")
        has_it = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
        _wait(lambda: _ask(self.replica, has_it) == [(True,)])


@pytest.fixture(scope="module")
def pair(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pair]:
    """Two servers, the second following the first, and a portal that has them."""
    programs = find_programs()
    assert programs is not None
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        folder = stack.enter_context(folder_for_servers())
        primary, replica = Server(programs, folder / "a"), Server(programs, folder / "b")
        stack.callback(primary.stop)
        stack.callback(replica.stop)
        primary.make(STREAMING)
        primary.start()
        _copy_into(primary)
        with connected_to(primary.url):
            world = grow(1)
        replica.follow(primary)
        replica.start()
        served = portal(primary.url, DATABASE_REPLICA_URL=replica.url, PAGE_CACHE_MEGABYTES="0")
        yield Pair(primary, replica, stack.enter_context(served), world)


@pytest.fixture(autouse=True)
def _connected(transactional_db: None, pair: Pair) -> Iterator[None]:
    with connected_to(pair.primary.url):
        yield


def test_whatever_is_no_public_page_is_read_where_it_is_written(settings):
    settings.REPLICAS = {"replica1": {}}
    with replicas.reading():
        public = router.db_for_read(Edition), router.db_for_write(Edition)
    assert public == ("replica1", "default")
    assert (router.db_for_read(Edition), router.db_for_write(Edition)) == ("default", "default")
    assert [router.allow_migrate(name, "records") for name in ("default", "replica1")] == [
        *(True, False)
    ]
    known = editions.current()
    TopicFactory()
    assert editions.current() == known + 1


def test_a_replica_that_lags_gives_its_edition_whole_and_staff_read_what_they_wrote(pair):
    convening = pair.world.convening
    root = signed_in(colleague("root", is_superuser=True))
    cookie = f"sessionid={root.cookies['sessionid'].value}"
    staff_page = reverse("admin:meetings_convening_change", args=[convening.pk])
    known = editions.current()
    pair.pause()
    before = {address: pair.portal.get(address) for address in _addresses(pair.world)}
    try:
        convening.venue = "Another building"
        convening.save()
        during = {address: pair.portal.get(address) for address in before}
        staff_read = pair.portal.page(staff_page, cookie=cookie)
    finally:
        pair.resume()
    page = convening.get_absolute_url()
    after = {address: pair.portal.get(address) for address in (page, "/ar/meetings/")}
    assert {status for status, _headers, _content in before.values()} == {200}
    assert {_told(*answer) for answer in before.values()} == {known}
    assert {address: _kept(*answer) for address, answer in during.items()} == {
        address: _kept(*answer) for address, answer in before.items()
    }
    assert 'value="Another building"' in staff_read
    assert {_told(*answer) for answer in after.values()} == {known + 1}
    shown = [b"Another building" in answers[page][2] for answers in (before, during, after)]
    assert shown == [False, False, True]


def test_what_belongs_together_is_shown_together_while_it_changes_and_connections_break(pair):
    one, other = AgendaItem.objects.filter(session=pair.world.session)
    base, page = editions.current(), pair.world.session.get_absolute_url()
    with ThreadPoolExecutor(3) as pool:
        writing = pool.submit(write_pairs, pair.primary.url, one, other)
        reading = [pool.submit(shown_meanwhile, pair.portal, page, writing) for _ in range(2)]
        while not writing.done():
            _ask(pair.replica, END_CONNECTIONS)
            time.sleep(0.3)
    shown = {each for found in reading for each in found.result() if each[0] > base}
    assert shown == {(edition, edition) for edition, *_pair in shown} != set()
    pair.catch_up()
    last = writing.result()
    assert numbers_on(pair.portal.page(page)) == (last, last)


def test_what_is_due_is_published_once_though_the_replica_does_not_know_it_yet(pair):
    document = pair.world.document
    address = document.get_absolute_url()
    past = timezone.now() - timedelta(seconds=1)
    ScheduledMove.objects.create(
        record=document, part="status", after=Status.WITHDRAWN, due_at=past
    )
    Edition.objects.update(next_due_at=past)
    known = editions.current()
    pair.pause()
    try:
        answers = [pair.portal.get(path)[0] for path in (address, "/", address, "/", address)]
        edition = Edition.objects.get()
        lagging = _edition(pair.portal.page("/"))
    finally:
        pair.resume()
    assert answers == [410, 200, 410, 200, 410]
    assert (edition.number, edition.next_due_at) == (known + 1, None)
    assert lagging == known + 1  # read past the replica until it knows
    assert pair.portal.get(address)[0] == 410


def test_pages_are_read_though_either_server_is_gone(pair):
    pair.catch_up()
    page = pair.world.session.get_absolute_url()
    known = _kept(*pair.portal.get(page))
    pair.primary.stop()
    try:
        assert _kept(*pair.portal.get(page)) == known
    finally:
        pair.primary.start()
    pair.replica.stop()
    try:
        assert _kept(*pair.portal.get(page)) == known
        connection.close()  # it broke when its server stopped
        pair.world.session.save()
        assert _told(*pair.portal.get(page)) == editions.current() == _number(known) + 1
    finally:
        pair.replica.start()


# What an answer says


def _addresses(world: World) -> list[str]:
    tables = ["/documents/?format=csv", "/api/v1/documents/", "/api/v1/documents/?format=csv"]
    more = ["/search/?q=state", "/search/?q=stqte", "/search/suggestions/?q=sta", "/calendar.ics"]
    return [*world.pages.values(), *tables, *more, "/changes.atom", "/ar/meetings/"]


def _kept(status: int, headers: dict[str, str], content: bytes) -> tuple[int, str, bytes]:
    return status, headers["etag"], content


def _number(kept: tuple[int, str, bytes]) -> int:
    return int(kept[1].removeprefix("W/").strip('"').split("-")[0])


def _told(*answer: Any) -> int:
    """The edition that the tag names, which is the one that the page prints, if it prints any."""
    number = _number(_kept(*answer))
    printed = re.search(rb"[Ee]dition[^0-9<]{1,3}(\d+)", answer[2])
    assert printed is None or "ar" in answer[1]["content-language"] or int(printed[1]) == number
    return number


def _edition(text: str) -> int:
    return int(re.findall(r"Edition (\d+)", text)[-1])


# Servers


def _ask(server: Server, question: str) -> list[tuple[Any, ...]]:
    with connected_to(server.url), connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def _copy_into(server: Server) -> None:
    """The tables of the tests' own database, which is quicker than to make them anew."""
    test = connection.settings_dict
    dump = ["pg_dump", "--host", test["OPTIONS"]["host"], "--username", test["USER"], test["NAME"]]
    load = ["psql", "--quiet", "--host", str(server.folder), "--username=portal", "postgres"]
    tables = subprocess.run(dump, check=True, stdout=subprocess.PIPE).stdout
    subprocess.run(load, check=True, input=tables, stdout=subprocess.DEVNULL)


def _wait(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
