"""A file with what is wrong in it: to be put right there and uploaded again.

All rows stand in it, since a file is imported as a whole or not at all.
"""

from datetime import date, datetime, time
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from openpyxl.utils.cell import coordinate_from_string

from meetings.enums import RowVerb
from meetings.imports.reading import rows_of
from meetings.imports.running import local_copy
from meetings.models import Import
from meetings.records.table_files.workbooks import OPTIONS

WIDTH, WIDTH_OF_WORDS = 22, 70
FIRST_YEAR = 1900


def write_faults(file: IO[bytes], of_import: Import) -> None:
    """The rows of the import as a workbook, and in the last column what is wrong with each.

    Raises UnreadableFileError, RefusedError.
    """
    faults = dict(
        of_import.told_rows.filter(verb=RowVerb.FAULTY).values_list("number", "errors").iterator()
    )
    book = xlsxwriter.Workbook(file, OPTIONS)
    formats = {
        "bold": book.add_format({"bold": True, "bottom": 1}),
        "wrong": book.add_format({"bg_color": "#F8E8E3"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        time: book.add_format({"num_format": "hh:mm"}),
    }
    sheet = book.add_worksheet()
    last = len(of_import.mapping)
    sheet.set_column(0, max(last - 1, 0), WIDTH)
    sheet.set_column(last, last, WIDTH_OF_WORDS)
    sheet.freeze_panes(1, 0)
    line = 0
    with local_copy(of_import) as copy:
        for line, (number, cells) in enumerate(rows_of(copy, of_import.form)):
            errors = faults.get(number, ()) if line else ()
            wrong = {coordinate_from_string(e["cell"])[0] for e in errors if e["cell"]}
            for place, value in enumerate(cells):
                marked = xlsxwriter.utility.xl_col_to_name(place) in wrong
                form = formats["wrong"] if marked else formats["bold"] if not line else None
                _write(sheet, line, place, value, form, formats)
            if not line:
                sheet.write_string(0, last, _("What is wrong"), formats["bold"])
            elif errors:
                words = " ".join(f"{e['head']}: {e['words']}" for e in errors)
                sheet.write_string(line, last, words[:32_000], formats["wrong"])
    sheet.autofilter(0, 0, line, last)
    book.close()


def _write(sheet: Any, line: int, place: int, value: Any, form: Any, formats: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value, form)
    elif isinstance(value, int | float) and abs(value) < 1e15:
        sheet.write_number(line, place, value, form)
    elif isinstance(value, date | time) and getattr(value, "year", FIRST_YEAR) >= FIRST_YEAR:
        sheet.write_datetime(line, place, value, form or formats[type(value)])
    elif value is not None:
        sheet.write_string(line, place, str(value)[:32_000], form)
