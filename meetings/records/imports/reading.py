"""Reading a file of a table: the same cells of text from CSV, JSON and JSON Lines."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tablib
from django.utils.translation import gettext as _

from meetings.records.columns import ID
from meetings.records.table_files.cells import text_cell, text_of_cell


class UnreadableFileError(ValueError):
    """A file that is no table."""


def table_in(path: Path) -> tablib.Dataset:
    """The rows of a file that the portal, or a spreadsheet program, has written."""
    readers = {".csv": _csv, ".json": _json, ".jsonl": _json_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError(_("A file ends in .csv, .json or .jsonl."))
    try:
        names, rows = reader(path)
    except (csv.Error, RecursionError, ValueError) as error:
        raise UnreadableFileError(str(error)) from error
    return tablib.Dataset(*rows, headers=names)


Cells = tuple[list[str], list[list[str]]]


def _csv(path: Path) -> Cells:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file, strict=True) if line]
    names, rows = (lines[0], lines[1:]) if lines else ([], [])
    _refuse_twice(names)
    if any(len(row) != len(names) for row in rows):
        raise UnreadableFileError(_("Not every row has the same columns."))
    return names, [[text_of_cell(cell) for cell in row] for row in rows]


def _json(path: Path) -> Cells:
    content = _parsed(path.read_text(encoding="utf-8-sig"))
    rows = content.get("rows") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise UnreadableFileError(_("The file holds no object with a list of “rows”."))
    return _texts(rows)


def _json_lines(path: Path) -> Cells:
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    return _texts([_parsed(line) for line in lines if line.strip()])


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _refuse_twice(name for name, _value in pairs)
    return dict(pairs)


def _refuse_twice(names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise UnreadableFileError(_("The column “%(name)s” is there twice.") % {"name": name})


def _texts(rows: Sequence[Any]) -> Cells:
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise UnreadableFileError(_("Row %(row)d is no object.") % {"row": number})
        for name, value in row.items():
            if not _is_cell(value):
                raise UnreadableFileError(
                    _("Row %(row)d: “%(name)s” holds neither a value nor a list of values.")
                    % {"row": number, "name": name}
                )
    names = list(rows[0]) if rows else [ID]  # an empty list has no head
    if any(set(row) != set(names) for row in rows):
        raise UnreadableFileError(_("Not every row has the same columns."))
    return names, [[text_cell(row[name]) for name in names] for row in rows]


def _is_cell(value: Any) -> bool:
    """Whether a cell can hold it: a text, number, truth or nothing, or a list of the first two."""
    if isinstance(value, list):
        return all(isinstance(member, str | int | float) for member in value)
    return not isinstance(value, dict)
