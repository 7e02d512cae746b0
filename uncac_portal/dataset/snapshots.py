"""Reading the whole record while others write it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from meetings.records.domain import editions
from meetings.records.models import Edition


@contextmanager
def one_edition() -> Iterator[Edition]:
    """Whatever is read within is of one edition, which this gives, though others write meanwhile.

    Nobody waits for it, neither those who write nor those who read. In a transaction of the caller
    it adds nothing: what that one sees is read.
    """
    if connection.in_atomic_block:
        yield editions.present()
        return
    with _reading_only(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield editions.present()


@contextmanager
def _reading_only() -> Iterator[None]:
    """On SQLite, begin transactions without the lock of those who write (see the settings)."""
    database: Any = connection
    mode = getattr(database, "transaction_mode", None)
    database.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = mode
