"""Taking a person out of files that were imported."""

from collections.abc import Iterable, Iterator

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from meetings.imports.reading import UnreadableFileError, rows_of
from meetings.imports.running import local_copy
from meetings.models import Import, ImportRow
from meetings.records.domain.words import says


def files_that_name(names: Iterable[str]) -> list[Import]:
    """Imports whose kept file, or what is told of its rows, says one of the names."""
    wanted = {name.casefold() for name in names}
    return [found for found in Import.objects.all() if wanted and _says(found, wanted)]


def erase_from_files(names: Iterable[str]) -> None:
    """Delete the files that say one of the names, and what is told of the rows that do."""
    wanted = {name.casefold() for name in names}
    for found in files_that_name(wanted):
        rows = [row.pk for row in _told(found) if _row_says(row, wanted)]
        ImportRow.objects.filter(pk__in=rows).delete()
        kept = found.file.name
        Import.objects.filter(pk=found.pk).update(file="", name="", erased_at=timezone.now())
        if kept and not Import.objects.filter(file=kept).exists():
            transaction.on_commit(lambda kept=kept: default_storage.delete(kept))  # type: ignore[misc]


def _says(found: Import, wanted: set[str]) -> bool:
    return any(_row_says(row, wanted) for row in _told(found)) or _file_says(found, wanted)


def _told(found: Import) -> Iterator[ImportRow]:
    return found.told_rows.iterator(chunk_size=2000)


def _row_says(row: ImportRow, wanted: set[str]) -> bool:
    return says(f"{row.label} {row.changes} {row.errors} {row.notes}", wanted)


def _file_says(found: Import, wanted: set[str]) -> bool:
    if not found.file:
        return False
    try:
        with local_copy(found) as file:
            rows = rows_of(file, found.form)
            return any(says(" ".join(map(str, cells)), wanted) for _row, cells in rows)
    except (OSError, UnreadableFileError):
        return False
