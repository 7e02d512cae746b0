"""Reads spreadsheets into a convening, as the pages of the administration do."""

import csv
from io import StringIO
from typing import Any

from django.contrib.auth import get_user_model

from meetings.models import Import
from tests.support.sheets import checked


def text_of(*rows: list[str]) -> str:
    """Rows as text with separators."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def check(kind: str, convening: Any, text: str, *, by: Any = None) -> Import:
    """The text as an import of the kind that was checked."""
    content = text.encode()
    by = by or get_user_model().objects.create_superuser(f"{kind}{len(content)}")
    of_import = checked(convening, content, by, kind)
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
