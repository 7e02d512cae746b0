"""Reads spreadsheets into a convening, as the pages of the administration do."""

import csv
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile

from meetings.imports.heads import proposed
from meetings.imports.reading import form_of, head_of
from meetings.imports.sheets import kinds_of_sheets
from meetings.imports.starting import start_check, start_writing
from meetings.models import Import


def text_of(*rows: list[str]) -> str:
    """Rows as text with separators."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def check(kind: str, convening: Any, text: str, *, by: Any = None) -> Import:
    """The text as an import of the kind that was checked."""
    content = text.encode()
    form = form_of(BytesIO(content))
    _number, heads = head_of(BytesIO(content), form)
    of_import = Import(
        convening=convening,
        kind=kind,
        name=f"{kind}.csv",
        sha256=sha256(content).hexdigest(),
        bytes=len(content),
        form=form,
        mapping=proposed(heads, kinds_of_sheets()[kind].columns),
        by=by or get_user_model().objects.create_superuser(f"{kind}{len(content)}"),
    )
    of_import.file.save(of_import.name, ContentFile(content))
    assert start_check(of_import, of_import.by) == ""
    of_import.refresh_from_db()
    return of_import


def write(of_import: Import) -> Import:
    """The import, written."""
    assert start_writing(of_import, of_import.by) == ""
    of_import.refresh_from_db()
    return of_import


def figures(of_import: Import) -> dict[str, int]:
    """How many rows do what; those that are none are left out."""
    names = ("added", "changed", "unchanged", "left_out", "faulty")
    return {name: number for name in names if (number := getattr(of_import, name))}


def errors(of_import: Import) -> dict[str, str]:
    """What is wrong, by cell."""
    told = [error for row in of_import.told_rows.filter(verb="faulty") for error in row.errors]
    return {error["cell"]: error["words"] for error in told}
