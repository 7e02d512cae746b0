"""Programmes read in from spreadsheets of staff: one row for each thing that is taken up."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.domain.rules import refuse_items_of_other_convenings, refuse_taken_room
from meetings.enums import EntryKind
from meetings.imports.columns import Column
from meetings.imports.keys import Named, leave_unsaid, resolve
from meetings.imports.programme_columns import COLUMNS
from meetings.imports.record_sheets import RecordSheet
from meetings.imports.sheets import Row, sheet
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Session, Sitting


@sheet
class ProgrammeSheet(RecordSheet):
    """Programme entries of a convening, with the sittings that they stand in."""

    kind = "programme"
    title = gettext_lazy("Programme")
    about = gettext_lazy(
        "One row for each thing that a sitting takes up: agenda items, a panel, a break."
    )
    rules = (
        gettext_lazy(
            "Agenda items in one row are considered together; others have a row each, in their "
            "order."
        ),
        gettext_lazy("Hours are those of the clock of the venue."),
        gettext_lazy(
            "Day and hours of a sitting that is not on record yet make a new one. A sitting on "
            "record is named by its number, or by its day and the hour at which it starts, and is "
            "not changed."
        ),
        gettext_lazy(
            "A row without a number of its entry is the entry of the same sitting, kind, title and "
            "items, or a new one."
        ),
    )
    model = ProgrammeEntry
    columns = COLUMNS

    written_from_record = ("sitting", "day", "sitting_from", "sitting_to", "room")

    def on_record(self) -> Any:
        entries = ProgrammeEntry.objects.of_convening(self.convening)
        return entries.select_related("sitting")

    def cell_on_record(self, record: ProgrammeEntry, column: Column) -> str:
        if column.name in ("starts_at", "ends_at"):
            own = getattr(record, column.name)
            return own.astimezone(UTC).isoformat().replace("+00:00", "Z") if own else ""
        if column.name not in self.written_from_record:
            return super().cell_on_record(record, column)
        if record.sitting is None:
            return ""
        start, end = (
            m.astimezone(self.zone) for m in (record.sitting.starts_at, record.sitting.ends_at)
        )
        cells = {"sitting": str(record.sitting.ordinal), "room": record.sitting.room}
        cells |= {"day": f"{start:%Y-%m-%d}", "sitting_from": f"{start:%H:%M}"}
        return (cells | {"sitting_to": f"{end:%H:%M}"})[column.name]

    def __init__(self, convening: Any, by: Any) -> None:
        super().__init__(convening, by)
        self.named = Named(convening)
        self.zone = ZoneInfo(convening.time_zone)
        self.sittings = list(convening.sittings.order_by("starts_at", "ordinal"))
        self._places: dict[int, int] = {}

    def watched(self) -> Sequence[Any]:
        return (ProgrammeEntry, Sitting, AgendaItem, Session, Convening)

    @classmethod
    def missing(cls, mapped: set[str]) -> list[str]:
        if mapped & {"id", "sitting"} or {"day", "sitting_from"} <= mapped:
            return []
        return [_("The file has to say the sitting: its number, or its day and when it starts.")]

    def read(self, row: Row) -> None:
        super().read(row)
        leave_unsaid(row, "kind", "status")
        resolve(row, "items", self.named.item)
        if not row.errors:
            self._read_sitting(row)
        if not row.errors:
            self._read_hours(row)

    def found(self, row: Row) -> ProgrammeEntry | None:
        """The entry of the number; without one, the entry that says the same."""
        entries = ProgrammeEntry.objects.filter(convening=self.convening)
        if number := row.values.get("id"):
            entry = entries.filter(pk=number).first()
            if entry is None:
                raise ValidationError({"id": _("This convening has no entry of this number.")})
            return entry
        sitting: Sitting | None = row.values.get("sitting")
        if sitting is None or sitting.pk is None:
            self._say_once(row)
            return None
        self._say_once(row)
        kind = row.values.get("kind") or EntryKind.ITEMS
        wanted = {item.pk for item in row.values.get("items") or ()}
        same = entries.filter(sitting=sitting, kind=kind).prefetch_related("items")
        for entry in same:
            titles = {entry.title or ""} | {row.values.get("title") or entry.title or ""}
            if {item.pk for item in entry.items.all()} == wanted and len(titles) == 1:
                return entry
        return None

    def made(self, row: Row) -> ProgrammeEntry:
        """A new entry, at the end of its sitting unless the row says where."""
        sitting = row.values.get("sitting")
        entry = ProgrammeEntry(convening=self.convening)
        if sitting is not None and sitting.pk is not None:
            entry.sitting = sitting
        if (
            not row.values.get("items")
            and not row.values.get("title")
            and not row.values.get("kind")
        ):
            raise ValidationError({"title": _("Name agenda items, or give it a title.")})
        if not row.values.get("position"):
            row.values["position"] = self._next_place(sitting, row)
        return entry

    def label(self, record: ProgrammeEntry, row: Row) -> str:
        """Its day and hour, and its title or items."""
        sitting: Sitting | None = row.values.get("sitting") or record.sitting
        when = f"{sitting.starts_at.astimezone(self.zone):%Y-%m-%d %H:%M} " if sitting else ""
        items = row.values.get("items") or (list(record.items.all()) if record.pk else [])
        return f"{when}{record.title or '; '.join(str(item) for item in items) or record}"[:250]

    def check(self, record: ProgrammeEntry, row: Row) -> None:
        """It takes up items of the convening's own sessions."""
        try:
            refuse_items_of_other_convenings(self.convening, row.values.get("items") or ())
        except ValidationError as error:
            raise ValidationError({"items": error.messages}) from error

    def _compare(self, record: ProgrammeEntry, row: Row) -> None:
        super()._compare(record, row)
        sitting: Sitting | None = row.values.get("sitting")
        if record.pk and sitting and not sitting.pk:
            column = self.column("sitting")
            row.changes.append((str(column.label), str(record.sitting or ""), str(sitting)))

    def field_of(self, column: Column, record: Any, row: Row) -> str | None:
        sitting = row.values.get("sitting")
        if column.name == "sitting" and sitting is not None and sitting.pk is None:
            return None  # it is made when the row is written
        return super().field_of(column, record, row)

    def save(self, row: Row) -> ProgrammeEntry:
        sitting: Sitting | None = row.values.get("sitting")
        if sitting and not sitting.pk:
            there = {"convening": self.convening, "starts_at": sitting.starts_at}
            known = Sitting.objects.filter(**there).first()
            if known is None:
                known = sitting
                known.convening = self.convening
                known.save()
            row.values["sitting"] = known
        return super().save(row)

    def _read_sitting(self, row: Row) -> None:
        """Put the sitting in its place: the one that is named, or a new one, not saved."""
        said = str(row.values.pop("sitting", "") or "").rpartition(".")[2]
        day, start = row.values.get("day"), row.values.get("sitting_from")
        if said:
            sitting = next((s for s in self.sittings if str(s.ordinal) == said), None)
            if sitting is None and not (day and start):
                row.wrong("sitting", _("This convening has no sitting of this number."))
            elif sitting is not None:
                row.values["sitting"] = sitting
                return
        if not (day and start):
            if day or start:
                row.wrong("sitting_from" if day else "day", _("Day and hour belong together."))
            return
        moment = self._moment(day, start)
        sitting = next((s for s in self.sittings if s.starts_at == moment), None)
        row.values["sitting"] = sitting or self._new_sitting(row, said, day, moment)

    def _new_sitting(self, row: Row, said: str, day: date, moment: datetime) -> Sitting | None:
        until: time | None = row.values.get("sitting_to")
        if until is None:
            row.wrong("sitting_to", _("A new sitting needs the hour at which it ends."))
            return None
        taken = max((s.ordinal for s in self.sittings), default=0)
        ordinal = int(said) if said.isdecimal() and int(said) < 1000 else taken + 1
        sitting = Sitting(
            convening=self.convening,
            ordinal=ordinal,
            starts_at=moment,
            ends_at=self._moment(day, until),
            room=row.values.get("room") or "",
        )
        try:
            sitting.full_clean()
            refuse_taken_room(sitting, self.sittings)
        except ValidationError as error:
            row.refused(
                error,
                {"": "room", "starts_at": "day", "ends_at": "sitting_to", "ordinal": "sitting"},
            )
            return None
        self.sittings.append(sitting)
        row.notes.append(_("A new sitting is made for it."))
        return sitting

    def _read_hours(self, row: Row) -> None:
        """Own hours are of the day of the sitting, or of the row."""
        sitting: Sitting | None = row.values.get("sitting")
        day = row.values.get("day") or (
            sitting.starts_at.astimezone(self.zone).date() if sitting else None
        )
        for name in ("starts_at", "ends_at"):
            hour = row.values.get(name)
            if isinstance(hour, time):
                if day is None:
                    row.wrong(name, _("Say the day of this hour."))
                else:
                    row.values[name] = self._moment(day, hour)

    def _moment(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)

    def _next_place(self, sitting: Sitting | None, row: Row) -> int:
        key = id(sitting) if sitting is None or sitting.pk is None else sitting.pk
        if key not in self._places:
            there = sitting.pk if sitting else None
            entries = self.convening.entries.filter(sitting=there) if there else ()
            self._places[key] = max((entry.position for entry in entries), default=0)
        self._places[key] += 1
        return self._places[key]

    def _say_once(self, row: Row) -> None:
        sitting: Sitting | None = row.values.get("sitting")
        where = sitting.starts_at if sitting else None
        items = frozenset(item.pk for item in row.values.get("items") or ())
        title = row.values.get("title") or ""
        self.say_once(row, ("entry", where, row.values.get("kind"), items, title))
