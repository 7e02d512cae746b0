"""One programme: page, print, tables, calendar and papers all have the same lines."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from meetings.domain.programme import programme_of
from meetings.enums import EntryKind, HoldingStatus
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
)
from tests.support.html import read
from tests.support.papers import pdf_text, word_lines

pytestmark = pytest.mark.django_db

TITLES = {
    EntryKind.OPENING: "Words of welcome",
    EntryKind.PANEL: "On trust",
    EntryKind.BREAK: "Lunch",
    EntryKind.CLOSING: "Thanks",
    EntryKind.OTHER: "A film",
}


def at(hour, minute=0, day=6):
    return datetime(2021, 9, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def programme():
    """Every kind of line: joint items, a panel with its own hour, a break, what is off."""
    week = ConveningFactory(slug="2021-09-06-vienna", city="Vienna")
    irg, wgar = (
        AgendaItemFactory(
            session=SessionFactory(convening=week, body=BodyFactory(code=code), position=n),
            number=number,
            title="Technical assistance",
        )
        for n, (code, number) in enumerate([("IRG", "4(a)"), ("WGAR", "3")])
    )
    second = SittingFactory(convening=week, ordinal=2, starts_at=at(13), room="Room B")
    first = SittingFactory(convening=week, ordinal=1, starts_at=at(8), room="Room A")
    cancelled = {"status": HoldingStatus.CANCELLED}
    SittingFactory(convening=week, ordinal=3, starts_at=at(8, day=7), **cancelled)
    moved = {"status": HoldingStatus.MOVED, "moved_to": second}
    SittingFactory(convening=week, ordinal=4, starts_at=at(13, day=7), **moved)

    def enter(kind, sitting, **more):
        fields = {"title": TITLES.get(kind, "")} | more
        ProgrammeEntryFactory(convening=week, kind=kind, sitting=sitting, **fields)

    enter(EntryKind.OPENING, first)
    enter(EntryKind.ITEMS, first, items=[irg, wgar])
    enter(EntryKind.PANEL, first, starts_at=at(9, 30), items=[wgar])
    enter(EntryKind.BREAK, None, starts_at=at(11), ends_at=at(13))
    enter(EntryKind.ITEMS, second, items=[irg])
    enter(EntryKind.OTHER, second, **cancelled)
    enter(EntryKind.CLOSING, second)
    return programme_of(week)


def lines_of(programme):
    """Day, beginning, end, items and title of each line, in order."""
    return [
        (
            f"{line.starts_at:%Y-%m-%d}",
            f"{line.starts_at:%H:%M}",
            f"{line.ends_at:%H:%M}" if line.ends_at else "",
            line.item_codes,
            line.title,
            line.status.value,
        )
        for line in programme.lines
    ]


LINES = [
    ("2021-09-06", "10:00", "13:00", [], "Words of welcome", "scheduled"),
    ("2021-09-06", "10:00", "13:00", ["IRG 4(a)", "WGAR 3"], "Technical assistance", "scheduled"),
    ("2021-09-06", "11:30", "", ["WGAR 3"], "On trust", "scheduled"),
    ("2021-09-06", "13:00", "15:00", [], "Lunch", "scheduled"),
    ("2021-09-06", "15:00", "18:00", ["IRG 4(a)"], "Technical assistance", "scheduled"),
    ("2021-09-06", "15:00", "18:00", [], "A film", "cancelled"),
    ("2021-09-06", "15:00", "18:00", [], "Thanks", "scheduled"),
    ("2021-09-07", "10:00", "13:00", [], "", "cancelled"),
    ("2021-09-07", "15:00", "18:00", [], "", "moved"),
]


def test_the_one_reader_has_every_line(programme):
    assert lines_of(programme) == LINES


def test_the_tables_have_every_line(programme, client):
    address = f"{programme.convening.get_absolute_url()}programme/"
    rows = json.loads(client.get(f"{address}?format=json").getvalue())["rows"]
    cells = csv.DictReader(io.StringIO(client.get(f"{address}?format=csv").getvalue().decode()))
    for row, cell, line in zip(rows, cells, LINES, strict=True):
        day, starts, ends, items, title, status = line
        assert (row["date"], cell["date"]) == (day, day)
        assert row["starts_at"] == cell["starts_at"] == f"{day}T{starts}:00+02:00"
        assert row["ends_at"] == (f"{day}T{ends}:00+02:00" if ends else None)
        assert (row["items"], cell["items"]) == (items, "; ".join(items))
        assert (row["title"] or "", cell["title"]) == (title, title)
        assert (row["status"], cell["status"]) == (status, status)


def said_in_order(text, lines):
    """Whether the text says each line after the one before it: its hour, items, title, status."""
    place = 0
    for _day, starts, _ends, items, title, status in lines:
        for word in [starts, *items, title, *([status] if status != "scheduled" else [])]:
            found = text.casefold().find(word.casefold(), place)
            # An hour is said once for all lines of a sitting.
            if found < 0 and word == starts:
                continue
            if found < 0:
                return f"{word} is missing after {text[max(place - 60, 0) : place]}"
            place = found if word == starts else found + len(word)
    return None


def test_the_page_and_so_its_print_has_every_line(programme, client):
    page = read(client, f"{programme.convening.get_absolute_url()}programme/")
    rows = [row for table in page.content.all("table") for row in table.rows[1:]]
    assert len(rows) == 5
    # Whether a line is off stands at its hour or after its title.
    words = " ".join(f"{what} {when}" for when, what in rows)
    for _day, starts, ends, items, title, status in LINES:
        for word in [starts, ends, *items, title]:
            assert word in words
        assert status == "scheduled" or status in words
    for when, what in zip(
        ["10:00–13:00", "13:00–15:00", "15:00–18:00", "10:00–13:00", "15:00–18:00"],
        [["Words of welcome", "11:30 On trust"], ["Lunch"], ["A film", "Thanks"], [], []],
        strict=True,
    ):
        found = rows.pop(0)
        assert found[0].startswith(when)
        assert all(word in found[1] for word in what)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_papers_have_every_line_in_order(kind, programme, client):
    response = client.get(f"{programme.convening.get_absolute_url()}programme.{kind}")
    read_paper = {"pdf": pdf_text, "docx": lambda content: " ".join(word_lines(content))}[kind]
    said = read_paper(response.content)
    said = said.replace("\n", " ").partition("Title or description")[2]
    assert said_in_order(said, LINES) is None


def test_the_calendar_has_every_line_in_order(programme, client):
    response = client.get(f"{programme.convening.get_absolute_url()}calendar.ics")
    calendar = icalendar.Calendar.from_ical(response.content)
    events = [event for event in calendar.events if isinstance(event.start, datetime)]
    events.sort(key=lambda event: (event.start, event.end - event.start < timedelta(hours=3)))
    assert [(f"{e.start:%Y-%m-%d %H:%M}", f"{e.end:%H:%M}", e["STATUS"]) for e in events] == [
        ("2021-09-06 10:00", "13:00", "CONFIRMED"),
        ("2021-09-06 13:00", "15:00", "CONFIRMED"),
        ("2021-09-06 15:00", "18:00", "CONFIRMED"),
        ("2021-09-07 10:00", "13:00", "CANCELLED"),
        ("2021-09-07 15:00", "18:00", "CANCELLED"),
    ]
    told = " ".join(f"{event['SUMMARY']} {event['DESCRIPTION']}" for event in events)
    for _day, _starts, _ends, items, title, status in LINES:
        for word in [*items, title, *([status] if status != "scheduled" else [])]:
            assert word.casefold() in told.casefold()
