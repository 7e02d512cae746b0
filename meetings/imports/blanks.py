"""Template files of a kind of spreadsheet: the heads, what may stand below them, an example."""

import csv
import io
from typing import IO

import xlsxwriter
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.imports.columns import Column
from meetings.imports.sheets import Sheet
from meetings.records.table_files.texts import BOM

ROWS = 5_000  # in which a spreadsheet offers the words that a column may hold
WIDTH, WIDTH_OF_WORDS = 24, 70
LONGEST_LIST = 255  # characters of a list of words in a validation of a cell


def offered(sheet: type[Sheet]) -> list[Column]:
    """The columns of a template: those that are filled in by hand."""
    texts = {column.name for column in sheet.columns}
    ends = tuple(f"_{code.replace('-', '_')}" for code in ("language", *dict(settings.LANGUAGES)))
    of_languages = {f"{text}{end}" for text in texts for end in ends}
    return [
        column
        for column in sheet.columns
        if not column.tells
        and (column.required or column.name not in ("id", "changed_at"))
        and column.name not in of_languages
    ]


def head_of_column(column: Column) -> str:
    """Its head, as a person reads it."""
    return capfirst(str(column.label))


def csv_blank(sheet: type[Sheet]) -> str:
    """The heads alone, as Excel opens them rightly."""
    text = io.StringIO()
    csv.writer(text).writerow([head_of_column(column) for column in offered(sheet)])
    return BOM + text.getvalue()


def write_workbook_blank(file: IO[bytes], sheet: type[Sheet]) -> None:
    """A sheet to fill in, whose cells offer their words, and one that explains its columns."""
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1})
    needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F6EDD9"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    rows, about = book.add_worksheet(str(sheet.title)[:31]), book.add_worksheet(_("Columns"))
    columns = offered(sheet)
    for place, column in enumerate(columns):
        head = head_of_column(column)
        rows.set_column(place, place, max(WIDTH, len(head) + 2))
        rows.write_string(0, place, head, needed if column.required else bold)
        if column.about:
            rows.write_comment(0, place, str(column.about))
        if column.words and len(",".join(column.words)) <= LONGEST_LIST:
            rows.data_validation(
                1, place, ROWS, place, {"validate": "list", "source": column.words}
            )
    rows.freeze_panes(1, 0)
    heads = (_("Column"), _("What it says"), _("Words it may hold"), _("Example"))
    for place, words in enumerate(heads):
        about.write_string(0, place, words, bold)
    about.set_column(0, 0, WIDTH)
    about.set_column(1, 2, WIDTH_OF_WORDS)
    about.set_column(3, 3, WIDTH)
    for line, column in enumerate(columns, 1):
        told = (head_of_column(column), column.about, "; ".join(column.words), column.example)
        for place, cell in enumerate(told):
            about.write_string(line, place, str(cell), wrapped)
    book.close()
