"""A convening that is to be made after another: what it will be, before any of it is saved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Model

from meetings.domain.naming import day_of_the_week
from meetings.enums import Part
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Session, Sitting

SATURDAY = 5
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TIMES_OF_WRITING = ("created_at", "changed_at")


@dataclass(frozen=True)
class WantedSession:
    """Which session of the convening is to be followed by which."""

    source: Session
    ordinal: int
    part: str = Part.REGULAR


@dataclass(frozen=True)
class Wishes:
    """What the new convening is to be; the texts are those of the language of the form, English."""

    slug: str
    starts_on: date
    ends_on: date | None
    city: str
    venue: str
    country: str
    time_zone: str
    sessions: list[WantedSession]
    with_format: bool = False
    with_limit: bool = False


@dataclass
class PlannedItem:
    """An item to be made, with what its many-to-many fields are to hold."""

    item: AgendaItem
    source: AgendaItem
    parts: list["PlannedItem"] = field(default_factory=list)

    @property
    def names_a_year(self) -> bool:
        """Whether the title speaks of a year, which is likely the last one's."""
        return bool(YEAR.search(self.item.title))


@dataclass
class PlannedEntry:
    """An entry to be made, with the items that it is to take up."""

    entry: ProgrammeEntry
    items: list[AgendaItem]

    @property
    def words(self) -> str:
        """Its own hour at the venue, “Tuesday, 8 June 2027, 13:00–15:00”; empty: not recorded."""
        return _hours(self.entry.starts_at, self.entry.ends_at) if self.entry.starts_at else ""


@dataclass
class PlannedSitting:
    """A sitting to be made, by the clock of the venue, and its entries."""

    sitting: Sitting
    starts_at: datetime
    ends_at: datetime
    entries: list[PlannedEntry]

    @property
    def words(self) -> str:
        """“Tuesday, 8 June 2027, 10:00–13:00”."""
        return _hours(self.starts_at, self.ends_at)

    @property
    def is_at_the_weekend(self) -> bool:
        """Whether it falls on a Saturday or Sunday."""
        return self.starts_at.weekday() >= SATURDAY


@dataclass
class PlannedSession:
    """A session to be made, and its agenda as a tree."""

    session: Session
    items: list[PlannedItem]
    roots: list[PlannedItem]


@dataclass
class Copy:
    """All that is to be made, unsaved, and how much of the source is left out because it is off."""

    convening: Convening
    sessions: list[PlannedSession]
    sittings: list[PlannedSitting]
    loose_entries: list[PlannedEntry]
    sittings_left_out: int
    entries_left_out: int

    @property
    def entries(self) -> list[PlannedEntry]:
        """Those of the sittings, and those between them or without an hour."""
        return [e for sitting in self.sittings for e in sitting.entries] + self.loose_entries

    @property
    def items(self) -> list[PlannedItem]:
        """The items of all agendas."""
        return [item for session in self.sessions for item in session.items]

    @property
    def days_at_the_weekend(self) -> list[date]:
        """Saturdays and Sundays on which sittings would be."""
        days = {s.starts_at.date() for s in self.sittings if s.is_at_the_weekend}
        return sorted(days)

    @property
    def sittings_outside(self) -> int:
        """How many sittings would be on no day of the convening."""
        return sum(not self.convening.includes(s.starts_at.date()) for s in self.sittings)

    @property
    def fingerprint(self) -> str:
        """The same as long as the same would be made, however often it is planned."""
        return sha256("\0".join(self._words()).encode()).hexdigest()

    def _words(self) -> Iterator[str]:
        yield from _columns(self.convening)
        for session in self.sessions:
            yield from _columns(session.session)
            for planned in session.items:
                yield str(planned.source.pk)
                yield from _columns(planned.item)
        for sitting in self.sittings:
            yield from _columns(sitting.sitting)
            yield str(len(sitting.entries))
        for entry in self.entries:
            yield from _columns(entry.entry)
            yield from map(str, entry.items)


def _columns(record: Model) -> Iterator[str]:
    for column in record._meta.concrete_fields:
        if column.name not in TIMES_OF_WRITING:
            yield str(getattr(record, column.attname))


def _hours(starts_at: datetime, ends_at: datetime | None) -> str:
    until = f"–{ends_at:%H:%M}" if ends_at else ""
    return f"{day_of_the_week(starts_at.date())}, {starts_at:%H:%M}{until}"
