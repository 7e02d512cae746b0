"""The history that is kept of every record."""

from django.db import transaction
from django.db.models import Model


def latest_row(record: Model) -> int:
    """The number of the record's latest row of history; 0 before the first."""
    if record.pk is None:
        return 0
    return record.history.values_list("history_id", flat=True).first() or 0  # type: ignore[attr-defined]


def join_rows(record: Model, *, since: int) -> None:
    """Make one row of what was written after the row `since`.

    Many-to-many fields write a row of their own each, though a person saved once.
    """
    with transaction.atomic():
        rows = list(record.history.filter(history_id__gt=since).order_by("history_id"))  # type: ignore[attr-defined]
        if len(rows) < 2:
            return
        first, last = rows[0], rows[-1]
        last.history_type = first.history_type
        last.save(update_fields=["history_type"])
        record.history.filter(pk__in=[row.pk for row in rows[:-1]]).delete()  # type: ignore[attr-defined]
