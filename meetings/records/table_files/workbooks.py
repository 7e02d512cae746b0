"""Tables as workbooks for spreadsheet programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO, Any

import xlsxwriter

from meetings.records.table_files.cells import text_cell
from meetings.records.tables import Column

MOST_ROWS = 100_000  # of a sheet, below its head: what can be made while a reader waits
MOST_CHARACTERS = 32_767  # of a cell
FIRST_YEAR = 1900  # of which spreadsheets know the days
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDTHS = {"integer": 10, "number": 10, "boolean": 10, "date": 12, "datetime": 20}
WIDTH_OF_TEXT = 48
WIDTH = 24


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """What a workbook says of itself: its title, the day it tells of, and facts about it."""

    title: str
    day: datetime
    facts: Sequence[tuple[str, str]]
    right_to_left: bool = False


def write_workbook(
    file: IO[bytes],
    name: str,
    head: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    imprint: Imprint,
) -> None:
    """Two sheets, the rows and what they are about; the same of both give the same bytes."""
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties({"title": imprint.title, "created": imprint.day.astimezone(UTC)})
    bold = book.add_format({"bold": True})
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    sheet = _sheet(book, name, imprint)
    for place, column in enumerate(head):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(0, place, column.name, bold)
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows, 1):
        for place, column in enumerate(head):
            _write(sheet, line, place, row[column.name], formats)
    _explain(_sheet(book, "about", imprint), head, imprint, bold)
    book.close()


def _sheet(book: Any, name: str, imprint: Imprint) -> Any:
    sheet = book.add_worksheet(name)
    if imprint.right_to_left:
        sheet.right_to_left()
    return sheet


def _width(column: Column) -> int:
    if column.name == "about" or column.text:
        return WIDTH_OF_TEXT
    return max(WIDTHS.get(column.type, WIDTH) if not column.many else WIDTH, len(column.name) + 2)


def _write(sheet: Any, line: int, place: int, value: Any, formats: Mapping[type, Any]) -> None:
    """A number, a truth, a day or a moment as such; everything else as text, never as a formula.

    A spreadsheet knows no offset from UTC: a moment with one is text, so as not to lose it.
    """
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    elif isinstance(value, date) and value.year >= FIRST_YEAR and not _has_offset(value):
        is_moment = isinstance(value, datetime)
        naive = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        sheet.write_datetime(line, place, naive, formats[datetime if is_moment else date])
    elif text := text_cell(value):
        cut = len(text) > MOST_CHARACTERS
        sheet.write_string(line, place, f"{text[: MOST_CHARACTERS - 1]}…" if cut else text)


def _has_offset(value: date) -> bool:
    return isinstance(value, datetime) and bool(value.utcoffset())


def _explain(sheet: Any, head: Sequence[Column], imprint: Imprint, bold: Any) -> None:
    sheet.set_column(0, 0, WIDTH)
    sheet.set_column(1, 1, 2 * WIDTH_OF_TEXT)
    columns = [(column.name, str(column.about)) for column in head]
    for first, facts in [(0, imprint.facts), (len(imprint.facts) + 1, columns)]:
        for line, (name, words) in enumerate(facts, first):
            sheet.write_string(line, 0, name, bold)
            sheet.write_string(line, 1, words)
