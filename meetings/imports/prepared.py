"""New records made ready before the database is locked, and then written by the thousand.

Putting an INSERT together costs Django ten times what it costs the database to run it. On SQLite
nobody else can write meanwhile, so it is done before; what is left for the transaction is short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from meetings.records.domain import entries
from meetings.records.domain.states import FEW, in_pieces, keep, tell


@dataclass
class Numbered:
    """A record that was written, by its number."""

    pk: int


def columns_of(kind: type[Model]) -> list[str]:
    """The attributes that a prepared record holds, in their order; not its number."""
    return [field.attname for field in kind._meta.concrete_fields if not field.primary_key]


def prepared(record: Model) -> list[Any]:
    """What the database is to hold of a new record, its number apart."""
    return [
        field.get_db_prep_save(field.pre_save(record, add=True), connection)
        for field in record._meta.concrete_fields
        if not field.primary_key
    ]


def write_prepared(kind: type[Model], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Write prepared records with their history; gives their numbers, in the order of the rows."""
    if not rows:
        return []
    numbers = _next_numbers(kind, len(rows))
    quote = connection.ops.quote_name
    fields = [field for field in kind._meta.concrete_fields if not field.primary_key]
    names = [str(kind._meta.pk.column), *(str(field.column) for field in fields)]
    begin = f"INSERT INTO {quote(kind._meta.db_table)} ({', '.join(map(quote, names))}) VALUES "
    marks = f"({', '.join(['%s'] * len(names))})"
    most = connection.features.max_query_params or 30_000
    with connection.cursor() as cursor:
        for piece in in_pieces(zip(numbers, rows, strict=True), max(most // len(names), 1)):
            values = [value for number, row in piece for value in (number, *row)]
            cursor.execute(begin + ", ".join([marks] * len(piece)), values)
    written = [Numbered(number) for number in numbers]
    named = entries.are_named(len(rows))
    for some in in_pieces(written):
        records = some if len(some) > FEW and not named else _read(kind, some)
        keep(kind, records, "+", are_stored=True)
        if named:
            tell(kind, records, named=True)
    if not named:
        tell(kind, written, named=False)
    return numbers


def _read(kind: type[Model], written: Sequence[Numbered]) -> list[Any]:
    """The records themselves, of few."""
    found = kind._default_manager.in_bulk([each.pk for each in written])
    return list(found.values())


def _next_numbers(kind: type[Model], many: int) -> list[int]:
    """Numbers that no record of the kind has, or ever had."""
    table = kind._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', kind._meta.pk.column, many],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + many + 1))
