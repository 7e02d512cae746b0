"""A calendar of 300 events, against the library that writes it."""

from collections.abc import Iterator
from typing import Any

from icalendar import Calendar, Event

from tests.benchmarks.figures import Figure
from tests.benchmarks.inside import Portal, in_turn
from tests.benchmarks.worlds import CALENDAR

EVENTS = 300


def calendars(database: str) -> Iterator[Figure]:
    """The calendar of a convening, computed, against the same events put into the library."""
    portal, address = Portal(), f"/meetings/{CALENDAR}/calendar.ics"
    events = [_plain(event) for event in Calendar.from_ical(portal.get(address)).walk("VEVENT")]
    assert len(events) >= EVENTS, f"{len(events)} events instead of {EVENTS}"
    ours, theirs = in_turn(lambda: portal.get(address), lambda: _by_library(events), rounds=9)
    yield Figure(
        what=f"calendar of {EVENTS} events, computed",
        database=database,
        value=ours * 1000,
        reference=theirs * 1000,
        unit="ms",
        bound=1.5,
        why="the icalendar library alone",
    )


def _plain(event: Any) -> list[tuple[str, Any]]:
    """The properties of an event as values that a program would put in."""
    found = []
    for name, value in event.items():
        for each in value if isinstance(value, list) else [value]:
            found.append((name, each.dt if hasattr(each, "dt") else _text(each)))
    return found


def _text(value: Any) -> Any:
    return [str(category) for category in value.cats] if hasattr(value, "cats") else str(value)


def _by_library(events: list[list[tuple[str, Any]]]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//benchmark//")
    calendar.add("version", "2.0")
    for properties in events:
        event = Event()
        for name, value in properties:
            event.add(name, value)
        calendar.add_component(event)
    return calendar.to_ical()
