"""Files of staff as they come: letters, separators, and what workbooks hold."""

import datetime
import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.imports.heads import normal, proposed
from meetings.imports.reading import MOST_COLUMNS, UnreadableFileError, form_of
from meetings.imports.sheets import sheet_of
from tests.support.sheets import as_csv, as_workbook, read, saved

ROWS = [["Name", "État"], ["Đặng Thái Sơn", "Côte d’Ivoire"]]
RUSSIAN = [["Имя", "Государство"], ["Анна Каренина", "Российская Федерация"]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "rows", "guessed"),
    [
        ("utf-8", ROWS, False),
        ("utf-8-sig", ROWS, False),
        ("utf-16", ROWS, False),
        ("windows-1252", [["Name", "État"], ["José Núñez", "Côte d’Ivoire"]], True),
        ("windows-1251", RUSSIAN, True),
    ],
)
def test_a_text_is_read_whatever_its_letters_and_separator(separator, encoding, rows, guessed):
    content = as_csv(rows, separator=separator, encoding=encoding)
    form = form_of(io.BytesIO(content))
    assert (form["separator"], form["guessed"]) == (separator, guessed)
    assert read(content) == [(1, tuple(rows[0])), (2, tuple(rows[1]))]


def test_excel_may_say_the_separator_and_rows_keep_their_numbers():
    assert read(b"sep=;\nName;State\n\n;\nAnn;Austria\n") == [
        (2, ("Name", "State")),
        (5, ("Ann", "Austria")),
    ]


def test_cells_of_a_workbook_keep_what_they_are():
    day = datetime.datetime(2021, 9, 6)
    rows = [["Name", "Day", "Number", "Yes"], ["Ann", day, 12, True], [], [None, "2021-09-07"]]
    assert read(as_workbook(rows)) == [
        (1, ("Name", "Day", "Number", "Yes")),
        (2, ("Ann", day, 12, True)),
        (4, (None, "2021-09-07")),
    ]


def test_merged_hidden_and_unfinished_cells_are_said_and_other_sheets_not_read():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["Name", "State"], ["Ann", "Austria"], ["Bob", None], ["=1+1", "x"]]:
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("Other").append(["Eve"])
    content = saved(book)
    notes = " ".join(form_of(io.BytesIO(content))["notes"])
    assert [word in notes for word in ("merged", "hidden", "without a result", "Other")] == [
        True
    ] * 4
    assert [row for _number, row in read(content)][1:] == [
        ("Ann", "Austria"),
        ("Bob",),
        (None, "x"),
    ]


def test_a_row_of_sixteen_thousand_columns_is_read_if_it_is_empty_and_refused_if_it_is_full():
    empty = as_workbook([["Name", *[None] * 16_382, " "], ["Ann"]])
    assert read(empty) == [(1, ("Name",)), (2, ("Ann",))]
    with pytest.raises(UnreadableFileError, match=f"more than {MOST_COLUMNS} columns"):
        read(as_workbook([["Name"] * 16_384]))


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return file.getvalue()


def damaged():
    content = bytearray(as_workbook(ROWS))
    content[len(content) // 3 : len(content) // 2] = b"x" * (len(content) // 2 - len(content) // 3)
    return bytes(content)


def far_row():
    """A row that says that it is the hundred thousand millionth."""
    file = io.BytesIO(as_workbook(ROWS))
    new = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(new, "w") as packed:
        for name in old.namelist():
            packed.writestr(name, old.read(name).replace(b'<row r="2"', b'<row r="99999999999"'))
    return new.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old kind"),
        (b"PK\x03\x04rest", "damaged"),
        (b"%PDF-1.7\x00\x01\x02\x03\x04\x05\x06\x07\x08" * 9, "neither a workbook"),
        (bomb(), "far larger"),
        (damaged(), "damaged"),
        (far_row(), "damaged"),
        (b'Name\n"' + b"a" * 200_000, "field larger"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, words):
    with pytest.raises(UnreadableFileError, match=words):
        read(content)


@given(st.binary(max_size=400))
def test_no_bytes_are_read_in_any_other_way_than_as_rows_or_refused_in_words(content):
    rows = []
    with suppress(UnreadableFileError):
        rows = read(content)
    assert all(cells for _number, cells in rows)


def test_heads_are_known_whatever_their_case_signs_and_language():
    assert normal("E-mail  ADDRESS:") == normal("Émail address") == "emailaddress"
    sheet = sheet_of("participants")
    heads = ["NAME", "State / Organization", "attendance_mode", "Colour", "name", ""]
    assert [c["field"] for c in proposed(heads, sheet.columns)] == [
        *("name", "entity", "mode", "", "", "")
    ]
