"""The dataset is of one edition though others write while it is made, and nobody waits."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections

from meetings.models import Topic
from meetings.records.domain import editions
from tests.factories import TopicFactory
from uncac_portal.dataset.snapshots import one_edition


@contextmanager
def connected(path: Path) -> Iterator[None]:
    """On SQLite a file, as in production, stands in for the memory that tests use elsewhere."""
    usual = connections["default"]
    own = connections.create_connection("default")
    if usual.vendor == "sqlite":
        own.settings_dict = usual.settings_dict | {"NAME": str(path)}
    connections["default"] = own
    try:
        yield
    finally:
        own.close()
        connections["default"] = usual


def state() -> tuple[int, int]:
    return editions.current(), Topic.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_write_meanwhile_waits_for_nobody_and_is_of_the_next_edition(tmp_path):
    path = tmp_path / "portal.sqlite3"
    TopicFactory()
    if connection.vendor == "sqlite":
        connection.connection.backup(sqlite3.connect(path))

    def write() -> None:
        with connected(path):
            TopicFactory()

    with connected(path), ThreadPoolExecutor(1) as colleague:
        number, count = state()
        with one_edition() as edition:
            assert state() == (edition.number, count) == (number, count)
            colleague.submit(write).result(timeout=10)
            assert state() == (number, count)
        assert state() == (number + 1, count + 1)
        TopicFactory()  # and who has read may write as before
        assert state() == (number + 2, count + 2)
