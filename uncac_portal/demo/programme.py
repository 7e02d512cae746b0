"""A full week of sittings: joint items, panels, breaks, something cancelled and something moved."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from meetings.domain.changes import place_of
from meetings.enums import ChangeKind, EntryKind, HoldingStatus
from meetings.models import AgendaItem, Convening, ProgrammeChange, ProgrammeEntry, Sitting
from uncac_portal.demo.making import made

HALF_DAYS = ((time(10), time(13)), (time(15), time(18)))
ROOMS = ("Example Board Room D", "Example Board Room A")
CHANGED = (3, 4, 5)  # the sittings that an entry left, joined or is cancelled in
MOVED, MOVED_TO = 8, 9  # the sitting that was moved, and the one that stands in for it


@dataclass(frozen=True)
class Plan:
    """What an invented sitting takes up; a panel may have its own hours."""

    items: tuple[str, ...]
    kind: EntryKind = EntryKind.ITEMS
    title: str = ""
    status: HoldingStatus = HoldingStatus.SCHEDULED
    starts: time | None = None
    ends: time | None = None
    note: str = ""


Facts = dict[str, Any]
PANEL = EntryKind.PANEL
WEEK: tuple[tuple[Plan, ...], ...] = (
    (
        Plan(("irg 1(a)", "wgar 1(a)", "egic 1(a)"), EntryKind.OPENING, "Opening of the week"),
        Plan(("irg 1(b)", "wgar 1(b)", "egic 1(b)")),
    ),
    (Plan(("irg 2(a)",)), Plan(("irg 2(b)", "wgar 2"))),
    (
        Plan(("irg 2(b)", "wgar 2")),
        Plan(
            ("irg 2(b)",),
            PANEL,
            "What reviews have changed",
            starts=time(11, 30),
            ends=time(13),
        ),
    ),
    (Plan(("irg 4", "wgar 4", "egic 4"), note="Moved here from the morning."), Plan(("irg 3",))),
    (
        Plan(("irg 2(b)",)),
        Plan(("egic 2",)),
        Plan(("egic 2",), PANEL, "Requests on paper and on screen", HoldingStatus.CANCELLED),
    ),
    (
        Plan(("egic 3",), PANEL, "A call before the request", starts=time(15)),
        Plan(("egic 3",)),
    ),
    (Plan(("wgar 3(a)",)), Plan(("irg 5",))),
    (Plan(("wgar 3(b)",), PANEL, "Who owns the company"),),
    (Plan(("wgar 3(b)",), PANEL, "Who owns the company"), Plan(("irg 6",))),
    (
        Plan(("irg 7", "wgar 5", "egic 5")),
        Plan((), EntryKind.CLOSING, "Closing of the week"),
    ),
)


def make_sittings(convening: Convening) -> list[Sitting]:
    """Ten half-days with rooms and a webcast; the moved one knows which stands in for it."""
    sittings = []
    for ordinal in range(1, len(WEEK) + 1):
        day = convening.starts_on + timedelta(days=(ordinal - 1) // 2)
        starts, ends = HALF_DAYS[(ordinal - 1) % 2]
        sitting = Sitting(
            convening=convening,
            ordinal=ordinal,
            starts_at=at(convening, day, starts),
            ends_at=at(convening, day, ends),
            room=ROOMS[ordinal in (6, 7)],
            sequence=int(ordinal in CHANGED),
            webcast=f"https://webcast.example.org/{convening.slug}/{ordinal}",
        )
        sittings.append(made(sitting))
    moved = sittings[MOVED - 1]
    moved.status = HoldingStatus.MOVED
    moved.moved_to = sittings[MOVED_TO - 1]
    moved.sequence = 1
    made(moved)
    return sittings


def make_entries(
    convening: Convening, sittings: list[Sitting], items: dict[str, AgendaItem]
) -> list[ProgrammeEntry]:
    """What each sitting takes up, in order, and the lunch between the sittings of a day."""
    entries = []
    for sitting, plans in zip(sittings, WEEK, strict=True):
        day = sitting.starts_at.date()
        for position, plan in enumerate(plans, 1):
            entry = ProgrammeEntry(
                convening=convening,
                sitting=sitting,
                position=position,
                kind=plan.kind,
                title=plan.title,
                status=plan.status,
                note=plan.note,
                starts_at=at(convening, day, plan.starts) if plan.starts else None,
                ends_at=at(convening, day, plan.ends) if plan.ends else None,
                sequence=int(plan.status == HoldingStatus.CANCELLED or bool(plan.note)),
            )
            entries.append(made(entry, items=[items[name] for name in plan.items]))
    return entries + [make_break(morning) for morning in sittings[::2]]


def make_break(morning: Sitting) -> ProgrammeEntry:
    """The lunch after a morning's sitting, at its own hours."""
    return made(
        ProgrammeEntry(
            convening=morning.convening,
            kind=EntryKind.BREAK,
            title="Lunch break",
            starts_at=morning.ends_at,
            ends_at=morning.ends_at + timedelta(hours=2),
        )
    )


def make_changes(
    convening: Convening, sittings: list[Sitting], entries: list[ProgrammeEntry]
) -> list[ProgrammeChange]:
    """What became of the programme since it was published: two moves and a cancellation."""
    moved = next(entry for entry in entries if entry.note)
    cancelled = next(e for e in entries if e.status == HoldingStatus.CANCELLED)
    gone, stand_in = sittings[MOVED - 1], sittings[MOVED_TO - 1]
    to_stand_in = _facts(stand_in) | {"status": HoldingStatus.MOVED, "place": place_of(stand_in)}
    told: list[tuple[ChangeKind, Sitting | ProgrammeEntry, Facts, Facts]] = [
        (
            ChangeKind.CANCELLED,
            cancelled,
            _facts(cancelled.sitting),
            _facts(cancelled.sitting) | {"status": HoldingStatus.CANCELLED},
        ),
        (ChangeKind.MOVED, gone, _facts(gone), to_stand_in),
        (
            ChangeKind.MOVED,
            moved,
            _facts(moved.sitting, earlier=timedelta(hours=5)),
            _facts(moved.sitting),
        ),
    ]
    return [
        made(
            ProgrammeChange(
                convening=convening,
                made_at=at(convening, convening.starts_on - timedelta(days=2), time(18, minute)),
                kind=kind,
                place=place_of(place),
                subject=_subject(place),
                before=before,
                after=after,
            )
        )
        for minute, (kind, place, before, after) in enumerate(told, 8)
    ]


def _facts(sitting: Any, earlier: timedelta = timedelta()) -> Facts:
    """Hours, room and status of what takes place in a sitting, or did at an earlier hour."""
    return {
        "starts_at": (sitting.starts_at - earlier).astimezone(UTC).isoformat(),
        "ends_at": (sitting.ends_at - earlier).astimezone(UTC).isoformat(),
        "room": {"en": sitting.room},
        "status": HoldingStatus.SCHEDULED,
    }


def _subject(place: Sitting | ProgrammeEntry) -> Facts:
    """How the sitting or the entry is called."""
    if isinstance(place, Sitting):
        return {"kind": "sitting", "ordinal": place.ordinal, "titles": {}, "items": []}
    titles = {"en": place.title} if place.title else {}
    return {"kind": place.kind, "titles": titles, "items": _items(place)}


def _items(entry: ProgrammeEntry) -> list[Facts]:
    return [
        {
            "code": item.session.body.code,
            "number": item.number,
            "session": item.session.slug,
            "item": item.slug,
        }
        for item in entry.items.select_related("session__body").order_by("session__position")
    ]


def at(convening: Convening, day: Any, hour: time) -> datetime:
    """An hour of a day at the venue."""
    return datetime.combine(day, hour, ZoneInfo(convening.time_zone))
