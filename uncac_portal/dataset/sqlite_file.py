"""The whole record as an SQLite database, with its keys, its explanations and its edition.

Same edition and host, same bytes: rows stand in the order of their keys, and nothing in the file
tells when or where it was made.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from meetings.records.columns import ID, Absolute
from meetings.records.licence import LICENCE
from meetings.records.models import Edition
from meetings.records.table_files.cells import plain
from meetings.records.tables import Column
from uncac_portal.dataset.sheets import Family, Sheet, families

TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
ABOUT = """
CREATE TABLE edition (
  edition INTEGER NOT NULL, raised_at TEXT, homepage TEXT NOT NULL, licence TEXT NOT NULL
);
CREATE TABLE columns (
  "table" TEXT NOT NULL, position INTEGER NOT NULL, "column" TEXT NOT NULL, type TEXT NOT NULL,
  refers_to TEXT, about TEXT NOT NULL, PRIMARY KEY ("table", "column")
);
"""
# The file is made in one go and thrown away if that fails: it needs no journal.
AT_ONCE = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"


def write_sqlite(path: Path, edition: Edition, absolute: Absolute, home: str) -> None:
    """Write the database to the path; the parameters are those of the package."""
    kinds = families()
    sheets = [sheet for family in kinds for sheet in family.sheets]
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(AT_ONCE + ABOUT + "".join(map(_table, sheets)))
        database.execute("BEGIN")
        facts = (edition.number, plain(edition.raised_at), home, LICENCE)
        database.execute("INSERT INTO edition VALUES (?, ?, ?, ?)", facts)
        for sheet in sheets:
            database.executemany("INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?)", _columns(sheet))
        for family in kinds:
            _fill(database, family, absolute)
        database.execute("COMMIT")
        database.execute("VACUUM")


def _table(sheet: Sheet) -> str:
    lines = [_column(sheet, column) for column in sheet.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, sheet.key))})")
    lines += [
        f"FOREIGN KEY ({_quoted(name)}) REFERENCES {_quoted(table)} ({ID})"
        for name, table in sheet.references
    ]
    inside = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(sheet.name)} (\n  {inside}\n) WITHOUT ROWID;\n"


def _column(sheet: Sheet, column: Column) -> str:
    name = _quoted(column.name)
    words = [name, TYPES.get(column.type, "TEXT")]
    if sheet.is_required(column):
        words.append("NOT NULL")
    if column.choices:
        choices = ", ".join("'{}'".format(c.replace("'", "''")) for c in column.choices)
        words.append(f"CHECK ({name} IN ({choices}))")
    return " ".join(words)


def _columns(sheet: Sheet) -> Iterable[tuple[str | int | None, ...]]:
    for position, column in enumerate(sheet.columns, start=1):
        refers_to = column.refers_to or None
        yield sheet.name, position, column.name, column.type, refers_to, str(column.about)


def _fill(database: sqlite3.Connection, family: Family, absolute: Absolute) -> None:
    insert = {
        sheet: f"INSERT INTO {_quoted(sheet.name)} VALUES ({', '.join('?' * len(sheet.columns))})"
        for sheet in family.sheets
    }
    for row in family.rows(absolute):
        for sheet, cells in family.cells(row):
            database.execute(insert[sheet], cells)


def _quoted(name: str) -> str:
    return f'"{name}"'
