"""The edition goes up by one whenever anything public may have changed.

It is the last that a change writes. So whoever writes keeps its row, for which all others who write
have to wait, no longer than it takes to commit; and a reader sees it with all of the change, or
sees nothing of either.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, router
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from meetings.records import settling
from meetings.records.domain import entries
from meetings.records.models import Edition, Record
from meetings.records.signals import change_complete, records_changed

# Asked at every request: the ORM would take ten times as long to put this together as it takes.
PRESENT = "SELECT id, number, raised_at, next_due_at FROM records_edition WHERE id = 1"
RELATED = ("post_add", "post_remove", "post_clear")


def present() -> Edition:
    """The present edition; number 0 before anything was recorded."""
    with connections[router.db_for_read(Edition)].cursor() as cursor:
        cursor.execute(PRESENT)
        row = cursor.fetchone()
    if row is None:
        return Edition(number=0)
    key, number, *moments = row
    # SQLite keeps them without their zone, which is that of PostgreSQL's connection.
    raised_at, next_due_at = (moment and moment.replace(tzinfo=UTC) for moment in moments)
    return Edition(key, number, raised_at, next_due_at)


def current() -> int:
    """The number of the present edition."""
    return present().number


def raise_edition(*, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Count the edition up, as the last statement of the change that calls for it."""
    raised = Edition.objects.using(using).filter(pk=1)
    if not raised.update(number=F("number") + 1, raised_at=timezone.now()):
        Edition.objects.using(using).get_or_create(pk=1)


@contextmanager
def raised_once(*, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """One transaction of many changes that together make one edition; of no change, none.

    At its end the change is told, once, to whoever notes what follows from it. What it wrote is one
    entry of the journal.
    """
    with settling.one_change(using=using, told=entries.told):
        yield


def watch_records() -> None:
    """Raise the edition after every way to write a record; called once, when Django starts."""
    for signal in (post_save, post_delete, m2m_changed, records_changed):
        signal.connect(_record_changed, dispatch_uid="records.editions")
    change_complete.connect(raise_edition, dispatch_uid="records.editions")


def _record_changed(
    sender: type[models.Model],
    using: str,
    instance: Any = None,
    action: str = "",
    pk_set: set[Any] | None = None,
    **_signal: Any,
) -> None:
    is_related = isinstance(instance, Record) and action in RELATED and pk_set != set()
    if issubclass(sender, Record) or is_related:
        settling.note(sender, instance if isinstance(instance, Record) else None, using=using)
