"""Reading much of the record while others write it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, router, transaction

from meetings.records.domain import editions
from meetings.records.models import Edition


@contextmanager
def one_edition(*, seen: Edition | None = None) -> Iterator[Edition]:
    """Whatever is read within is of one edition, which this gives, though others write meanwhile.

    Nobody waits for it, neither those who write nor those who read. In a transaction of the caller
    it adds nothing: what that one sees is read, of the edition that the caller has seen, if any.
    """
    using = router.db_for_read(Edition)
    connection = connections[using]
    if connection.in_atomic_block:
        yield seen or editions.present()
        return
    with _reading_only(connection), transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield editions.present()


@contextmanager
def _reading_only(connection: Any) -> Iterator[None]:
    """On SQLite, begin transactions without the lock of those who write (see the settings)."""
    mode = getattr(connection, "transaction_mode", None)
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode
