"""The programme of a convening, day by day, by the clock of the venue."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.domain.programme import programme_of
from meetings.enums import EntryKind, HoldingStatus
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DocumentFactory,
    DocumentFileFactory,
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
    tuesday = sitting(week, 3, datetime(2021, 9, 7, 8), status=HoldingStatus.CANCELLED)
    entry = {"convening": week}
    ProgrammeEntryFactory(sitting=morning, position=2, title="", items=[review], **entry)
    ProgrammeEntryFactory(sitting=morning, position=1, title="", items=[opening], **entry)
    ProgrammeEntryFactory(
        sitting=afternoon, kind=EntryKind.PANEL, title="Panel on assistance", **entry
    )
    sitting(ConveningFactory(), 1, datetime(2021, 9, 6, 8))
    page = programme(client, week)
    assert tuesday.status == HoldingStatus.CANCELLED
    assert days(page) == {
        "Monday, 6 September 2021": [
            [
                "10:00–13:00 Sitting 1 · Boardroom D",
                "IRG 1 Opening of the session IRG 2 Review of implementation",
            ],
            ["15:00–18:00 Sitting 2 · room not recorded", "Panel on assistance · panel"],
        ],
        "Tuesday, 7 September 2021": [
            ["10:00–13:00 Sitting 3 · room not recorded cancelled", "not recorded"],
        ],
    }
    assert page.content.links == [
        ("Opening of the session", opening.get_absolute_url()),
        ("Review of implementation", review.get_absolute_url()),
    ]
    assert "Times in Vienna (UTC+2), the time of the venue." in page.main.text


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
    item = AgendaItemFactory(session__convening=week, number="3", title="Asset recovery")
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
    code = item.session.body.code
    assert loose.texts("p") == ["Panel", f"{code} 3 Asset recovery", "Experts spoke."]
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
    page = read(client, f"{week.get_absolute_url()}programme/", status=410)
    assert page.content.text == "The programme of this convening has been withdrawn."
    assert client.get(f"{week.get_absolute_url()}programme/?format=csv").status_code == 410


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
    [[row]] = days(programme(client, week)).values()
    assert row[1] == (
        "IRG 4(a) Technical assistance WGAR 2 Technical assistance Considered together"
    )


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


def test_a_second_zone_stands_after_the_time_of_the_venue_and_gives_the_days(week, client):
    sitting(week, 1, datetime(2021, 9, 6, 8), room="Boardroom D")
    sitting(week, 2, datetime(2021, 9, 6, 18), room="Boardroom D")
    page = read(client, f"{week.get_absolute_url()}programme/?tz=Asia/Ho_Chi_Minh")
    assert days(page) == {
        "Monday, 6 September 2021": [
            [
                "10:00–13:00 15:00–18:00 Ho Chi Minh Sitting 1 · Boardroom D",
                "not recorded",
            ]
        ],
        "Tuesday, 7 September 2021": [
            [
                "20:00–23:00 Monday, Vienna 01:00–04:00 Ho Chi Minh Sitting 2 · Boardroom D",
                "not recorded",
            ]
        ],
    }
    assert (
        "Times in Vienna (UTC+2), and after them in Ho Chi Minh (UTC+7), whose days these are."
        in page.main.text
    )


@pytest.mark.parametrize("asked", ["Europe/Vienna", "vienna"])
def test_the_zone_of_the_venue_is_no_second_one(asked, week, client):
    sitting(week, 1, datetime(2021, 9, 6, 8), room="Boardroom D")
    page = read(client, f"{week.get_absolute_url()}programme/?tz={asked}")
    assert "Times in Vienna (UTC+2), the time of the venue." in page.main.text
    assert days(page)["Monday, 6 September 2021"][0][0] == "10:00–13:00 Sitting 1 · Boardroom D"


def test_a_zone_that_does_not_exist_is_said_and_changes_nothing(week, client):
    sitting(week, 1, datetime(2021, 9, 6, 8))
    page = read(client, f"{week.get_absolute_url()}programme/?tz=<Atlantis>")
    assert "“<Atlantis>” is not a time zone that is known here" in page.main.text
    assert "Times in Vienna (UTC+2), the time of the venue." in page.main.text


def test_a_break_stands_between_sittings_at_its_own_hour(week, client):
    sitting(week, 1, datetime(2021, 9, 6, 8))
    sitting(week, 2, datetime(2021, 9, 6, 13))
    ProgrammeEntryFactory(
        convening=week,
        sitting=None,
        kind=EntryKind.BREAK,
        title="",
        starts_at=datetime(2021, 9, 6, 11, tzinfo=UTC),
        ends_at=datetime(2021, 9, 6, 13, tzinfo=UTC),
    )
    [rows] = days(programme(client, week)).values()
    assert rows == [
        ["10:00–13:00 Sitting 1 · room not recorded", "not recorded"],
        ["13:00–15:00", "Break"],
        ["15:00–18:00 Sitting 2 · room not recorded", "not recorded"],
    ]


def test_an_entry_with_its_own_hour_says_it_within_its_sitting(week, client):
    morning = sitting(week, 1, datetime(2021, 9, 6, 8))
    ProgrammeEntryFactory(
        convening=week,
        sitting=morning,
        kind=EntryKind.PANEL,
        title="On assistance",
        starts_at=datetime(2021, 9, 6, 9, 30, tzinfo=UTC),
    )
    [[row]] = days(programme(client, week)).values()
    assert row[1] == "11:30 On assistance · panel"


def test_an_item_over_several_sittings_says_where_it_comes_from_and_goes_on(week, client):
    item = AgendaItemFactory(session__convening=week, number="2", title="Review")
    code = item.session.body.code
    for number, day in enumerate((6, 7, 8), 1):
        status = HoldingStatus.CANCELLED if day == 8 else HoldingStatus.SCHEDULED
        place = sitting(week, number, datetime(2021, 9, day, 8), status=status)
        ProgrammeEntryFactory(convening=week, sitting=place, title="", items=[item])
    assert [rows[0][1] for rows in days(programme(client, week)).values()] == [
        f"{code} 2 Review · continues Tuesday 10:00",
        f"{code} 2 Review · continued from Monday 10:00",
        f"{code} 2 Review",
    ]


def test_a_sitting_that_was_moved_stays_and_says_where_to(week, client):
    later = sitting(week, 2, datetime(2021, 9, 8, 13))
    sitting(week, 1, datetime(2021, 9, 7, 8), status=HoldingStatus.MOVED, moved_to=later)
    shown = days(programme(client, week))
    assert shown == {
        "Tuesday, 7 September 2021": [
            [
                "10:00–13:00 Sitting 1 · room not recorded moved to Wednesday 15:00",
                "not recorded",
            ]
        ],
        "Wednesday, 8 September 2021": [
            ["15:00–18:00 Sitting 2 · room not recorded", "not recorded"]
        ],
    }


def test_an_entry_that_was_cancelled_stays_and_says_so(week, client):
    morning = sitting(week, 1, datetime(2021, 9, 7, 8))
    ProgrammeEntryFactory(
        convening=week, sitting=morning, title="A film", status=HoldingStatus.CANCELLED
    )
    [[row]] = days(programme(client, week)).values()
    assert row[1] == "A film cancelled"


def test_the_webcast_of_a_sitting_is_a_link(week, client):
    sitting(week, 1, datetime(2021, 9, 7, 8), webcast="https://webcast.example/1")
    assert ("webcast", "https://webcast.example/1") in programme(client, week).content.links


def test_papers_of_the_items_stand_in_the_programme_one_tap_away_in_each_language(week, client):
    item = AgendaItemFactory(session__convening=week, number="2", title="Review")
    paper = DocumentFactory(symbol="CAC/COSP/IRG/2021/7", sessions=[item.session], items=[item])
    DocumentFileFactory(
        document=paper, language="fr", availability="linked", url="https://example.org/fr"
    )
    DocumentFileFactory(document=paper, language="ru", availability="not_issued")
    DocumentFactory(symbol="CAC/COSP/IRG/2021/8", items=[item], status=Status.DRAFT)
    ProgrammeEntryFactory(
        convening=week, sitting=sitting(week, 1, datetime(2021, 9, 6, 8)), title="", items=[item]
    )
    links = programme(client, week).content.links
    assert links == [
        ("Review", item.get_absolute_url()),
        ("CAC/COSP/IRG/2021/7", "/documents/CAC/COSP/IRG/2021/7/"),
        ("français", "https://example.org/fr"),
    ]
