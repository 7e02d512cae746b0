"""However the record is written, nobody is shown a page of before once the change is made."""

import gzip
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from meetings.models import Convening
from meetings.records.domain import editions
from tests.factories import AgendaItemFactory, ConveningFactory, SessionFactory
from tests.support.hands import Hand, a_hand, prepared
from tests.support.pairs import numbers_on, shown_meanwhile, write_pairs
from tests.support.portals import HOST, Portal, connected_to, portal
from tests.support.redis import redis_server
from tests.support.refusals import refused_by
from tests.support.ways import WAYS
from uncac_portal.search.indexing import rebuild

pytestmark = pytest.mark.django_db(transaction=True)

RAISES = 'UPDATE "records_edition" SET "number"'
WRITING = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")
SHORT = ("BEGIN", "COMMIT", RAISES)
LAST = (1, [RAISES, "COMMIT"], True)
# What is written beside the record and nobody reads on a public page.
NOT_PUBLIC = ("django_session", '"records_edition" SET "next_due_at"', "meetings_import")


@pytest.fixture(scope="module")
def database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of an empty database, beside that of the tests, which empties itself."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        is_sqlite = connection.vendor == "sqlite"
        folder = tmp_path_factory.mktemp("staleness")
        yield _copy_of_sqlite(folder) if is_sqlite else stack.enter_context(_copy_of_postgresql())


@pytest.fixture(scope="module")
def hand(database: str, django_db_blocker: Any) -> Hand:
    """Somebody to write with, and an index to keep."""
    with django_db_blocker.unblock(), connected_to(database):
        made = a_hand()
        rebuild()
    return made


@pytest.fixture(autouse=True)
def _connected(transactional_db: None, database: str) -> Iterator[None]:
    with connected_to(database):
        yield


def test_a_change_that_fails_raises_nothing_and_leaves_nothing():
    convening, other = ConveningFactory.create_batch(2)
    known = editions.current()
    other.slug = convening.slug
    assert refused_by(other) == "slug"
    with pytest.raises(ZeroDivisionError), editions.raised_once():
        Convening.objects.update(city=str(1 // Convening.objects.update(city="Doha") // 0))
    assert (editions.current(), Convening.objects.filter(city="Doha").count()) == (known, 0)
    Convening.objects.filter(pk__in=[convening.pk, other.pk]).delete()


def test_each_way_to_write_raises_the_edition_once_as_the_last_of_its_transaction(hand):
    assert {name: _raised_by(name, hand) for name in WAYS} == dict.fromkeys(WAYS, LAST)


def _raised_by(name: str, hand: Hand) -> tuple[int, list[str], bool]:
    """By how much, what was written from there on, and whether all was in that transaction."""
    change = prepared(name, hand, f"By {name}")
    known = editions.current()
    with CaptureQueriesContext(connection) as captured:
        change()
    written = [
        next((word for word in SHORT if query["sql"].startswith(word)), query["sql"])
        for query in captured
        if query["sql"].startswith(WRITING) and not any(n in query["sql"] for n in NOT_PUBLIC)
    ]
    before, after = written[: written.index(RAISES)], written[written.index(RAISES) :]
    begun = max(place for place, sql in enumerate(before) if sql == "BEGIN")
    outside = set(before[:begun]) - {"BEGIN", "COMMIT"}
    # What follows in a transaction of its own, such as when the next is due, nobody reads.
    after = after[:2] + [sql for sql in after[2:] if sql not in ("BEGIN", "COMMIT")]
    return editions.current() - known, after, not outside


# Two processes


@pytest.fixture(scope="module", params=["memory", "redis"])
def portals(database: str, hand: Hand, request: Any) -> Iterator[list[Portal]]:
    """Two processes that keep pages each for itself, or share them."""
    with ExitStack() as stack:
        is_shared = request.param == "redis"
        shared = {"CACHE_URL": _in_url(stack.enter_context(redis_server()))} if is_shared else {}
        yield [stack.enter_context(portal(database, **shared)) for _ in range(2)]


Tags = dict[tuple[int, str], str]  # those of pages that were read, by process and address
CODINGS = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


# One sequence in each run, and another one each time: every way once, and after each the two
# processes are asked for a page each, in some coding.
@settings(max_examples=1, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=True))
def test_what_is_read_after_a_change_is_what_is_computed_from_it(portals, hand, chance):
    tags: Tags = {}
    for name in chance.sample(sorted(WAYS), len(WAYS)):
        prepared(name, hand, f"By {name} {time.monotonic_ns()}")()
        for process in portals:
            coding = chance.choice(sorted(CODINGS))
            _assert_is_up_to_date(process, chance.choice(_pages(hand)), coding, tags)


def test_what_is_read_during_changes_is_of_one_edition(portals, database):
    one, other = AgendaItemFactory.create_batch(2, session=SessionFactory())
    base, page = editions.current(), one.session.get_absolute_url()
    with ThreadPoolExecutor(3) as pool:
        writing = pool.submit(write_pairs, database, one, other)
        reading = [pool.submit(shown_meanwhile, each, page, writing) for each in portals]
    shown = {each for found in reading for each in found.result() if each[0] > base}
    assert shown == {(edition, edition) for edition, *_pair in shown} != set()
    last = writing.result()
    assert [numbers_on(each.page(page)) for each in portals] == [(last, last)] * 2


def _pages(hand: Hand) -> list[str]:
    return [
        hand.convening.get_absolute_url(),
        hand.session.get_absolute_url(),
        "/topics/",
        "/search/?q=by",
        "/api/v1/topics/",
    ]


def _assert_is_up_to_date(process: Portal, address: str, coding: str, tags: Tags) -> None:
    """As the page that is computed in this process, be it asked for anew or with an old tag."""
    known = tags.get((process.port, address), "")
    status, said, content = process.get(address, accept_encoding=coding, if_none_match=known)
    # A client of its own has a store of its own, in which there is nothing yet.
    expected = Client(headers={"host": f"{HOST}:{process.port}"}).get(address)
    if status == 304:
        assert said["etag"] == known
        assert _edition(known) == _edition(expected.headers["ETag"])
        status, said, content = process.get(address, accept_encoding=coding)
    assert (status, _edition(said["etag"])) == (200, _edition(expected.headers["ETag"]))
    assert CODINGS[said.get("content-encoding", "identity")](content) == expected.content
    tags[process.port, address] = said["etag"]


def _in_url(address: str) -> str:
    """The address of Redis as the settings have it."""
    return address.replace("unix://", "rediscache://")


def _edition(tag: str) -> str:
    return tag.split("-")[0]


def _copy_of_sqlite(folder: Path) -> str:
    path = folder / "portal.sqlite3"
    with sqlite3.connect(path) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return f"sqlite:///{path}"


@contextmanager
def _copy_of_postgresql() -> Iterator[str]:
    """Beside the tests' database, and gone afterwards."""
    test = connection.settings_dict
    name = f"{test['NAME']}_staleness"
    address = f"postgres://{test['USER']}@/{{}}?host={test['OPTIONS']['host']}"
    connection.close()  # nobody may be in the database that is copied
    with connected_to(address.format("postgres")), connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{test["NAME"]}"')
    try:
        yield address.format(name)
    finally:
        with connected_to(address.format("postgres")), connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
