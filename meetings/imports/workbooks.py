"""Workbooks of spreadsheet programs (.xlsx), read in a stream."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_UNPACKED = 400 * 1024 * 1024
MOST_IN_MEMORY = 64 * 1024 * 1024  # of the texts and styles that its sheets share
MOST_TIMES = 200  # larger than packed
SMALL = 8 * 1024 * 1024  # unpacked: may be packed as tight as it likes
MOST_PARTS = 2_000
LAST_ROW = 1_048_576
PIECE = 1024 * 1024
STREAMED = ("xl/worksheets/", "xl/media/")
ERRORS = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    AssertionError,
)
LATER = len(b'<c r="XFD1048576" s="1"><f></f></c>')


class ErrorOfSpreadsheet(str):
    """What a cell shows whose formula failed."""


def form_of_workbook(file: IO[bytes]) -> dict[str, Any]:
    """The sheet to read and what a person should know of it. Raises ValueError."""
    size = _unpacked(file)
    try:
        book = _opened(file)
        try:
            names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not names:
                raise ValueError(_("The workbook has no sheet that is shown."))
            part = book[names[0]]._worksheet_path
            lines = book[names[0]].max_row or 0  # as the file says, which need not be so
        finally:
            book.close()
        notes = _notes(file, part)
    except BROKEN as error:
        raise ValueError(_("The workbook is damaged: it cannot be opened.")) from error
    if len(names) > 1:
        others = ", ".join(f"“{name}”" for name in names[1:6])
        notes.append(
            _("Only the first sheet, “%(first)s”, is read, not %(others)s.")
            % {"first": names[0], "others": others}
        )
    form = {"kind": "workbook", "sheet": names[0], "size": size, "lines": lines}
    return form | {"notes": notes}


def rows_of_workbook(file: IO[bytes], form: dict[str, Any]) -> Iterator[tuple[int, tuple]]:
    """The rows of the sheet with their numbers. Raises ValueError."""
    try:
        book = _opened(file)
        try:
            sheet = book[form["sheet"]]
            sheet.reset_dimensions()  # programs write wrong ones
            for number, cells in enumerate(sheet.iter_rows(), 1):
                if number > LAST_ROW:
                    raise ValueError(_("The workbook is damaged: it has too many rows."))
                yield number, tuple(map(_value, cells))
        finally:
            book.close()
    except BROKEN as error:
        raise ValueError(_("The workbook is damaged: it cannot be read to its end.")) from error


def _opened(file: IO[bytes]) -> Any:
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _value(cell: Any) -> Any:
    """What the cell shows; that a formula failed, as such."""
    value = cell.value
    if isinstance(value, str) and ERRORS.fullmatch(value) and cell.data_type == "e":
        return ErrorOfSpreadsheet(value)
    return value


def _unpacked(file: IO[bytes]) -> int:
    """The size of the content. Raises ValueError for one that is made to fill the memory."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            size = sum(part.file_size for part in parts)
            shared = sum(p.file_size for p in parts if not p.filename.startswith(STREAMED))
            small = sum(part.compress_size for part in parts)
            encrypted = any(part.flag_bits & 1 for part in parts)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise ValueError(_("The workbook is damaged: it cannot be opened.")) from error
    if "[Content_Types].xml" not in names or encrypted:
        raise ValueError(_("This is neither a workbook (.xlsx) nor a text with separators (.csv)."))
    too_tight = size > SMALL and size > small * MOST_TIMES
    if shared > MOST_IN_MEMORY or size > MOST_UNPACKED or too_tight or len(parts) > MOST_PARTS:
        raise ValueError(_("The workbook is far larger than it looks; it is not opened."))
    return size


def _notes(file: IO[bytes], part: str) -> list[str]:
    """Whether there are merged cells, hidden rows and formulas that were never worked out."""
    found = {"merged": False, "hidden": False, "empty": False}
    file.seek(0)
    with zipfile.ZipFile(file) as packed, packed.open(part) as sheet:
        before = b""
        while piece := sheet.read(PIECE):
            text = before + piece
            found["merged"] |= b"<mergeCell " in text
            found["hidden"] |= re.search(rb"<row [^>]*\bhidden=\"(1|true)\"", text) is not None
            found["empty"] |= re.search(rb"</f>(<v\s*/>|<v></v>)?</c>", text) is not None
            before = text[-4 * LATER :]
    words = {
        "merged": _("There are merged cells: what they say counts for their first row only."),
        "hidden": _("There are hidden rows, or rows that a filter hides: they are read, too."),
        "empty": _(
            "There are formulas without a result: their cells are read as empty. Open the file in "
            "a spreadsheet program and save it there."
        ),
    }
    return [words[name] for name, is_there in found.items() if is_there]
