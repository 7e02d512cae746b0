"""The programme of a convening: the one reader of sittings and entries."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
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
        return [*(line for row in self.rows for line in row.lines), *self.lines_without_sitting]

    @property
    def lines_without_sitting(self) -> list[Line]:
        """The last of them: those of which neither sitting nor hour is recorded."""
        return [Line(None, entry) for entry in self.without_sitting]


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
    entries = list(
        ProgrammeEntry.objects.public().filter(convening__in=wanted).in_programme_order()
    )
    for entry in entries:
        entry.convening = wanted[entry.convening_id]
        entries_of[entry.convening_id].append(entry)
    items_of = _items_of(entries)
    return {
        pk: _programme(convening, sittings_of[pk], entries_of[pk], items_of, second_zone)
        for pk, convening in wanted.items()
    }


def _programme(
    convening: Convening,
    sittings: list[Sitting],
    entries: list[ProgrammeEntry],
    items_of: Mapping[int, list[AgendaItem]],
    second_zone: ZoneInfo | None = None,
) -> Programme:
    zone = ZoneInfo(convening.time_zone)
    entry_rows = [_entry_row(entry, items_of[entry.pk], zone) for entry in entries]
    hours = {sitting.pk: sitting.starts_at.astimezone(zone) for sitting in sittings}
    _note_continuations(
        [row for row in entry_rows if row.entry.status not in NOT_TAKING_PLACE],
        {s.pk: hours[s.pk] for s in sittings if s.status not in NOT_TAKING_PLACE},
    )
    within: dict[int, list[EntryRow]] = {sitting.pk: [] for sitting in sittings}
    loose: list[EntryRow] = []
    for row in entry_rows:
        within.get(row.entry.sitting_id or 0, loose).append(row)
    rows = [
        Row(
            sitting,
            hours[sitting.pk],
            sitting.ends_at.astimezone(zone),
            within[sitting.pk],
            moved_to=_at(sitting.moved_to.starts_at, zone) if sitting.moved_to else None,
        )
        for sitting in sittings
    ]
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
    """The lines of the programme that take up an item, without what else they take up.

    The session and the convening of the item are to be loaded.
    """
    convening = item.session.convening
    found = ProgrammeEntry.objects.public().filter(items=item).of_convening(convening)
    entries = list(found.select_related("sitting__moved_to"))
    for entry in entries:
        entry.convening = convening
    sittings = {entry.sitting_id: entry.sitting for entry in entries if entry.sitting}
    no_items: dict[int, list[AgendaItem]] = {entry.pk: [] for entry in entries}
    return _programme(convening, list(sittings.values()), entries, no_items).lines


def _items_of(entries: list[ProgrammeEntry]) -> dict[int, list[AgendaItem]]:
    """The public items of each entry, by its number, in the order of their sessions.

    Many entries take up the same item: it is loaded once, with its papers.
    """
    through = ProgrammeEntry.items.through
    taken_up = through.objects.filter(programmeentry__in=[entry.pk for entry in entries])
    entries_of: dict[int, list[int]] = {}
    for item, entry in taken_up.values_list("agendaitem_id", "programmeentry_id"):
        entries_of.setdefault(item, []).append(entry)
    items_of: dict[int, list[AgendaItem]] = {entry.pk: [] for entry in entries}
    for found in _items().filter(pk__in=entries_of):
        for entry in entries_of[found.pk]:
            items_of[entry].append(found)
    return items_of


def _items() -> Any:
    papers = Document.objects.public().in_order().prefetch_related("files")
    return (
        AgendaItem.objects.public()
        .select_related("session__body")
        .order_by("session__position", "session__body__position", "position", "id")
        .prefetch_related(Prefetch("documents", queryset=papers, to_attr="papers"))
    )


def _entry_row(entry: ProgrammeEntry, items: list[AgendaItem], zone: ZoneInfo) -> EntryRow:
    return EntryRow(
        entry,
        [ItemRow(item) for item in items],
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
    hours_of: dict[int, set[datetime]] = {}
    for item_row, hour in taken_up:
        hours_of.setdefault(item_row.item.pk, set()).add(hour)
    in_order = {item: sorted(found) for item, found in hours_of.items()}
    for item_row, hour in taken_up:
        others = in_order[item_row.item.pk]
        place = bisect_left(others, hour)
        item_row.continued_from = others[place - 1] if place else None
        item_row.continues_at = others[place + 1] if place + 1 < len(others) else None


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
