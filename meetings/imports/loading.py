"""Rows put into a table by the thousand, in the quickest way that each database has.

Nothing but the rows is written: no history, no signal. What they hold is what the database is to
hold. A fault of a row is a DatabaseError, as with any other statement.
"""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.db import connection
from django.db.models import Model

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def load(kind: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into the table of the kind; `names` are the fields that they hold."""
    quote = connection.ops.quote_name
    fields: list[Any] = [kind._meta.get_field(name) for name in names]
    columns = ", ".join(quote(field.column) for field in fields)
    into = f"{quote(kind._meta.db_table)} ({columns})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = StringIO("".join(map(_line, rows)))
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {into} FROM STDIN", text)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(rows))


def next_numbers(kind: type[Model], many: int) -> list[int]:
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


def _line(row: Sequence[Any]) -> str:
    """The row as `COPY` reads it."""
    return "\t".join(map(_cell, row)) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return r"\N"
    text = str(value)
    return text if text.isprintable() and "\\" not in text else text.translate(ESCAPES)
