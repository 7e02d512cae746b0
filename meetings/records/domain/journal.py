"""The journal: which entry a change of the record is told in, by whom and by which way.

`made` says how what follows is made. Rows of history that are written inside of
`editions.raised_once()` point to one entry; imports write records and their history in bulk.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from modeltranslation.fields import TranslationField

from meetings.records.domain import entries, links
from meetings.records.domain.entries import made, present
from meetings.records.domain.states import AT_ONCE, in_pieces, keep, link, tell

__all__ = ["bulk_changed", "bulk_created", "made", "present", "watch_history"]

Links = Mapping[str, Sequence[Collection[int]]]


def watch_history() -> None:
    """Let every row of history point to its entry; called once, when Django starts."""
    entries.watch_history()
    links.watch_links()


def bulk_created(records: Sequence[Any], *, many: Links | None = None) -> list[Any]:
    """Write new records of one kind, with their history, by the thousand; they get their numbers.

    `many` names, for each many-to-many field, the numbers that each record is to hold. Call it
    inside of `editions.raised_once()`, else the rows of history have no entry. Raises
    IntegrityError, and ValueError for records of several kinds.
    """
    kind = _kind_of(records)
    with transaction.atomic(savepoint=False):
        for start, piece in _pieces(records):
            QuerySet(kind).bulk_create(piece, batch_size=AT_ONCE)  # told below, by name
            _written(kind, piece, start, many or {}, "+")
    return list(records)


def bulk_changed(
    records: Sequence[Any], fields: Collection[str], *, many: Links | None = None
) -> None:
    """Write these fields of records of one kind, with their history, by the thousand.

    As `bulk_created`; what `many` does not name stays as it is.
    """
    kind = _kind_of(records)
    columns = _columns(kind, {*fields, "changed_at"}) if records and fields else []
    with transaction.atomic(savepoint=False):
        for start, piece in _pieces(records):
            now = timezone.now()
            for record in piece:
                record.changed_at = now
            if columns:
                QuerySet(kind).bulk_update(piece, columns, batch_size=AT_ONCE)
            _written(kind, piece, start, many or {}, "~")


def _written(kind: Any, piece: list[Any], start: int, many: Links, sign: str) -> None:
    for name, held in many.items():
        numbers = {record.pk: held[start + place] for place, record in enumerate(piece)}
        link(kind, {name: numbers})
    keep(kind, piece, sign, are_stored=True)
    tell(kind, piece, named=entries.are_named(len(piece)))


def _columns(kind: Any, fields: Collection[str]) -> list[str]:
    """The columns of the fields: of a text in several languages, those of all."""

    def whole(field: Any) -> str:
        return field.translated_field.name if isinstance(field, TranslationField) else field.name

    wanted = {whole(kind._meta.get_field(name)) for name in fields}
    return [field.name for field in kind._meta.concrete_fields if whole(field) in wanted]


def _pieces(records: Sequence[Any]) -> Any:
    return ((number * AT_ONCE, piece) for number, piece in enumerate(in_pieces(records)))


def _kind_of(records: Sequence[Any]) -> Any:
    kinds = {type(record) for record in records}
    if len(kinds) > 1:
        raise ValueError("Records of several kinds are not written at once.")
    return kinds.pop() if kinds else None
