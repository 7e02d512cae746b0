"""The programme of a convening: the one reader of sittings and entries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from meetings.models import AgendaItem, Convening, ProgrammeEntry, Sitting


@dataclass
class SittingRow:
    """A sitting, its hours in the time of the venue, and what it takes up, in order."""

    sitting: Sitting
    starts_at: datetime
    ends_at: datetime
    entries: list[ProgrammeEntry]


@dataclass
class Day:
    """A day at the venue and its sittings."""

    date: date
    rows: list[SittingRow] = field(default_factory=list)


@dataclass
class Programme:
    """Days in order, and the entries of which the sitting is not recorded."""

    days: list[Day]
    without_sitting: list[ProgrammeEntry]
    sittings: list[Sitting]
    entries: list[ProgrammeEntry]


def programme_of(convening: Convening) -> Programme:
    """The public programme, in the time zone of the convening."""
    zone = ZoneInfo(convening.time_zone)
    sittings = list(Sitting.objects.public().filter(convening=convening).order_by("starts_at"))
    items = AgendaItem.objects.public().for_page().order_by("session__position", "position", "id")
    entries = list(
        ProgrammeEntry.objects.public()
        .of_convening(convening)
        .prefetch_related(Prefetch("items", queryset=items))
    )
    days: dict[date, Day] = {}
    for sitting in sittings:
        starts_at, ends_at = sitting.starts_at.astimezone(zone), sitting.ends_at.astimezone(zone)
        day = days.setdefault(starts_at.date(), Day(starts_at.date()))
        taken_up = [entry for entry in entries if entry.sitting_id == sitting.pk]
        day.rows.append(SittingRow(sitting, starts_at, ends_at, taken_up))
    loose = [entry for entry in entries if entry.sitting_id is None]
    return Programme(list(days.values()), loose, sittings, entries)
