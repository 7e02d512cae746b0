"""Tables as CSV, written by the database itself: the same cells as those that are made here."""

import csv
import io
from typing import IO

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from meetings.records.table_files.cells import FORMULA_SIGNS
from meetings.records.tables import Column, Table

SIGNS = ", ".join(str(ord(sign)) for sign in FORMULA_SIGNS)
# Hardly a text begins with a sign or a quote, and the others need no more than to be looked at.
FORMULA = f"ASCII({{0}}) IN (39, {SIGNS}) AND ASCII(LTRIM({{0}}, '''')) IN ({SIGNS})"
# Cells of the types that are not written as they are; those of text as `csv_cell` writes them.
POSTGRESQL = {
    "string": f"CASE WHEN {FORMULA} THEN '''' || {{0}} ELSE {{0}} END",
    "boolean": "{0}::text",
    "datetime": "TO_CHAR({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
}
SQLITE = {
    "string": POSTGRESQL["string"].replace("ASCII", "UNICODE"),
    "boolean": "CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
    # Of the text that it stores: its functions round to the next second.
    "datetime": "REPLACE(SUBSTR({0}, 1, 19), ' ', 'T') || 'Z'",
}
# A subquery with an offset is computed for itself, so that no value is worked out twice.
APART = {"postgresql": (POSTGRESQL, "OFFSET 0"), "sqlite": (SQLITE, "LIMIT -1 OFFSET 0")}


def copy(table: Table, records: QuerySet, file: IO[bytes]) -> None:
    """Write the rows of records that are `in_database` below what the file has."""
    connection = connections[records.db]
    try:
        sql, params = table.told(records).query.get_compiler(records.db).as_sql()
    except EmptyResultSet:  # the question itself says that nothing answers
        return
    cells, apart = APART[connection.vendor]
    told = ", ".join(
        _template(column, cells).format(f"cell_{number}")
        for number, column in enumerate(table.head())
    )
    sql = f"SELECT {told} FROM ({sql} {apart}) rows_told"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            complete = cursor.mogrify(sql, params).decode()
            cursor.copy_expert(f"COPY ({complete}) TO STDOUT WITH (FORMAT csv)", _Lines(file))
            return
        cursor.execute(sql, params)
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        csv.writer(text).writerows(cursor)
        text.detach()


class _Lines:
    """What PostgreSQL writes its lines to, one at a time; CSV ends them as RFC 4180 says."""

    def __init__(self, file: IO[bytes]) -> None:
        self._write = file.write

    def write(self, line: bytes) -> None:
        self._write(line[:-1] + b"\r\n")


def _template(column: Column, cells: dict[str, str]) -> str:
    if column.choices or (column.many and column.type != "string"):
        return "{0}"
    return cells.get(column.type, "{0}")
