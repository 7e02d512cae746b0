"""One change of the record: its transaction, what follows from it and, last, that it is complete.

The ground of `domain.editions.raised_once()`; a record that is written alone is one change, too.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from meetings.records.signals import change_complete, change_settled
from meetings.records.undoing import undone_on_failure


@dataclass
class Written:
    """What a change wrote: records one by one, and kinds of records of which it wrote in bulk."""

    records: list[Any] = field(default_factory=list)
    in_bulk: set[type[models.Model]] = field(default_factory=set)


# What the change that is open has written, by database.
_open: ContextVar[dict[str, Written] | None] = ContextVar("change_being_made", default=None)


@contextmanager
def one_change(
    *,
    using: str,
    savepoint: bool = True,
    told: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Iterator[None]:
    """One transaction whose writes are one change; inside another such block, a part of it.

    At its end whoever notes what follows from it hears of it, within `told()`; then it is complete,
    and nothing more is written for it.
    """
    with undone_on_failure(), transaction.atomic(using=using, savepoint=savepoint):
        if _open.get() is not None:
            yield
            return
        written: dict[str, Written] = {}
        with told(), _held(written):
            yield
            for database, change in list(written.items()):
                change_settled.send(
                    sender=Written,
                    using=database,
                    records=list(change.records),
                    in_bulk=set(change.in_bulk),
                )
        for database in written:
            change_complete.send(sender=Written, using=database)


def note(kind: type[models.Model], record: models.Model | None, *, using: str) -> None:
    """Take down what was written; None: many of a kind. Without a change, it is one by itself."""
    written = _open.get()
    if written is None:
        with one_change(using=using):
            note(kind, record, using=using)
        return
    change = written.setdefault(using, Written())
    if record is not None:
        change.records.append(record)
    else:
        change.in_bulk.add(kind)


@contextmanager
def _held(written: dict[str, Written]) -> Iterator[None]:
    token = _open.set(written)
    try:
        yield
    finally:
        _open.reset(token)
