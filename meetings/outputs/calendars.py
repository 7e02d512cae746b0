"""Calendars for the programs of readers: iCalendar (RFC 5545), a pure function of the record."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext as _
from icalendar import Calendar, Conference, Event, Timezone, vDuration, vText, vUri

from meetings.domain.calendars import Slot, Span
from meetings.domain.sittings import NOT_TAKING_PLACE
from meetings.enums import EntryKind
from meetings.models import Session
from meetings.outputs.calendar_texts import (
    Words,
    describe_days,
    describe_hours,
    name_of_days,
    name_of_hours,
    place_of,
)

READ_AGAIN = timedelta(hours=1)
# Of the portal and not of its host: an event stays the same event wherever the portal stands.
NAMESPACE = "uncac-meeting-records"

Absolute = Callable[[str], str]


def as_ics(name: str, entries: Iterable[Span | Slot], absolute: Absolute) -> bytes:
    """The calendar of the name; `absolute` makes an address of the portal one of the web."""
    entries = list(entries)
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAMESPACE}//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))
    for zone, years in sorted(_zones_of(entries).items()):
        calendar.add_component(_zone(zone, min(years), max(years)))
    words = Words(absolute)
    for entry in entries:
        calendar.add_component(
            _days(entry, words) if isinstance(entry, Span) else _hours(entry, words)
        )
    return calendar.to_ical()


def _days(span: Span, words: Words) -> Event:
    kind = "session" if isinstance(span.record, Session) else "convening"
    first, last = span.days
    event = _event(span, f"{span.record.slug}.{kind}")
    event.add("dtstart", first)
    event.add("dtend", (last or first) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", name_of_days(span))
    event.add("location", place_of(span.convening))
    address = words.address(span.record.get_absolute_url())
    event.add("url", vUri(address))
    event.add("description", describe_days(span, address))
    return event


def _hours(slot: Slot, words: Words) -> Event:
    row = slot.row
    key = f"sitting-{row.sitting.ordinal}" if row.sitting else f"entry-{row.place.pk}"
    event = _event(slot, f"{slot.convening.slug}.{key}")
    event.add("dtstart", row.starts_at)
    if row.ends_at:
        event.add("dtend", row.ends_at)
    is_break = all(line.entry and line.entry.entry.kind == EntryKind.BREAK for line in slot.lines)
    event.add("transp", "TRANSPARENT" if is_break else "OPAQUE")
    event.add("summary", name_of_hours(slot))
    event.add("location", place_of(slot.convening, row.sitting))
    address = f"{words.programme(slot.convening.slug)}#{key}"
    event.add("url", vUri(address))
    event.add("description", describe_hours(slot, address, words))
    if row.sitting and row.sitting.webcast:
        event.conferences = [Conference(row.sitting.webcast, feature=["VIDEO"], label=_("Webcast"))]
    return event


def _event(entry: Span | Slot, key: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@{NAMESPACE}")
    changed_at = entry.changed_at
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", entry.revisions)
    event.add("status", "CANCELLED" if entry.status in NOT_TAKING_PLACE else "CONFIRMED")
    if codes := entry.codes:
        event.add("categories", codes)
    return event


def _zones_of(entries: Iterable[Span | Slot]) -> dict[str, set[int]]:
    """The zones of the hours, each with the years in which it is needed."""
    zones: dict[str, set[int]] = {}
    for entry in entries:
        if isinstance(entry, Slot):
            year = entry.row.starts_at.year
            zones.setdefault(entry.convening.time_zone, set()).update((year, year + 1))
    return zones


@cache
def _zone(name: str, first_year: int, year_after: int) -> Timezone:
    return Timezone.from_tzid(
        name, first_date=date(first_year, 1, 1), last_date=date(year_after, 1, 1)
    )
