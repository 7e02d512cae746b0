"""Who made a record what it is now, field by field, as its history knows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from simple_history.utils import get_history_model_for_model

LONGEST_WAY_BACK = 50  # rows of history


@dataclass(frozen=True)
class Authorship:
    """Somebody at some time; nobody if the portal did it by itself."""

    by: Any
    at: datetime


def authors_of(record: Model, fields: Collection[str]) -> dict[str, Authorship]:
    """Who last changed each of the fields; one that the history says nothing of is left out."""
    kept = get_history_model_for_model(type(record))
    wanted = set(fields) & {field.name for field in kept.tracked_fields}
    wanted |= set(fields) & {field.name for field in kept._history_m2m_fields}
    rows = list(
        kept.objects.filter(**_is(record)).select_related("history_user")[:LONGEST_WAY_BACK]
    )
    found: dict[str, Authorship] = {}
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        if missing := sorted(wanted - set(found)):
            changed = missing
            if before is not None:
                changed = row.diff_against(before, included_fields=missing).changed_fields
            found |= dict.fromkeys(changed, _authorship(row))
    return found


def last_author_of(model: type[Model], key: Any) -> Authorship | None:
    """Who wrote or deleted the record last; None if the history does not know it."""
    kept = get_history_model_for_model(model)
    row = (
        kept.objects.filter(**{model._meta.pk.attname: key}).select_related("history_user").first()
    )
    return _authorship(row) if row else None


def was_deleted(model: type[Model], key: Any) -> bool:
    """Whether the history knows that there was such a record."""
    kept = get_history_model_for_model(model)
    return kept.objects.filter(history_type="-", **{model._meta.pk.attname: key}).exists()


def _is(record: Model) -> dict[str, Any]:
    return {record._meta.pk.attname: record.pk}


def _authorship(row: Any) -> Authorship:
    return Authorship(row.history_user, row.history_date)
