"""Tables as files: every value comes back as it was, and nothing becomes a formula."""

import csv
import io
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meetings.records.table_files.cells import csv_cell, joined, members_of, text_of_cell
from meetings.records.table_files.texts import as_csv, as_json, as_json_lines
from meetings.records.table_files.workbooks import MOST_CHARACTERS, Imprint, write_workbook
from meetings.records.tables import Column

VIENNA = ZoneInfo("Europe/Vienna")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''=1"]
HEAD = (
    Column(name="id", about="Its key"),
    Column(name="number", about="A number", type="integer"),
    Column(name="day", about="A day", type="date"),
    Column(name="moment", about="A moment", type="datetime"),
    Column(name="truth", about="Whether it is so", type="boolean"),
    Column(name="words", about="Words", text=True),
    Column(name="list", about="A list", many=True),
)
ROW = {
    "id": "a",
    "number": 0,
    "day": date(2021, 9, 6),
    "moment": datetime(2021, 9, 6, 8, tzinfo=UTC),
    "truth": False,
    "words": "=cmd|' /C calc'!A0",
    "list": ["a; b", "c\\d"],
}
UNKNOWN = {column.name: [] if column.many else None for column in HEAD} | {"id": "b"}
ROWS = [ROW, UNKNOWN]
NAMES = [column.name for column in HEAD]


def read(lines) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(lines), newline="")))


@given(st.text())
@example("=1")
@example("'=1")
@example("a\r\nb")
@example("\x00")
def test_any_text_comes_back_from_csv_as_it_was(text):
    [[name], *rows] = read(as_csv(["text"], [{"text": text}]))
    [[cell]] = rows or [[""]]  # a line with nothing on it
    assert (name, text_of_cell(cell)) == ("text", text)


@given(st.lists(st.text(min_size=1)))
@example(["a; b", "c;", "; d", " e", "\\", "\\;"])
@example(["=1", "2"])
def test_any_list_comes_back_from_csv_as_it_was(members):
    [_head, *rows] = read(as_csv(["id", "list"], [{"id": "a", "list": members}]))
    assert members_of(text_of_cell(rows[0][1])) == members


@given(st.lists(st.text(min_size=1)))
@example([" ", "  ", "\\ ", " \\", "a\n"])
def test_any_list_comes_back_from_a_cell_as_it_was(members):
    assert members_of(joined(members)) == members


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("a;b", ["a", "b"]),
        ("a;", ["a"]),
        ("a ; b", ["a", "b"]),
        (" ;; a\n", ["a"]),
        ("a\\;b;c", ["a;b", "c"]),
        ("a;b\\", ["a", "b\\"]),
        ("", []),
    ],
)
def test_a_list_that_people_wrote_is_read_to_its_end(text, members):
    assert members_of(text) == members


@given(st.lists(st.from_regex(r"[a-z0-9.]+", fullmatch=True)), st.sampled_from([";", " ;", " ; "]))
def test_it_does_not_matter_how_people_part_the_members_of_a_list(members, between):
    assert members_of(between.join(members)) == members


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_csv_is_a_formula(text):
    assert csv_cell(text) == f"'{text}"
    assert csv_cell([text])[0] in "'\\"  # a quote before it, or a backslash before a blank


@pytest.mark.parametrize("text", ["'tis", "a=b", "1-2", "é", ""])
def test_other_text_is_left_alone(text):
    assert csv_cell(text) == text


def test_csv_tells_nothing_from_zero_and_from_no():
    assert read(as_csv(NAMES, ROWS)) == [
        NAMES,
        [
            "a",
            "0",
            "2021-09-06",
            "2021-09-06T08:00:00Z",
            "false",
            "'=cmd|' /C calc'!A0",
            r"a\; b; c\\d",
        ],
        ["b", "", "", "", "", "", ""],
    ]
    assert csv_cell(-1) == "-1"  # a number is no formula


def test_csv_may_begin_with_the_mark_that_excel_looks_for():
    assert "".join(as_csv(["id"], [], bom=True)) == "\ufeffid\r\n"


def test_json_is_what_json_makes_of_it():
    written = json.loads("".join(as_json({"edition": 12}, ROWS)))
    plain = ROW | {"day": "2021-09-06", "moment": "2021-09-06T08:00:00Z"}
    assert written == {"edition": 12, "rows": [plain, UNKNOWN]}
    assert json.loads("".join(as_json({"edition": 12}, []))) == {"edition": 12, "rows": []}
    assert [json.loads(line) for line in as_json_lines(ROWS)] == [plain, UNKNOWN]


def test_json_gives_the_hour_of_a_venue_with_its_offset_from_utc():
    [line] = as_json_lines([{"at": datetime(2021, 9, 6, 10, tzinfo=VIENNA)}])
    assert json.loads(line) == {"at": "2021-09-06T10:00:00+02:00"}


def workbook_of(rows, **more) -> bytes:
    file = io.BytesIO()
    imprint = Imprint(
        title="Statements",
        day=datetime(2021, 9, 6, tzinfo=UTC),
        facts=[("Edition", "12"), ("Address", "=http://testserver/")],
        **more,
    )
    write_workbook(file, "statements", HEAD, rows, imprint)
    return file.getvalue()


def sheets_of(content: bytes) -> dict[str, list[list]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {s.title: [[cell.value for cell in line] for line in s] for s in book}


def test_a_workbook_has_the_rows_typed_and_says_what_they_are():
    assert sheets_of(workbook_of(ROWS)) == {
        "statements": [
            NAMES,
            [
                "a",
                0,
                datetime(2021, 9, 6),
                datetime(2021, 9, 6, 8),
                False,
                "=cmd|' /C calc'!A0",
                r"a\; b; c\\d",
            ],
            ["b", None, None, None, None, None, None],
        ],
        "about": [
            ["Edition", "12"],
            ["Address", "=http://testserver/"],
            [None, None],
            *[[column.name, column.about] for column in HEAD],
        ],
    }


def test_a_workbook_keeps_the_offset_of_an_hour_from_utc():
    moments = [
        datetime(2021, 9, 6, 10, tzinfo=VIENNA),
        datetime(2021, 9, 6, 8, tzinfo=UTC),
        datetime(2021, 9, 6, 8),
    ]
    rows = [UNKNOWN | {"moment": moment} for moment in moments]
    told = [line[NAMES.index("moment")] for line in sheets_of(workbook_of(rows))["statements"][1:]]
    eight = datetime(2021, 9, 6, 8)
    assert told == ["2021-09-06T10:00:00+02:00", eight, eight]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    texts = [*FORMULAS, "http://example.org", "{=1}"]
    rows = [UNKNOWN | {"words": text} for text in texts]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(rows)))["statements"]
    cells = [line[NAMES.index("words")] for line in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.hyperlink for cell in cells] == [None] * len(texts)


def test_the_head_of_a_workbook_stays_in_sight():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(ROWS)))["statements"]
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["F"].width > 40


def test_the_same_rows_give_the_same_workbook():
    assert workbook_of(ROWS) == workbook_of(ROWS)


def test_a_workbook_for_readers_of_arabic_runs_from_right_to_left():
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(ROWS, right_to_left=True)))
    assert all(sheet.sheet_view.rightToLeft for sheet in book)


def test_a_text_that_no_cell_can_hold_is_cut_and_a_day_that_none_knows_is_text():
    long, old = UNKNOWN | {"words": "x" * 40_000}, UNKNOWN | {"day": date(1899, 12, 31)}
    sheet = sheets_of(workbook_of([long, old]))["statements"]
    assert len(sheet[1][5]) == MOST_CHARACTERS
    assert sheet[1][5].endswith("x…")
    assert sheet[2][2] == "1899-12-31"
