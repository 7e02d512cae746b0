"""Files of staff kept as imports, with how they are read and what their columns are taken for."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.files import File

from meetings.imports.heads import proposed
from meetings.imports.reading import Form
from meetings.imports.sheets import sheet_of
from meetings.models import Convening, Import
from meetings.records.characters import on_one_line


def keep_file(
    file: File, convening: Convening, *, kind: str, form: Form, heads: Sequence[str], by: Any
) -> Import:
    """Keep the file as an import of the convening, with the columns that its heads propose."""
    sheet, digest = sheet_of(kind), hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    new = Import(
        convening=convening,
        kind=kind,
        name=on_one_line(file.name or "")[:250],
        sha256=digest.hexdigest(),
        bytes=file.size,
        by=by,
        form=form,
        mapping=proposed(heads, sheet.columns, sheet.dialects),  # type: ignore[union-attr]
    )
    suffix = "xlsx" if form["kind"] == "workbook" else "csv"
    file.seek(0)
    new.file.save(f"file.{suffix}", file, save=False)
    new.save()
    return new


def throw_away(of_import: Import) -> None:
    """Delete the import, and its file with it."""
    of_import.file.delete(save=False)
    of_import.delete()
