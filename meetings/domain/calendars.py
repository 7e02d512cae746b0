"""What a calendar holds: whole days of convenings and sessions, and hours of public programmes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from meetings.domain.programme import Programme, programmes_of
from meetings.domain.sittings import NOT_TAKING_PLACE, Line, Row
from meetings.enums import HoldingStatus
from meetings.models import AgendaItem, Convening, Session

Keep = Callable[[list[Line]], list[Line]]


@dataclass(frozen=True)
class Span:
    """The days of a convening, or of a session: its own, else those of its convening.

    `revisions` tells how often what decides over them was changed.
    """

    record: Convening | Session
    convening: Convening
    sessions: Sequence[Session]
    has_hours: bool
    revisions: int

    @property
    def days(self) -> tuple[date, date | None]:
        """The first day and the last; None: not recorded."""
        record = self.record if self.record.starts_on else self.convening
        return record.starts_on, record.ends_on  # type: ignore[return-value]

    @property
    def codes(self) -> list[str]:
        """The letters of its bodies."""
        return [session.body.code for session in self.sessions]

    @property
    def status(self) -> HoldingStatus:
        """What became of the convening."""
        return HoldingStatus(self.convening.holding)

    @property
    def changed_at(self) -> datetime:
        """When what it shows was last changed."""
        return max(self.record.changed_at, self.convening.changed_at)


@dataclass(frozen=True)
class Slot:
    """A sitting, or what stands between sittings, with those of its lines that are wanted."""

    convening: Convening
    sessions: Sequence[Session]
    row: Row
    lines: list[Line]
    convening_revisions: int

    @property
    def revisions(self) -> int:
        """How often its place in the programme, or the convening, was changed."""
        return self.row.place.sequence + self.convening_revisions

    @property
    def codes(self) -> list[str]:
        """The letters of the bodies whose items it shows; without items, of all."""
        items = [item for line in self.lines for item in _items(line)]
        sessions = [item.session for item in items] or self.sessions
        return list(dict.fromkeys(session.body.code for session in sessions))

    @property
    def status(self) -> HoldingStatus:
        """Cancelled or moved with its convening, or if all of its lines are."""
        if self.convening.holding in NOT_TAKING_PLACE:
            return HoldingStatus(self.convening.holding)
        if all(line.is_off for line in self.lines):
            return self.lines[0].status
        return self.row.status

    @property
    def taking_place(self) -> list[Line]:
        """Its lines without those that were cancelled or moved; if all were, all of them."""
        return [line for line in self.lines if not line.is_off] or self.lines

    @property
    def changed_at(self) -> datetime:
        """When what it shows was last changed."""
        entries = [line.entry for line in self.lines if line.entry]
        records = [self.convening, self.row.place, *(row.entry for row in entries)]
        items = [item for row in entries for item in row.items]
        return max(record.changed_at for record in [*records, *items])


@dataclass(frozen=True)
class Choice:
    """The agenda items that a reader chose, and what was asked for and is none."""

    items: list[AgendaItem]
    with_parts: set[int]
    unknown: list[str]


def item_key(item: AgendaItem) -> str:
    """How an address names the item: `irg-12-resumed.4`; the session is to be loaded."""
    return f"{item.session.slug}.{item.slug}"


def choice_among(items: Sequence[AgendaItem], asked: Iterable[str]) -> Choice:
    """The items of the keys, one or several between commas each, and all parts of those items."""
    keys = dict.fromkeys(key.strip() for text in asked for key in text.split(",") if key.strip())
    known = {item_key(item): item for item in items}
    chosen = [known[key] for key in keys if key in known]
    with_parts = {item.pk for item in chosen}
    while parts := {item.pk for item in items if item.parent_id in with_parts} - with_parts:
        with_parts |= parts
    return Choice(chosen, with_parts, [key for key in keys if key not in known])


def of_convenings(
    convenings: Iterable[Convening], choice: Choice | None = None
) -> list[Span | Slot]:
    """Each convening: its days, then its hours, or those of a choice.

    The convenings are to be loaded with their sessions and revisions.
    """
    convenings = list(convenings)
    programmes = programmes_of(convenings)
    found: list[Span | Slot] = []
    for convening in convenings:
        sessions = list(convening.sessions.all())
        programme = programmes[convening.pk]
        revisions = convening.revisions  # type: ignore[attr-defined]
        found.append(Span(convening, convening, sessions, bool(programme.rows), revisions))
        found += _slots(programme, sessions, revisions, _taking_up(choice) if choice else list)
    return found


def of_sessions(sessions: Iterable[Session]) -> list[Span | Slot]:
    """The days of each session, and the hours that it takes.

    The sessions are to be loaded with their body, their convening, and the revisions of both.
    What no session has for itself, an opening or a break, stands in the calendar of each.
    """
    together: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        together[session.convening_id].append(session)
    programmes = programmes_of(beside[0].convening for beside in together.values())
    found: list[Span | Slot] = []
    for convening_id, beside in together.items():
        programme = programmes[convening_id]
        revisions = beside[0].convening_revisions  # type: ignore[attr-defined]
        concerning = _concerning({session.pk for session in beside})
        hours = _slots(programme, beside, revisions, concerning)
        found += [
            Span(one, programme.convening, [one], bool(hours), one.revisions + revisions)  # type: ignore[attr-defined]
            for one in beside
        ]
        found += hours
    return found


def _slots(
    programme: Programme, sessions: Sequence[Session], revisions: int, keep: Keep
) -> list[Slot]:
    kept = [(row, keep(row.lines)) for row in programme.rows]
    return [
        Slot(programme.convening, sessions, row, lines, revisions) for row, lines in kept if lines
    ]


def _taking_up(choice: Choice) -> Keep:
    """Keeps the lines that take up a chosen item."""

    def keep(lines: list[Line]) -> list[Line]:
        return [line for line in lines if choice.with_parts & {item.pk for item in _items(line)}]

    return keep


def _concerning(sessions: set[int]) -> Keep:
    """Keeps the lines that other sessions do not have for themselves; of a row of theirs, none."""

    def keep(lines: list[Line]) -> list[Line]:
        kept = [
            line
            for line in lines
            if not _items(line) or sessions & {item.session_id for item in _items(line)}
        ]
        theirs = len(kept) < len(lines) and not any(_items(line) for line in kept)
        return [] if theirs else kept

    return keep


def _items(line: Line) -> list[AgendaItem]:
    return line.entry.items if line.entry else []
