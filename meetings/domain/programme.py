"""The programme of a convening: the one reader of sittings and entries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from meetings.domain.sittings import NOT_TAKING_PLACE, EntryRow, ItemRow, Line, Row
from meetings.models import AgendaItem, Convening, Document, ProgrammeEntry, Sitting


@dataclass
class Day:
    """A day, in the second zone if one was asked for, and what it holds from morning to evening."""

    date: date
    rows: list[Row] = field(default_factory=list)


@dataclass
class Programme:
    """Days in order, and the entries of which neither sitting nor hour is recorded."""

    convening: Convening
    zone: ZoneInfo
    second_zone: ZoneInfo | None
    days: list[Day]
    without_sitting: list[EntryRow]
    sittings: list[Sitting]
    entries: list[ProgrammeEntry]

    @property
    def rows(self) -> list[Row]:
        """Sittings and what stands between them, from the first to the last."""
        return [row for day in self.days for row in day.rows]

    @property
    def lines(self) -> list[Line]:
        """Every line, in order: what page, print, calendar, tables and papers all show."""
        timed = [line for row in self.rows for line in row.lines]
        return timed + [Line(None, entry) for entry in self.without_sitting]


def programme_of(convening: Convening, second_zone: ZoneInfo | None = None) -> Programme:
    """The public programme, in the time zone of the convening.

    With a second zone, every hour is given in it too, and the days are days of that zone.
    """
    return programmes_of([convening], second_zone)[convening.pk]


def programmes_of(
    convenings: Iterable[Convening], second_zone: ZoneInfo | None = None
) -> dict[int, Programme]:
    """The public programme of each convening, by its number; of many at the cost of one."""
    wanted = {convening.pk: convening for convening in convenings}
    sittings_of: dict[int, list[Sitting]] = {pk: [] for pk in wanted}
    entries_of: dict[int, list[ProgrammeEntry]] = {pk: [] for pk in wanted}
    sittings = Sitting.objects.public().filter(convening__in=wanted).select_related("moved_to")
    for sitting in sittings.order_by("starts_at", "ordinal"):
        sittings_of[sitting.convening_id].append(sitting)
    entries = ProgrammeEntry.objects.public().filter(convening__in=wanted).in_programme_order()
    for entry in entries.prefetch_related(Prefetch("items", queryset=_items())):
        entries_of[entry.convening_id].append(entry)
    return {
        pk: _programme(convening, sittings_of[pk], entries_of[pk], second_zone)
        for pk, convening in wanted.items()
    }


def _programme(
    convening: Convening,
    sittings: list[Sitting],
    entries: list[ProgrammeEntry],
    second_zone: ZoneInfo | None,
) -> Programme:
    zone = ZoneInfo(convening.time_zone)
    rows_of = {entry.pk: _entry_row(entry, zone) for entry in entries}
    hours = {sitting.pk: sitting.starts_at.astimezone(zone) for sitting in sittings}
    _note_continuations(
        [rows_of[entry.pk] for entry in entries if entry.status not in NOT_TAKING_PLACE],
        {s.pk: hours[s.pk] for s in sittings if s.status not in NOT_TAKING_PLACE},
    )
    rows = [
        Row(
            sitting,
            hours[sitting.pk],
            sitting.ends_at.astimezone(zone),
            [rows_of[entry.pk] for entry in entries if entry.sitting_id == sitting.pk],
            moved_to=_at(sitting.moved_to.starts_at, zone) if sitting.moved_to else None,
        )
        for sitting in sittings
    ]
    loose = [rows_of[entry.pk] for entry in entries if entry.sitting_id not in hours]
    rows += [Row(None, row.starts_at, row.ends_at, [row]) for row in loose if row.starts_at]
    rows.sort(key=lambda row: (row.starts_at, row.sitting is None))
    return Programme(
        convening=convening,
        zone=zone,
        second_zone=second_zone,
        days=_days(rows, second_zone),
        without_sitting=[row for row in loose if not row.starts_at],
        sittings=sittings,
        entries=entries,
    )


def lines_taking_up(item: AgendaItem) -> list[Line]:
    """The lines of the programme that take up an item; its session and convening are loaded."""
    found = ProgrammeEntry.objects.public().filter(items=item)
    entries = list(
        found.of_convening(item.session.convening)
        .select_related("sitting__moved_to")
        .prefetch_related(Prefetch("items", queryset=_items()))
    )
    sittings = {entry.sitting_id: entry.sitting for entry in entries if entry.sitting}
    return _programme(item.session.convening, list(sittings.values()), entries, None).lines


def _items() -> Any:
    papers = Document.objects.public().in_order().prefetch_related("files")
    return (
        AgendaItem.objects.public()
        .for_page()
        .order_by("session__position", "session__body__position", "position", "id")
        .prefetch_related(Prefetch("documents", queryset=papers, to_attr="papers"))
    )


def _entry_row(entry: ProgrammeEntry, zone: ZoneInfo) -> EntryRow:
    return EntryRow(
        entry,
        [ItemRow(item) for item in entry.items.all()],
        _at(entry.starts_at, zone),
        _at(entry.ends_at, zone),
    )


def _note_continuations(rows: list[EntryRow], hours: dict[int, datetime]) -> None:
    """Say of each item when it was taken up before, and when it will be again."""
    taken_up = [
        (item_row, hours[row.entry.sitting_id])
        for row in rows
        if row.entry.sitting_id in hours
        for item_row in row.item_rows
    ]
    hours_of: dict[int, list[datetime]] = {}
    for item_row, hour in taken_up:
        hours_of.setdefault(item_row.item.pk, []).append(hour)
    for item_row, hour in taken_up:
        others = hours_of[item_row.item.pk]
        item_row.continued_from = max((other for other in others if other < hour), default=None)
        item_row.continues_at = min((other for other in others if other > hour), default=None)


def _days(rows: list[Row], second_zone: ZoneInfo | None) -> list[Day]:
    days: dict[date, Day] = {}
    for row in rows:
        day = row.starts_at.date()
        if second_zone:
            row.second_starts_at = row.starts_at.astimezone(second_zone)
            row.second_ends_at = _at(row.ends_at, second_zone)
            for entry in row.entries:
                entry.second_starts_at = _at(entry.starts_at, second_zone)
                entry.second_ends_at = _at(entry.ends_at, second_zone)
            day = row.second_starts_at.date()
        days.setdefault(day, Day(day)).rows.append(row)
    return list(days.values())


def _at(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None
