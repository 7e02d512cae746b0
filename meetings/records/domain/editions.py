"""The edition goes up by one whenever anything public may have changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from meetings.records.domain import entries
from meetings.records.domain.undoing import undone_on_failure
from meetings.records.models import Edition, Record
from meetings.records.signals import change_settled, records_changed


@dataclass
class Written:
    """What a change wrote: records one by one, and kinds of records of which it wrote in bulk."""

    records: list[Record] = field(default_factory=list)
    in_bulk: set[type[models.Model]] = field(default_factory=set)


# What was written, by database, in a change that is to make one edition.
_held_back: ContextVar[dict[str, Written] | None] = ContextVar("edition_held_back", default=None)


def present(*, using: str = DEFAULT_DB_ALIAS) -> Edition:
    """The present edition; number 0 before anything was recorded."""
    return Edition.objects.using(using).first() or Edition(number=0)


def current(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """The number of the present edition."""
    return present(using=using).number


def raise_edition(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Count the edition up, in the transaction of the change that calls for it."""
    raised = Edition.objects.using(using).filter(pk=1)
    if not raised.update(number=F("number") + 1, raised_at=timezone.now()):
        Edition.objects.using(using).get_or_create(pk=1)


@contextmanager
def raised_once(*, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """One transaction of many changes that together make one edition; of no change, none.

    At its end the change is told, once, to whoever notes what follows from it. What it wrote is one
    entry of the journal.
    """
    with undone_on_failure(), transaction.atomic(using=using):
        if _held_back.get() is not None:
            yield  # the outermost one raises the edition
            return
        with entries.told(), _settled():
            yield


@contextmanager
def _settled() -> Iterator[None]:
    """A change, in the transaction that is open, that makes one edition at its end."""
    written: dict[str, Written] = {}
    token = _held_back.set(written)
    try:
        yield
        for database, change in list(written.items()):
            change_settled.send(
                sender=Record,
                using=database,
                records=list(change.records),
                in_bulk=set(change.in_bulk),
            )
    finally:
        _held_back.reset(token)
    for database in written:
        raise_edition(using=database)


def watch_records() -> None:
    """Raise the edition after every way to write a record; called once, when Django starts."""
    for signal in (post_save, post_delete, m2m_changed, records_changed):
        signal.connect(_record_changed, dispatch_uid="records.editions")


def _record_changed(sender: type[models.Model], using: str, **signal: Any) -> None:
    related = isinstance(signal.get("instance"), Record) and signal.get("action", "") in (
        "post_add",
        "post_remove",
        "post_clear",
    )
    nothing_new = signal.get("pk_set") == set()
    if not issubclass(sender, Record) and (nothing_new or not related):
        return
    written = _held_back.get()
    if written is not None:
        change = written.setdefault(using, Written())
        if isinstance(instance := signal.get("instance"), Record):
            change.records.append(instance)
        else:
            change.in_bulk.add(sender)
    elif _goes_with_another(sender, signal.get("origin")):
        raise_edition(using=using)  # the change is settled when that other one is gone, too
    else:
        with undone_on_failure(), transaction.atomic(using=using), _settled():
            _record_changed(sender, using, **signal)


def _goes_with_another(sender: type[models.Model], origin: Any) -> bool:
    """Whether it is deleted because a record of another kind is, which goes last."""
    return origin is not None and getattr(origin, "model", type(origin)) is not sender
