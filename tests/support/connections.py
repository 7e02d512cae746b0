"""Connections to the database of a test, as two people have one each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections


def in_a_file(path: Path) -> Path:
    """The path, at which a database of SQLite then holds what the test's own holds in memory."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
    return path


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
