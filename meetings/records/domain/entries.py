"""The entry of the journal in which a change of the record is told: made with its first row of
history, completed at the end of `editions.raised_once()`.

What is saved outside of that block, as in a shell, has its rows of history but no entry: it costs
nothing, and the history says that it was made outside of the portal.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, Model
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from meetings.records.domain import places
from meetings.records.enums import Way
from meetings.records.models import JournalEntry, JournalPlace

LONGEST_REASON = 100
LONGEST_DETAIL = 250
# Whoever follows changes one by one (the changes of the programme, the index of the search) hears
# of so many records that a change wrote in bulk; beyond, that their kinds changed.
NAMED_AT_MOST = 1000


@dataclass(frozen=True)
class Origin:
    """Where a change comes from."""

    way: Way = Way.FORM
    by: Any = None
    detail: str = ""
    reason: str = ""


@dataclass
class Change:
    """The change that is open, its entry once there is one, and the kinds of record it wrote."""

    entry: JournalEntry | None = None
    made_within: list[Any] = field(default_factory=list)
    kinds: set[type[Model]] = field(default_factory=set)
    in_bulk: int = 0


_origin: ContextVar[Origin | None] = ContextVar("origin_of_the_change", default=None)
_change: ContextVar[Change | None] = ContextVar("change_that_is_open", default=None)


@contextmanager
def made(way: Way, *, by: Any = None, detail: str = "", reason: str = "") -> Iterator[None]:
    """A block whose changes the journal tells as made by the person in that way.

    Open it around `editions.raised_once()`. Inside another such block the outer one counts.
    """
    if _origin.get() is not None:
        yield
        return
    token = _origin.set(Origin(way, by, detail, reason))
    try:
        yield
    finally:
        _origin.reset(token)


@contextmanager
def told() -> Iterator[None]:
    """A block in a transaction whose rows of history have one entry; without any, none."""
    change = Change()
    token = _change.set(change)
    try:
        yield
        if change.entry is not None and _is_there(change):
            _complete(change.entry, change.kinds)
    finally:
        _change.reset(token)


def origin() -> Origin:
    """Where the change that is being made comes from, as far as is known."""
    signed_in = _signed_in()
    return _origin.get() or Origin(Way.FORM if signed_in else Way.COMMAND, signed_in)


def entry_for(
    kind: type[Model], *, by: Any = None, reason: str | None = None
) -> JournalEntry | None:
    """The entry of the open change, of which a row of history of this kind is to be a part.

    None outside of `editions.raised_once()`.
    """
    change = _change.get()
    if change is None:
        return None
    change.kinds.add(kind)
    if change.entry is None or not _is_there(change):
        come = origin()
        change.entry = JournalEntry.objects.create(
            way=come.way,
            by=come.by or by,
            detail=come.detail[:LONGEST_DETAIL],
            reason=(come.reason or reason or "")[:LONGEST_REASON],
        )
        change.made_within = list(connection.savepoint_ids)
    return change.entry


def present() -> JournalEntry | None:
    """The entry of the open change, if it has written anything."""
    change = _change.get()
    return change.entry if change is not None else None


def are_named(number: int) -> bool:
    """Whether so many more records that the open change writes in bulk are told one by one."""
    change = _change.get() or Change()
    change.in_bulk += number
    return change.in_bulk <= NAMED_AT_MOST


def watch_history() -> None:
    """Let every row of history point to its entry; called once, when Django starts."""
    pre_create_historical_record.connect(_about_to_be_kept, dispatch_uid="records.entries")


def _about_to_be_kept(sender: Any, history_instance: Any, **_signal: Any) -> None:
    row = history_instance
    come = _origin.get()
    if come is not None:
        row.history_user = row.history_user or come.by
        row.history_change_reason = row.history_change_reason or come.reason[:LONGEST_REASON]
    row.journal = entry_for(
        sender.instance_type, by=row.history_user, reason=row.history_change_reason
    )


def _signed_in() -> Any:
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _is_there(change: Change) -> bool:
    """Whether the entry has not gone with a part of the transaction that was rolled back."""
    now, then = connection.savepoint_ids, change.made_within
    if now[: len(then)] == then:
        return True
    change.made_within = [each for each, same in zip(then, now, strict=False) if each == same]
    return JournalEntry.objects.filter(pk=change.entry.pk).exists()  # type: ignore[union-attr]


def _complete(entry: JournalEntry, kinds: set[type[Model]]) -> None:
    """Note how much the entry wrote of which kinds, and which convenings it touched."""
    convenings: set[int] = set()
    for kind in sorted(kinds, key=lambda kind: kind._meta.label_lower):
        rows = kind.history.filter(journal=entry).order_by()  # type: ignore[attr-defined]
        counted = dict(rows.values_list("history_type").annotate(Count("pk")))
        if counted:
            entry.written[kind._meta.label_lower] = counted
            convenings |= places.convenings_of(rows)
    if not entry.written:
        entry.delete()
        return
    entry.save(update_fields=["written"])
    JournalPlace.objects.bulk_create(
        JournalPlace(entry=entry, convening_id=number) for number in sorted(convenings)
    )
