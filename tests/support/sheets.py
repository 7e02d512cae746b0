"""Spreadsheets for tests: files as staff have them, uploaded and run as the administration does."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from django.core.files.base import ContentFile

from meetings.enums import ImportState
from meetings.imports.heads import proposed
from meetings.imports.progress import claim
from meetings.imports.reading import form_of, head_of, rows_of
from meetings.imports.running import run
from meetings.imports.sheets import sheet_of
from meetings.models import Convening, Import

Rows = Iterable[Sequence[Any]]


def as_csv(rows: Rows, *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cell in [cell for row in book.active.iter_rows() for cell in row]:
        if cell.data_type == "f":  # somebody writes a text that begins like a formula
            cell.data_type = "s"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes) -> list[tuple[int, tuple[Any, ...]]]:
    file = io.BytesIO(content)
    return list(rows_of(file, form_of(file)))


def uploaded(convening: Convening, content: bytes, by: Any, kind: str = "participants") -> Import:
    """An import with the columns that are proposed for its heads."""
    file = io.BytesIO(content)
    form = form_of(file)
    _number, heads = head_of(file, form)
    sheet = sheet_of(kind)
    new = Import(
        convening=convening,
        kind=kind,
        name="file.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
        by=by,
        form=form,
        mapping=proposed(heads, sheet.columns, sheet.dialects),  # type: ignore[union-attr]
    )
    new.file.save("file.csv", ContentFile(content))
    return new


def checked(convening: Convening, content: bytes, by: Any, kind: str = "participants") -> Import:
    new = uploaded(convening, content, by, kind)
    claim(new, ImportState.CHECKING, after=(ImportState.UPLOADED,), by=by)
    run(new, write=False)
    return new


def written(of_import: Import) -> Import:
    claim(of_import, ImportState.WRITING, after=(ImportState.CHECKED,), by=of_import.by)
    run(of_import, write=True)
    of_import.refresh_from_db()
    return of_import


def figures(of_import: Import) -> tuple[int, int, int, int, int]:
    """Added, changed, unchanged, left out, faulty."""
    names = ("added", "changed", "unchanged", "left_out", "faulty")
    return tuple(getattr(of_import, name) for name in names)  # type: ignore[return-value]


def faults(of_import: Import) -> list[str]:
    """“G4 Attendance mode: …”, row by row."""
    return [
        f"{error['cell']} {error['head']}: {error['words']}"
        for row in of_import.told_rows.filter(verb="faulty")
        for error in row.errors
    ]


def notes(of_import: Import) -> list[str]:
    return [note for row in of_import.told_rows.all() for note in row.notes]
