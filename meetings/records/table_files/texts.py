"""Tables as text: CSV, JSON and JSON Lines, a piece at a time."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meetings.records.table_files.cells import csv_cell, plain

Row = Mapping[str, Any]
BOM = "\ufeff"
OBJECTS = json.JSONEncoder(ensure_ascii=False, default=plain)


class _Line:
    """A file that holds what was written last."""

    def write(self, text: str) -> None:
        self.text = text


def as_csv(columns: Iterable[str], rows: Iterable[Row], *, bom: bool = False) -> Iterator[str]:
    """The rows under a head of columns. With the mark of UTF-8 in front, Excel opens it rightly."""
    names, line = list(columns), _Line()
    writer = csv.writer(line)
    writer.writerow(names)
    yield (BOM if bom else "") + line.text
    for row in rows:
        writer.writerow([csv_cell(row[name]) for name in names])
        yield line.text


def as_json(about: Row, rows: Iterable[Row]) -> Iterator[str]:
    """What the rows are about, and the rows, one in a line; null is: not recorded."""
    head = json.dumps({**about, "rows": []}, ensure_ascii=False, indent=2)
    yield head.removesuffix("]\n}")
    before = "\n    "
    for row in rows:
        yield before + _object(row)
        before = ",\n    "
    yield "\n  ]\n}\n"


def as_json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Each row as an object in a line of its own."""
    return (f"{_object(row)}\n" for row in rows)


def _object(row: Row) -> str:
    return OBJECTS.encode(row)
