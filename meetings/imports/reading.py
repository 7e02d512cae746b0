"""Reading files of staff: workbooks and text with separators, row by row, as they come.

What a file is, its content says and not its name. Rows are numbered as the spreadsheet counts;
empty ones are left out, hidden ones are not.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from meetings.imports.texts import form_of_text, rows_of_text
from meetings.imports.workbooks import LAST_ROW, form_of_workbook, rows_of_workbook

MOST_BYTES = 30 * 1024 * 1024
MOST_ROWS = 100_000  # of a file that is uploaded
MOST_ROWS_BY_COMMAND = LAST_ROW
MOST_COLUMNS = 200
MOST_CHARACTERS = 32_767  # of a cell, as in a workbook
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Cells = tuple[Any, ...]
Form = dict[str, Any]


class UnreadableFileError(ValueError):
    """A file that is no table, in words."""


def form_of(file: IO[bytes]) -> Form:
    """How the file is to be read, as JSON. Raises UnreadableFileError.

    `kind` is `workbook` or `text`; `size` what has to be read of it, in bytes; `notes` what a
    person should know; `most_rows` how many may be read, if not `MOST_ROWS`. Of a text:
    `encoding`, whether it was `guessed`, and `separator`.
    """
    file.seek(0)
    begin = file.read(8)
    file.seek(0)
    if begin == OLD_WORKBOOK:
        raise UnreadableFileError(
            _(
                "This is a workbook of an old kind (.xls), or one with a password. Open it and "
                "save it as “Excel workbook (.xlsx)”, without a password."
            )
        )
    try:
        return form_of_workbook(file) if begin[:4] == b"PK\x03\x04" else form_of_text(file)
    except ValueError as error:
        raise UnreadableFileError(str(error)) from error


def rows_of(file: IO[bytes], form: Form) -> Iterator[tuple[int, Cells]]:
    """Each row that holds something, with its number. Raises UnreadableFileError."""
    file.seek(0)
    rows = rows_of_workbook(file, form) if form["kind"] == "workbook" else rows_of_text(file, form)
    told, most = 0, form.get("most_rows", MOST_ROWS)
    try:
        for number, cells in rows:
            filled = _without_end(cells)
            if not filled:
                continue
            if len(filled) > MOST_COLUMNS:
                raise UnreadableFileError(
                    _("Row %(row)d has more than %(most)d columns.")
                    % {"row": number, "most": MOST_COLUMNS}
                )
            told += 1
            if told > most + 1:
                raise UnreadableFileError(
                    _("The file has more than %(most)d rows. Split it.") % {"most": most}
                )
            yield number, filled
    except UnreadableFileError:
        raise
    except ValueError as error:
        raise UnreadableFileError(str(error)) from error


def head_of(file: IO[bytes], form: Form) -> tuple[int, list[str]]:
    """The first row that holds something: its number, and its cells. Raises UnreadableFileError."""
    for number, cells in rows_of(file, form):
        return number, ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    raise UnreadableFileError(_("The file is empty."))


def samples_of(file: IO[bytes], form: Form, *, rows: int = 3) -> list[Cells]:
    """The first rows below the head."""
    found: list[Cells] = []
    for _number, cells in rows_of(file, form):
        found.append(cells)
        if len(found) > rows:
            break
    return found[1:]


def _without_end(cells: Iterable[Any]) -> Cells:
    """The cells up to the last that holds something."""
    kept = list(cells)
    while kept and (kept[-1] is None or (isinstance(kept[-1], str) and not kept[-1].strip())):
        kept.pop()
    return tuple(kept)
