"""The whole record as one Data Package: CSV with a schema, JSON Lines, and what explains them.

Same edition and host, same bytes: rows stand in the order of their keys, and no clock is asked.
Cells hold texts as they are. A list that a reader downloads escapes what a spreadsheet would take
for a formula; here that would falsify the text for every program that reads it.
"""

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string

from meetings.records.columns import Absolute
from meetings.records.licence import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE
from meetings.records.models import Edition
from uncac_portal.dataset.descriptor import Written, descriptor, edition_of
from uncac_portal.dataset.sheets import Family, Sheet, families

UNIX = 3  # the system that a file of a zip says it comes from, whichever made it
READABLE = 0o100644 << 16
ABOUT = ("README.md", "LICENCE.md", "datapackage.json", "edition.json")
SUMS = "SHA256SUMS"


def write_package(path: Path, edition: Edition, absolute: Absolute, home: str) -> None:
    """Write the package to the path, with its files beside it for as long as that takes.

    `absolute` puts the host before an address, `home` is the page that explains the dataset.
    """
    folder = path.parent / "package"
    folder.mkdir()
    kinds = families()
    for family in kinds:
        _write_tables(folder, family, absolute)
    tables = {sheet: _measured(folder, _csv(sheet)) for family in kinds for sheet in family.sheets}
    _write_json(folder / "datapackage.json", descriptor(edition, home, tables))
    _write_json(folder / "edition.json", edition_of(edition))
    licence = {"name": LICENCE, "title": LICENCE_TITLE, "address": LICENCE_ADDRESS}
    about = {"edition": edition, "home": home, "families": kinds, "licence": licence}
    for name in ("README.md", "LICENCE.md"):
        _write(folder / name, render_to_string(f"dataset/package/{name}", about))
    names = [*ABOUT, *(file.path for file in tables.values()), *map(_lines, kinds)]
    sums = [_measured(folder, name) for name in names]
    _write(folder / SUMS, "".join(f"{file.sha256}  {file.path}\n" for file in sums))
    _zip(path, folder, [SUMS, *names], edition)
    shutil.rmtree(folder)


def _csv(sheet: Sheet) -> str:
    return f"csv/{sheet.name}.csv"


def _lines(family: Family) -> str:
    return f"jsonl/{family.main.name}.jsonl"


def _write_tables(folder: Path, family: Family, absolute: Absolute) -> None:
    """The sheets of one kind as CSV, and the same records with their lists as JSON Lines."""
    with ExitStack() as opened:

        def new(path: str) -> IO[str]:
            (folder / path).parent.mkdir(exist_ok=True)
            return opened.enter_context((folder / path).open("w", encoding="utf-8", newline=""))

        writers = {sheet: csv.writer(new(_csv(sheet))) for sheet in family.sheets}
        for sheet, writer in writers.items():
            writer.writerow(column.name for column in sheet.columns)
        lines = new(_lines(family))
        for row in family.rows(absolute):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            for sheet, cells in family.cells(row):
                writers[sheet].writerow(map(_cell, cells))


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _write_json(path: Path, content: Any) -> None:
    _write(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _measured(folder: Path, name: str) -> Written:
    with (folder / name).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Written(name, file.tell(), digest)


def _zip(path: Path, folder: Path, names: Iterable[str], edition: Edition) -> None:
    with ZipFile(path, "w") as package:
        for info in _entries(names, edition):
            info.file_size = (folder / info.filename).stat().st_size  # or it cannot pass 2 GB
            with (folder / info.filename).open("rb") as file, package.open(info, "w") as entry:
                shutil.copyfileobj(file, entry)


def _entries(names: Iterable[str], edition: Edition) -> Iterator[ZipInfo]:
    """A head for each file, dated as the edition; a zip knows no year before 1980."""
    raised = edition.raised_at.timetuple()[:6] if edition.raised_at else (1980, 1, 1, 0, 0, 0)
    for name in names:
        info = ZipInfo(name, date_time=raised)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, UNIX, READABLE
        yield info
