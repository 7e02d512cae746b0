"""The programme as CSV and JSON."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from meetings.enums import EntryKind, HoldingStatus
from meetings.outputs.programme import LINES
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    DocumentFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    """A sitting with a joint entry, a cancelled one without any, a break, and a loose panel."""
    week = ConveningFactory(slug="2021-09-06-vienna", time_zone="Europe/Vienna")
    items = [
        AgendaItemFactory(
            session=SessionFactory(convening=week, body__code=code, position=n),
            number=number,
            title="Assistance",
        )
        for n, (code, number) in enumerate([("IRG", "4"), ("WGAR", "3")])
    ]
    DocumentFactory(symbol="CAC/COSP/IRG/2021/7", items=items)
    DocumentFactory(symbol="CAC/COSP/IRG/2021/8", items=items, status=Status.DRAFT)
    morning, afternoon = (
        SittingFactory(
            convening=week,
            ordinal=n,
            starts_at=datetime(2021, 9, 6, hour, tzinfo=UTC),
            ends_at=datetime(2021, 9, 6, hour + 3, tzinfo=UTC),
            room=room,
            status=status,
        )
        for n, hour, room, status in [
            (1, 8, "=Boardroom D", HoldingStatus.HELD),
            (2, 13, "", HoldingStatus.CANCELLED),
        ]
    )
    morning.webcast = "https://webcast.example/1"
    morning.save()
    entries = {"convening": week, "title": ""}
    ProgrammeEntryFactory(sitting=morning, items=items, **entries)
    ProgrammeEntryFactory(
        sitting=None,
        kind=EntryKind.BREAK,
        starts_at=morning.ends_at,
        ends_at=afternoon.starts_at,
        **entries,
    )
    ProgrammeEntryFactory(
        convening=week, sitting=None, kind=EntryKind.PANEL, title="On trust", note="Experts spoke."
    )
    return week


COLUMNS = {column.name: str(column.about) for column in LINES.columns}
NOT_RECORDED = dict.fromkeys(COLUMNS) | {"items": [], "papers": []}
ROWS = [
    {
        "date": "2021-09-06",
        "starts_at": "2021-09-06T10:00:00+02:00",
        "ends_at": "2021-09-06T13:00:00+02:00",
        "sitting": 1,
        "room": "=Boardroom D",
        "webcast": "https://webcast.example/1",
        "status": "held",
        "kind": "items",
        "items": ["IRG 4", "WGAR 3"],
        "title": "Assistance",
        "note": None,
        "papers": ["CAC/COSP/IRG/2021/7"],
    },
    NOT_RECORDED
    | {
        "date": "2021-09-06",
        "starts_at": "2021-09-06T13:00:00+02:00",
        "ends_at": "2021-09-06T15:00:00+02:00",
        "status": "scheduled",
        "kind": "break",
        "title": "break",
    },
    NOT_RECORDED
    | {
        "date": "2021-09-06",
        "starts_at": "2021-09-06T15:00:00+02:00",
        "ends_at": "2021-09-06T18:00:00+02:00",
        "sitting": 2,
        "status": "cancelled",
    },
    NOT_RECORDED
    | {"status": "scheduled", "kind": "panel", "title": "On trust", "note": "Experts spoke."},
]


def test_the_programme_as_json_has_every_line_and_says_what_it_is(week, client):
    response = client.get(f"{week.get_absolute_url()}programme/?format=json")
    answered = json.loads(response.getvalue())
    assert answered.pop("columns") == COLUMNS
    address = "http://testserver/meetings/2021-09-06-vienna/programme/"
    assert answered == {
        "title": "Programme",
        "about": "Every line of the programme of a convening, in the time of the venue",
        "address": f"{address}?format=json",
        "language": "en",
        "filters": {},
        "licence": {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0 International",
            "address": "https://creativecommons.org/licenses/by/4.0/",
        },
        "convening": "2021-09-06-vienna",
        "example": False,
        "url": address,
        "edition": answered["edition"],
        "time_zone": "Europe/Vienna",
        "rows": ROWS,
    }
    assert f'"{answered["edition"]}-' in response["ETag"]


def test_the_programme_as_csv_has_the_same_lines_and_no_formula(week, client):
    response = client.get(f"{week.get_absolute_url()}programme/?format=csv")
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    expected = [
        {
            name: "; ".join(value)
            if isinstance(value, list)
            else ""
            if value is None
            else str(value)
            for name, value in row.items()
        }
        for row in ROWS
    ]
    expected[0]["room"] = "'=Boardroom D"
    assert rows == expected
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    name = f"2021-09-06-vienna-programme-edition-{editions.current()}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_a_draft_programme_is_a_table_without_rows(form, week, client):
    week.programme_status = Status.DRAFT
    week.save()
    response = client.get(f"{week.get_absolute_url()}programme/?format={form}")
    answered = response.getvalue().decode()
    assert "Assistance" not in answered
    assert "On trust" not in answered
    assert "2021-09-06T" not in answered


def test_a_form_that_does_not_exist_gives_the_page(week, client):
    response = client.get(f"{week.get_absolute_url()}programme/?format=docm")
    assert response["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "xlsx"])
def test_a_table_costs_as_many_queries_as_there_are_kinds_of_record(
    form, week, client, django_assert_num_queries
):
    with django_assert_num_queries(8):
        client.get(f"{week.get_absolute_url()}programme/?format={form}").getvalue()
