"""Calendars: an event for the days, one for each public hour, the same for every program."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from meetings.domain.programme import programme_of, programmes_of
from meetings.enums import EntryKind, HoldingStatus
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    PanellistFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
)
from tests.support.golden import check_golden
from tests.support.hidden import Hidden
from tests.support.refusals import NOT_PUBLIC
from tests.support.worlds import grow

pytestmark = pytest.mark.django_db

VIENNA = ZoneInfo("Europe/Vienna")
WEEK = "/meetings/2021-09-06-vienna/calendar.ics"
WHOLE_CALENDARS = ["/calendar.ics", "/meetings/calendar.ics", "/sessions/calendar.ics"]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2021, 9, day, hour, minute, tzinfo=VIENNA)


class Week:
    """A joint week of two bodies, with everything that a programme can hold."""

    def __init__(self) -> None:
        self.convening = ConveningFactory(
            slug="2021-09-06-vienna",
            format="hybrid",
            venue="A centre",
            city_fr="Vienne",
        )
        there = {"convening": self.convening}
        self.irg = SessionFactory(
            body=BodyFactory(code="IRG"), ordinal=12, part="resumed", position=1, **there
        )
        self.wgar = SessionFactory(
            body=BodyFactory(code="WGAR", session_noun="meeting"),
            ordinal=15,
            position=2,
            starts_on=date(2021, 9, 7),
            ends_on=date(2021, 9, 8),
            **there,
        )
        self.assistance = self.item(self.irg, "4", title="Technical assistance", title_fr="Aide")
        self.part = self.item(self.irg, "4(a)", parent=self.assistance, title="A part of it")
        self.recovery = self.item(self.wgar, "3", title="Recovery; return, and <disposal>")
        DocumentFactory(symbol="CAC/COSP/IRG/2021/7", items=[self.part])
        self.programme()

    def item(self, session, number, **fields):
        slug = number.replace("(", "").replace(")", "")
        return AgendaItemFactory(session=session, number=number, slug=slug, **fields)

    def sitting(self, number, starts_at, **fields):
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
        return SittingFactory(convening=self.convening, ordinal=number, **times, **fields)

    def entry(self, sitting, **fields):
        named = {"kind": EntryKind.ITEMS, "title": ""} | fields
        return ProgrammeEntryFactory(convening=self.convening, sitting=sitting, **named)

    def programme(self) -> None:
        webcast = {"room": "Boardroom D", "webcast": "https://example.org/webcast"}
        first = self.sitting(1, at(6, 10), sequence=2, **webcast)
        self.entry(first, kind=EntryKind.OPENING, title="Opening")
        self.entry(first, items=[self.assistance, self.recovery], note="Taken up together.")
        panel = {"kind": EntryKind.PANEL, "title": "What works", "items": [self.part]}
        panel |= {"starts_at": at(6, 12), "ends_at": at(6, 12, 45)}
        self.panel = self.entry(first, status=HoldingStatus.CANCELLED, **panel)
        fourth = self.sitting(4, at(8, 10))
        third = self.sitting(3, at(7, 15), status=HoldingStatus.MOVED, moved_to=fourth)
        self.entry(third, items=[self.recovery])
        self.entry(fourth, items=[self.recovery])
        fifth = self.sitting(5, at(8, 15), status=HoldingStatus.CANCELLED)
        self.entry(fifth, items=[self.assistance])
        self.sitting(6, at(9, 10))
        lunch = {"starts_at": at(6, 13), "ends_at": at(6, 15), "sequence": 1}
        self.entry(None, pk=9070, kind=EntryKind.BREAK, **lunch)
        self.entry(None, pk=9071, kind=EntryKind.OTHER, title="Reception", starts_at=at(9, 18))
        self.entry(None, pk=9072, title="Without an hour", items=[self.assistance])


@pytest.fixture
def week():
    """Entered at a moment that the calendars tell."""
    with time_machine.travel(datetime(2021, 8, 2, 9, 30, tzinfo=UTC), tick=False):
        return Week()


def content(client, address) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    return response.content


def events(client, address) -> dict[str, dict]:
    """The events by their names in the calendar, in order."""
    calendar = Calendar.from_ical(content(client, address))
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def summaries(client, address) -> list[str]:
    return [str(event["summary"]) for event in events(client, address).values()]


# The whole output


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("convening.ics", WEEK),
        ("session.ics", "/sessions/wgar-15/calendar.ics"),
        ("choice.ics", f"{WEEK}?items=irg-12-resumed.4&items=nope"),
    ],
)
def test_a_calendar_is_what_it_was(name, address, week, client):
    check_golden(name, content(client, address))


def test_a_calendar_says_what_it_is_and_can_be_opened_in_the_browser(week, client):
    response = client.get(WEEK)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'inline; filename="2021-09-06-vienna.ics"'
    assert response.content.endswith(b"\r\n")
    lines = response.content.removesuffix(b"\r\n").split(b"\r\n")
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []


def test_a_calendar_is_the_same_at_any_moment(week, client):
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC)):
        later = content(client, WEEK)
    assert later == content(client, WEEK)


def test_an_event_keeps_its_name_whatever_the_host_and_the_language(week, client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "example.org"]
    here = events(client, WEEK)
    client.defaults["HTTP_HOST"] = "example.org"
    assert [event["uid"] for event in events(client, f"/ar{WEEK}").values()] == [
        event["uid"] for event in here.values()
    ]


def test_a_calendar_speaks_the_language_of_its_address(week, client):
    assert summaries(client, f"/fr{WEEK}")[:2] == [
        "IRG, WGAR · Vienne",
        "IRG 4, WGAR 3 · Opening; Aide; Recovery; return, and <disposal>",
    ]


# Read back by another library, which knows neither how this one writes nor what it was given


def test_another_reader_finds_the_hours_of_the_programme(week, client):
    read = ics.Calendar(content(client, WEEK).decode())
    found = {
        event.uid.partition("@")[0]: (event.begin.datetime, event.end.datetime, event.status)
        for event in read.events
        if not event.all_day and event.has_end()
    }
    rows = programme_of(week.convening).rows
    expected = {
        f"{week.convening.slug}.{key(row)}": (
            row.starts_at,
            row.ends_at,
            "CANCELLED" if row.is_off else "CONFIRMED",
        )
        for row in rows
        if row.ends_at
    }
    assert found == expected
    assert len(found) == 6


def test_another_reader_finds_the_days(week, client):
    [days] = [
        event for event in ics.Calendar(content(client, WEEK).decode()).events if event.all_day
    ]
    assert (days.begin.date(), days.end.date()) == (date(2021, 9, 6), date(2021, 9, 11))
    assert days.transparent


def test_every_line_of_the_programme_stands_in_the_description_of_its_event(week, client):
    found = events(client, WEEK)
    for line in programme_of(week.convening).lines:
        if line.row and line.entry:
            said = str(found[f"{week.convening.slug}.{key(line.row)}"]["description"])
            assert all(words in said for words in [*line.item_codes, line.entry.entry.title])
            assert (f"({line.status.label})" in said) is line.is_off


def key(row) -> str:
    return f"sitting-{row.sitting.ordinal}" if row.sitting else f"entry-{row.place.pk}"


# What takes place


@pytest.mark.parametrize("status", [HoldingStatus.CANCELLED, HoldingStatus.MOVED])
def test_a_convening_that_is_not_held_cancels_all_of_its_events(status, week, client):
    week.convening.holding = status
    week.convening.save()
    found = events(client, WEEK).values()
    assert {str(event["status"]) for event in found} == {"CANCELLED"}
    assert {str(event["summary"]).split(":")[0] for event in found} == {status.label.capitalize()}


def test_a_sitting_of_which_every_chosen_line_is_cancelled_is_cancelled(week, client):
    [_days, first] = events(client, f"{WEEK}?items=irg-12-resumed.4a").values()
    assert str(first["summary"]) == "Cancelled: IRG 4(a) · What works"
    assert str(first["status"]) == "CANCELLED"


def test_an_event_counts_the_changes_of_its_record(week, client):
    week.convening.venue = "Another place"
    week.convening.save()
    changed = {key(row): row.place.sequence for row in programme_of(week.convening).rows}
    assert changed["sitting-1"] >= 2
    assert changed["entry-9070"] >= 1
    numbers = {name.partition(".")[2]: e["sequence"] for name, e in events(client, WEEK).items()}
    assert numbers == {"convening": 1} | {name: n + 1 for name, n in changed.items()}


@pytest.mark.parametrize("changed", [{"holding": HoldingStatus.CANCELLED}, {"ends_on": None}])
@pytest.mark.parametrize(
    "address",
    [WEEK, *WHOLE_CALENDARS, "/sessions/wgar-15/calendar.ics", "/bodies/irg/calendar.ics"],
)
def test_what_changes_of_a_convening_changes_all_of_its_events(changed, address, week, client):
    before = {name: event["sequence"] for name, event in events(client, address).items()}
    for name, value in changed.items():
        setattr(week.convening, name, value)
    week.convening.save()
    after = {name: event["sequence"] for name, event in events(client, address).items()}
    assert len(after) > 4
    assert after == {name: number + 1 for name, number in before.items()}


def test_an_event_of_a_session_counts_its_own_changes_and_those_of_its_convening(week, client):
    address = "/sessions/wgar-15/calendar.ics"
    assert events(client, address)["wgar-15.session"]["sequence"] == 0
    week.wgar.starts_on = date(2021, 9, 8)
    week.wgar.save()
    assert events(client, address)["wgar-15.session"]["sequence"] == 1
    week.convening.save()
    assert events(client, address)["wgar-15.session"]["sequence"] == 2


def test_an_event_was_changed_when_anything_that_it_shows_was(week, client):
    with time_machine.travel(datetime(2021, 8, 5, 7, tzinfo=UTC), tick=False):
        week.recovery.save()
    changed = {
        name.partition(".")[2]
        for name, event in events(client, WEEK).items()
        if event["last-modified"].dt == event["dtstamp"].dt == datetime(2021, 8, 5, 7, tzinfo=UTC)
    }
    assert changed == {"sitting-1", "sitting-3", "sitting-4"}


def test_a_convening_without_a_last_day_stands_on_its_first(client):
    convening = ConveningFactory(ends_on=None)
    [event] = events(client, f"{convening.get_absolute_url()}calendar.ics").values()
    assert (event.start, event.end) == (date(2021, 9, 6), date(2021, 9, 7))
    assert "from 6 September 2021; last day: not recorded" in str(event["description"])


# What one reader wants


def test_a_choice_brings_the_parts_of_an_item_and_leaves_out_what_is_no_item(week, client):
    chosen = summaries(client, f"{WEEK}?items=irg-12-resumed.4")
    assert chosen == [
        "IRG, WGAR · Vienna",
        "IRG 4, WGAR 3 · Technical assistance; Recovery; return, and <disposal>",
        "Cancelled: IRG 4 · Technical assistance",
    ]
    for asked in ("irg-12-resumed.4,nope", " irg-12-resumed.4 ,,", "irg-12-resumed.4&items=%00"):
        assert summaries(client, f"{WEEK}?items={asked}") == chosen


def test_a_choice_of_nothing_on_the_agenda_leaves_the_days(week, client):
    SessionFactory(slug="other-1")
    assert summaries(client, f"{WEEK}?items=other-1.4") == ["IRG, WGAR · Vienna"]
    assert summaries(client, f"{WEEK}?items=") == summaries(client, WEEK)


def test_a_session_has_its_own_days_and_what_no_session_has_for_itself(week, client):
    assert summaries(client, "/sessions/wgar-15/calendar.ics") == [
        "WGAR · Fifteenth meeting, Vienna",
        "IRG 4, WGAR 3 · Opening; Technical assistance; Recovery; return, and <disposal>",
        "WGAR · Break",
        "Moved: WGAR 3 · Recovery; return, and <disposal>",
        "WGAR 3 · Recovery; return, and <disposal>",
        "WGAR · Sitting 6",
        "WGAR · Reception",
    ]


def test_the_list_of_sessions_names_a_joint_hour_once(week, client):
    names = list(events(client, "/sessions/calendar.ics"))
    calendar = Calendar.from_ical(content(client, "/sessions/calendar.ics"))
    assert len(calendar.walk("VEVENT")) == len(names) == 9
    assert names[:2] == ["irg-12-resumed.session", "wgar-15.session"]


def test_a_body_has_the_events_of_its_sessions(week, client):
    SessionFactory(body=week.irg.body, ordinal=11, convening__starts_on=date(2020, 6, 29))
    found = summaries(client, "/bodies/irg/calendar.ics")
    assert found[:2] == ["IRG · Eleventh session, Vienna", "IRG · Resumed twelfth session, Vienna"]
    assert "Moved: WGAR 3 · Recovery; return, and <disposal>" not in found


def test_a_list_gives_the_calendar_of_what_answers_its_filters(week, client):
    ConveningFactory(slug="before", starts_on=date(2019, 1, 1))
    assert "before.convening" in events(client, "/meetings/calendar.ics")
    assert list(events(client, "/meetings/calendar.ics?year=2021")) == list(events(client, WEEK))
    assert list(events(client, "/meetings/calendar.ics?year=2019")) == ["before.convening"]
    assert next(iter(events(client, "/sessions/calendar.ics?body=wgar"))) == "wgar-15.session"


# What is not public, and what is no record


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_programme_that_is_not_public_leaves_the_days(status, week, client):
    week.convening.programme_status = status
    week.convening.save()
    for address in (WEEK, *WHOLE_CALENDARS, "/bodies/irg/calendar.ics"):
        assert {type(event.start) for event in events(client, address).values()} == {date}
    [days] = events(client, WEEK).values()
    assert "Sitting times: not recorded" in str(days["description"])


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_no_calendar_says_a_secret(status, client):
    with editions.raised_once():
        world = grow(1)
        hidden = Hidden(world, status)
    records = (world.convening, world.session, world.body)
    for address in [f"{record.get_absolute_url()}calendar.ics" for record in records]:
        assert "secret" not in content(client, address).decode().casefold()
    for address in WHOLE_CALENDARS:
        assert "secret" not in content(client, address).decode().casefold()
    kinds = ("/meetings/", "/sessions/", "/bodies/")
    closed = [a for a in hidden.addresses if a.startswith(kinds) and a.count("/") == 3]
    assert len(closed) > 4
    for address in closed:
        answer = client.get(f"{address}calendar.ics")
        assert answer.status_code == (410 if status == Status.WITHDRAWN else 404)
        assert b"SECRET" not in answer.content


def test_no_calendar_names_a_person(week, client):
    PanellistFactory(entry=week.panel, person__name="Jane Doe", title="Judge")
    for address in (WEEK, *WHOLE_CALENDARS, "/sessions/irg-12-resumed/calendar.ics"):
        assert b"Jane Doe" not in content(client, address)
        assert b"Judge" not in content(client, address)


def test_an_example_stands_in_its_own_calendars_only_and_says_so(week, client):
    week.convening.is_example = True
    week.convening.save()
    for address in (*WHOLE_CALENDARS, "/bodies/irg/calendar.ics"):
        assert events(client, address) == {}
    for address in (WEEK, "/sessions/irg-12-resumed/calendar.ics"):
        found = summaries(client, address)
        assert found
        assert [words for words in found if not words.startswith("Example: ")] == []


@pytest.mark.parametrize("address", ["/meetings/nope/", "/sessions/nope/", "/bodies/nope/"])
def test_there_is_no_calendar_of_what_there_is_not(address, client):
    assert client.get(f"{address}calendar.ics").status_code == 404


# One reader of programmes, for one and for many


def test_programmes_of_several_convenings_are_those_of_each(week):
    other = ConveningFactory(time_zone="Asia/Riyadh")
    ProgrammeEntryFactory(convening=other)
    together = programmes_of([week.convening, other])
    assert together == {c.pk: programme_of(c) for c in (week.convening, other)}
    assert len(together[week.convening.pk].lines) == 10


def test_programmes_of_many_cost_as_much_as_one(week):
    with CaptureQueriesContext(
        connection,
    ) as of_one:
        programmes_of([week.convening])
    others = [ProgrammeEntryFactory(items=[week.part]).convening for _ in range(3)]
    with CaptureQueriesContext(connection) as of_many:
        programmes_of([week.convening, *others])
    assert len(of_one) == len(of_many) == 6
