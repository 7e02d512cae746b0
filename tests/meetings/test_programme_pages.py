"""The programme of a convening, day by day, by the clock of the venue."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.domain.programme import programme_of
from meetings.enums import EntryKind, SittingStatus
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db

MONDAY = date(2021, 9, 6)


@pytest.fixture
def week():
    return ConveningFactory(starts_on=MONDAY, slug="2021-09-06-vienna")


def sitting(convening, ordinal, start, **fields):
    """A sitting of three hours from a time given in UTC."""
    start = start.replace(tzinfo=UTC)
    ends_at = start + timedelta(hours=3)
    return SittingFactory(
        convening=convening, ordinal=ordinal, starts_at=start, ends_at=ends_at, **fields
    )


def programme(client, convening, prefix=""):
    return read(client, f"{prefix}{convening.get_absolute_url()}programme/")


def days(page):
    """Each day's heading with what the rows of its table say, head left out."""
    return {
        section.one("h2").text: section.one("table").rows[1:]
        for section in page.content.all("section")
        if section.all("table")
    }


def test_sittings_stand_by_day_in_the_time_of_the_venue_with_what_they_took_up(week, client):
    irg = SessionFactory(body=BodyFactory(code="IRG"), convening=week)
    opening = AgendaItemFactory(session=irg, number="1", title="Opening of the session")
    review = AgendaItemFactory(session=irg, number="2", title="Review of implementation")
    morning = sitting(week, 1, datetime(2021, 9, 6, 8), room="Boardroom D")
    afternoon = sitting(week, 2, datetime(2021, 9, 6, 13))
    tuesday = sitting(week, 3, datetime(2021, 9, 7, 8), status=SittingStatus.CANCELLED)
    entry = {"convening": week}
    ProgrammeEntryFactory(sitting=morning, position=2, title="", items=[review], **entry)
    ProgrammeEntryFactory(sitting=morning, position=1, title="", items=[opening], **entry)
    ProgrammeEntryFactory(
        sitting=afternoon, kind=EntryKind.PANEL, title="Panel on assistance", **entry
    )
    sitting(ConveningFactory(), 1, datetime(2021, 9, 6, 8))
    page = programme(client, week)
    assert tuesday.status == SittingStatus.CANCELLED
    assert days(page) == {
        "Monday, 6 September 2021": [
            [
                "10:00–13:00 Sitting 1 · Boardroom D",
                "IRG 1 Opening of the session IRG 2 Review of implementation",
            ],
            ["15:00–18:00 Sitting 2 · room not recorded", "Panel on assistance"],
        ],
        "Tuesday, 7 September 2021": [
            ["10:00–13:00 Sitting 3 · room not recorded · cancelled", "not recorded"],
        ],
    }
    assert page.content.links == [
        ("Opening of the session", opening.get_absolute_url()),
        ("Review of implementation", review.get_absolute_url()),
    ]
    assert "Times in Europe/Vienna." in page.main.text


@pytest.mark.parametrize(
    ("zone", "start", "day", "hours"),
    [
        ("Europe/Vienna", datetime(2021, 9, 6, 8), "Monday, 6 September 2021", "10:00–13:00"),
        ("Europe/Vienna", datetime(2021, 12, 13, 9), "Monday, 13 December 2021", "10:00–13:00"),
        ("America/New_York", datetime(2021, 6, 2, 1), "Tuesday, 1 June 2021", "21:00–00:00"),
        ("Asia/Ho_Chi_Minh", datetime(2021, 6, 1, 20), "Wednesday, 2 June 2021", "03:00–06:00"),
        ("Asia/Kathmandu", datetime(2021, 6, 1, 4), "Tuesday, 1 June 2021", "09:45–12:45"),
    ],
)
def test_days_and_hours_are_those_of_the_venue(zone, start, day, hours, client):
    convening = ConveningFactory(time_zone=zone)
    sitting(convening, 1, start)
    [[heading, [[first, _taken_up]]]] = days(programme(client, convening)).items()
    assert (heading, first.partition(" Sitting")[0]) == (day, hours)


def test_a_program_can_read_the_hours_with_their_zone(week, client):
    sitting(week, 1, datetime(2021, 9, 6, 8))
    times = programme(client, week).content.all("time")
    assert [time["datetime"] for time in times] == [
        "2021-09-06T10:00:00+02:00",
        "2021-09-06T13:00:00+02:00",
    ]


def test_sittings_stand_as_they_follow_one_another_whatever_their_numbers(week):
    later = sitting(week, 1, datetime(2021, 9, 7, 8))
    earlier = sitting(week, 2, datetime(2021, 9, 6, 8))
    built = programme_of(week)
    assert built.sittings == [earlier, later]
    assert [(day.date.day, [row.sitting for row in day.rows]) for day in built.days] == [
        (6, [earlier]),
        (7, [later]),
    ]


def test_what_was_taken_up_in_no_recorded_sitting_stands_apart_and_says_so(week, client):
    item = AgendaItemFactory(session__convening=week, title="Asset recovery")
    ProgrammeEntryFactory(
        convening=week,
        sitting=None,
        kind=EntryKind.PANEL,
        title="",
        note="Experts spoke.",
        items=[item],
    )
    page = programme(client, week)
    loose = page.section("Taken up, sitting not recorded")
    assert loose.texts("p")[1:] == ["Panel", "Asset recovery", "Experts spoke."]
    assert page.content.one("div", class_="empty").text == (
        "Days and hours of the sittings: not recorded."
    )


def test_a_convening_without_a_programme_says_that_none_is_on_record(week, client):
    page = programme(client, week)
    assert page.content.text == (
        "Programme: not recorded. No programme of this convening is on record."
    )


def test_a_programme_that_was_withdrawn_says_so(week, client):
    sitting(week, 1, datetime(2021, 9, 6, 8))
    week.programme_status = Status.WITHDRAWN
    week.save()
    page = programme(client, week)
    assert page.content.text == "The programme of this convening has been withdrawn."


def test_a_joint_entry_shows_the_number_that_each_body_gives_its_item(week, client):
    sessions = [
        SessionFactory(body__code=code, convening=week, position=n)
        for n, code in enumerate(["IRG", "WGAR"])
    ]
    items = [
        AgendaItemFactory(session=session, number=number, title="Technical assistance")
        for session, number in zip(sessions, ["4(a)", "2"], strict=True)
    ]
    entry = {"convening": week, "items": items[::-1], "title": ""}
    ProgrammeEntryFactory(sitting=sitting(week, 1, datetime(2021, 9, 6, 8)), **entry)
    [chips] = programme(client, week).content.all("p", class_="chips")
    assert chips.texts("span") == ["IRG 4(a)", "WGAR 2"]


def test_items_of_another_convening_are_not_shown_even_if_they_were_entered(week, client):
    hidden = AgendaItemFactory(session__convening__status=Status.DRAFT, title="SECRET")
    ProgrammeEntryFactory(convening=week, sitting=None, items=[hidden], title="Opening")
    page = programme(client, week)
    assert "SECRET" not in page.text
    assert "Opening" in page.content.text


def test_sittings_and_entries_are_cited(week, client):
    first = sitting(week, 1, datetime(2021, 9, 6, 8))
    entry = ProgrammeEntryFactory(convening=week, sitting=first)
    for record in (first, entry):
        CitationFactory(record=record, source__title=f"Of {record._meta.model_name}")
    page = programme(client, week)
    marks = [(mark.text, mark["href"]) for mark in page.content.all("a", class_="mark")]
    assert marks == [("1", "#source-1"), ("2", "#source-2")]
    titles = page.one("aside").texts(class_="source-title")
    assert titles == ["Of sitting", "Of programmeentry"]


@pytest.mark.parametrize("prefix", ["/fr", "/ar", "/zh-hans"])
def test_the_programme_is_shown_in_every_language(prefix, week, client):
    sitting(week, 1, datetime(2021, 9, 6, 8))
    page = programme(client, week, prefix)
    assert "10:00" in page.content.text
    assert [time["datetime"] for time in page.content.all("time")] == [
        "2021-09-06T10:00:00+02:00",
        "2021-09-06T13:00:00+02:00",
    ]
