"""Rows as CSV and JSON: the same columns, in the same order."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

# A spreadsheet takes text that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows under a head of columns; a list is joined by semicolons, None is an empty cell."""
    names = list(columns)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return file.getvalue()


def as_json(about: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    """What the rows are about, and the rows; None is null: not recorded."""
    return json.dumps({**about, "rows": list(rows)}, ensure_ascii=False, indent=2) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
