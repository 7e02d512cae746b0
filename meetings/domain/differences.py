"""What differs between two states of a programme: plain data, no database.

A state says of each place, `sitting-3` or `entry-12`, its hours (ISO, UTC), room, status, the place
that an entry has its sitting in, the one that stands in for what was moved, and its subject.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from meetings.enums import ChangeKind, HoldingStatus

Place = dict[str, Any]
Places = dict[str, Place]

FACTS = ("starts_at", "ends_at", "room", "status")
OFF = (HoldingStatus.CANCELLED, HoldingStatus.MOVED)
TOLD_BY_THE_SITTING = (
    ChangeKind.MOVED,
    ChangeKind.CANCELLED,
    ChangeKind.REINSTATED,
    ChangeKind.ROOM,
)


@dataclass(frozen=True)
class Difference:
    """One thing that became of a place: what was true of it before, and after."""

    place: str
    kind: ChangeKind
    subject: dict[str, Any]
    before: Place = field(default_factory=dict)
    after: Place = field(default_factory=dict)


def differences(before: Places, after: Places) -> list[Difference]:
    """What became of each place, sittings first; entries do not repeat what their sitting tells."""
    found = [
        difference
        for place in sorted(before | after, key=_rank)
        for difference in _differences_at(place, before.get(place), after.get(place), after)
    ]
    stand_ins = {difference.after.get("place") for difference in found}
    by_place = {(difference.place, difference.kind): difference for difference in found}
    return [
        difference
        for difference in found
        if not (difference.kind == ChangeKind.ADDED and difference.place in stand_ins)
        and not _told_by_its_sitting(difference, before, by_place)
    ]


def touched(before: Places, after: Places) -> set[str]:
    """Places whose hours, room or status differ, and the sittings that entries left and joined."""
    places: set[str] = set()
    for place in before | after:
        was, now = before.get(place), after.get(place)
        if was and now and not _differs(was, now):
            continue
        sittings = {state.get("sitting") for state in (was, now) if state}
        places |= {place} if was and now else set()
        places |= {sitting for sitting in sittings if sitting}
    return places & set(after)


def _rank(place: str) -> tuple[bool, int]:
    kind, _hyphen, number = place.partition("-")
    return kind != "sitting", int(number)


def _differences_at(
    place: str, was: Place | None, now: Place | None, places: Places
) -> list[Difference]:
    if was is None or now is None:
        return _come_or_gone(place, was, now)
    kinds: list[ChangeKind] = []
    after = _facts(now)
    if now["status"] in OFF:
        if now["status"] == was["status"]:
            return []
        if now["status"] == HoldingStatus.MOVED:
            kinds, after = [ChangeKind.MOVED], _facts_of_stand_in(now, places)
        else:
            kinds = [ChangeKind.CANCELLED]
    else:
        if was["status"] in OFF:
            kinds.append(ChangeKind.REINSTATED)
        if was["starts_at"] != now["starts_at"]:
            kinds.append(ChangeKind.MOVED)
        if was["starts_at"] and _other_room(was["room"], now["room"]):
            kinds.append(ChangeKind.ROOM)
    return [Difference(place, kind, now["subject"], _facts(was), after) for kind in kinds]


def _come_or_gone(place: str, was: Place | None, now: Place | None) -> list[Difference]:
    if now:
        return [Difference(place, ChangeKind.ADDED, now["subject"], after=_facts(now))]
    if was:
        return [Difference(place, ChangeKind.REMOVED, was["subject"], before=_facts(was))]
    return []


def _facts(place: Place) -> Place:
    return {name: place[name] for name in FACTS}


def _facts_of_stand_in(place: Place, places: Places) -> Place:
    """Where and when it takes place now; its hour is None where that is not recorded."""
    stand_in = places.get(place.get("moved_to") or "")
    if stand_in is None:
        return _facts(place) | {"starts_at": None, "ends_at": None}
    return _facts(stand_in) | {"status": place["status"], "place": place["moved_to"]}


def _told_by_its_sitting(
    difference: Difference, before: Places, by_place: Mapping[tuple[str, ChangeKind], Difference]
) -> bool:
    if difference.kind not in TOLD_BY_THE_SITTING:
        return False
    sitting = before[difference.place].get("sitting")
    told = by_place.get((sitting or "", difference.kind))
    if told is None:
        return False
    if difference.kind == ChangeKind.MOVED:
        return _shift(told) is not None and _shift(told) == _shift(difference)
    return difference.kind != ChangeKind.ROOM or told.after["room"] == difference.after["room"]


def _shift(difference: Difference) -> timedelta | None:
    """By how much it moved; None where either hour is not recorded."""
    hours = [state.get("starts_at") for state in (difference.before, difference.after)]
    if not all(hours):
        return None
    start, end = (datetime.fromisoformat(str(hour)) for hour in hours)
    return end - start


def _differs(was: Place, now: Place) -> bool:
    names = ("starts_at", "ends_at", "status", "sitting")
    return any(was.get(n) != now.get(n) for n in names) or _other_room(was["room"], now["room"])


def _other_room(was: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether the rooms differ in a language that names both; a translation is no other room."""
    if not was or not now:
        return bool(was or now)
    return any(was[language] != now[language] for language in was.keys() & now.keys())
