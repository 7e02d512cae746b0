"""What is on record of one kind, as a spreadsheet that staff change and upload again."""

from collections.abc import Iterator
from datetime import UTC
from typing import IO, Any

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext_lazy, override

from meetings.imports.blanks import WIDTH, head_of_column
from meetings.imports.columns import Column
from meetings.imports.sheets import Sheet
from meetings.records.access import within_reach
from meetings.records.enums import Level

LANGUAGES = tuple(code.replace("-", "_") for code, _name in settings.LANGUAGES)
CHANGED_AT = Column(name="changed_at", label=gettext_lazy("last changed"))
# Whatever a person in the list may ask not to leave the administration.
STAYS_HERE = ("email", "phone")


def columns_on_record(sheet: Sheet) -> list[Column]:
    """The columns of the spreadsheet: of texts, one for each language."""
    names = {column.name for column in sheet.columns}
    return [
        column
        for column in sheet.columns
        if column.name in (*sheet.written_from_record, "id")
        or (
            _is_field(sheet, column.name)
            and f"{column.name}_{LANGUAGES[0]}" not in names
            and column.name not in STAYS_HERE
        )
    ]


def rows_on_record(sheet: Sheet) -> Iterator[list[str]]:
    """The cells of each record that the person may change."""
    columns = columns_on_record(sheet)
    records = within_reach(sheet.on_record(), sheet.by, Level.EDITOR)
    for record in records.iterator(chunk_size=1000):
        yield [sheet.cell_on_record(record, column) for column in columns]


def write_workbook_on_record(file: IO[bytes], sheet: Sheet) -> None:
    """The workbook: heads in the first row, every cell a text."""
    with override(settings.LANGUAGE_CODE):
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        bold = book.add_format({"bold": True, "bottom": 1})
        rows = book.add_worksheet(str(sheet.title)[:31])
        rows.freeze_panes(1, 0)
        for place, column in enumerate(columns_on_record(sheet)):
            head = head_of_column(column)
            rows.set_column(place, place, max(WIDTH, len(head) + 2))
            rows.write_string(0, place, head, bold)
        for line, cells in enumerate(rows_on_record(sheet), 1):
            for place, cell in enumerate(cells):
                if cell:
                    rows.write_string(line, place, cell)
        book.close()


def _is_field(sheet: Sheet, name: str) -> bool:
    return any(name == found.name for model in sheet.models for found in model._meta.get_fields())


def moment(value: Any) -> str:
    """A moment as the spreadsheet says it, to the second and in UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
