"""What stands in a programme: sittings, entries, items, and the lines that they make."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from meetings.enums import HoldingStatus
from meetings.models import AgendaItem, Document, ProgrammeEntry, Sitting
from meetings.records.domain.languages import text_of

NOT_TAKING_PLACE = (HoldingStatus.CANCELLED, HoldingStatus.MOVED)


@dataclass
class ItemRow:
    """An item that is taken up, and when it was taken up last and will be next, if it was or is."""

    item: AgendaItem
    continued_from: datetime | None = None
    continues_at: datetime | None = None


@dataclass
class EntryRow:
    """An entry in its place: its items, and its own hours at the venue if it has any."""

    entry: ProgrammeEntry
    item_rows: list[ItemRow]
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    second_starts_at: datetime | None = None
    second_ends_at: datetime | None = None

    @property
    def items(self) -> list[AgendaItem]:
        """What is taken up together, each item with the number of its own session."""
        return [row.item for row in self.item_rows]

    @property
    def papers(self) -> list[Document]:
        """The public documents of its items, each once, by symbol."""
        found = {paper.pk: paper for item in self.items for paper in item.papers}  # type: ignore[attr-defined]
        return sorted(found.values(), key=lambda paper: paper.sort_key)


@dataclass
class Row:
    """A sitting and what it takes up, in order; or an entry that stands between sittings.

    Hours are those of the venue; the second ones, of another zone, only if it was asked for.
    """

    sitting: Sitting | None
    starts_at: datetime
    ends_at: datetime | None
    entries: list[EntryRow]
    moved_to: datetime | None = None
    second_starts_at: datetime | None = None
    second_ends_at: datetime | None = None

    @property
    def status(self) -> HoldingStatus:
        """What became of the sitting, or of the entry that stands for itself."""
        place = self.sitting or self.entries[0].entry
        return HoldingStatus(place.status)

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled or moved."""
        return self.status in NOT_TAKING_PLACE

    @property
    def place(self) -> Sitting | ProgrammeEntry:
        """The record that stands at this hour."""
        return self.sitting or self.entries[0].entry

    @property
    def lines(self) -> list["Line"]:
        """Its entries as lines; a sitting without any is a line by itself."""
        return [Line(self, entry) for entry in self.entries] or [Line(self, None)]


@dataclass(frozen=True)
class Line:
    """One line of the programme, as every output has it: an entry, or a sitting without any."""

    row: Row | None
    entry: EntryRow | None

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that takes it up; None between sittings or where it is not recorded."""
        return self.row.sitting if self.row else None

    @property
    def starts_at(self) -> datetime | None:
        """Its own hour at the venue, else that of its sitting; None: not recorded."""
        own = self.entry.starts_at if self.entry else None
        return own or (self.row.starts_at if self.row else None)

    @property
    def ends_at(self) -> datetime | None:
        """When it ends at the venue; of an entry that has only a beginning, not recorded."""
        if self.entry and self.entry.starts_at:
            return self.entry.ends_at
        return self.row.ends_at if self.row else None

    @property
    def has_own_hour(self) -> bool:
        """Whether it begins at an hour of its own within its sitting."""
        return bool(self.sitting and self.entry and self.entry.starts_at)

    @property
    def item_codes(self) -> list[str]:
        """“IRG 4” and “EGIC 5”: each item with the letters of its body and its own number."""
        items = self.entry.items if self.entry else []
        return [f"{item.session.body.code} {item.number}".strip() for item in items]

    @cached_property
    def title(self) -> str:
        """The title of the entry, else those of its items, each once; empty if nothing is on it."""
        if self.entry is None:
            return ""
        if own := text_of(self.entry.entry, "title").text:
            return own
        titles = [text_of(item, "title").text for item in self.entry.items]
        return "; ".join(dict.fromkeys(titles)) or self.entry.entry.get_kind_display()

    @property
    def status(self) -> HoldingStatus:
        """That of its sitting, unless it was cancelled, moved or held for itself."""
        own = HoldingStatus(self.entry.entry.status) if self.entry else HoldingStatus.SCHEDULED
        if self.row and (self.row.is_off or own == HoldingStatus.SCHEDULED):
            return self.row.status
        return own

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled or moved."""
        return self.status in NOT_TAKING_PLACE
