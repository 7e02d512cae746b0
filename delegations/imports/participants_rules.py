"""Rules across the rows of a spreadsheet of participants: one head, and the limit of the room."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.domain.room_limits import takes_place
from delegations.enums import IN_THE_ROOM, Function, Presence
from delegations.models import Delegation, Entity, Participant, RoomLimitException
from meetings.imports.sheets import Row

Fault = tuple[int, str, str]


class Part(NamedTuple):
    """How somebody takes part."""

    function: str
    mode: str
    presence: str

    @classmethod
    def of(cls, participant: Participant) -> "Part":
        """How the participant does now."""
        return cls(participant.function, participant.mode, participant.presence)

    @property
    def is_in_the_room(self) -> bool:
        """Whether it takes a place."""
        return takes_place(self.mode, self.presence)


ABSENT = Part("", "", "")  # who takes no part yet


class HeadsRule:
    """A delegation has one head."""

    def __init__(self, convening: Any) -> None:
        heads = Participant.objects.filter(delegation__convening=convening, function=Function.HEAD)
        found = heads.order_by().values_list("delegation__entity", "pk", "person__name")
        self.before = {entity: (pk, name) for entity, pk, name in found}
        self.rows: dict[int, list[int]] = defaultdict(list)
        self.stepping_down: set[int] = set()

    def take_in(self, row: Row, before: Part, after: Part) -> None:
        """Note whether the row makes somebody head, or lets the head step down."""
        if after.function == before.function:
            return
        if after.function == Function.HEAD:
            self.rows[row.kept.entity].append(row.number)
        elif before.function == Function.HEAD:
            self.stepping_down.add(row.record)

    def broken(self) -> Iterator[Fault]:
        """Rows that make a second one head."""
        for entity, rows in self.rows.items():
            pk, name = self.before.get(entity, (None, ""))
            if pk is not None and pk not in self.stepping_down:
                words = _("The delegation has a head already: %(name)s.") % {"name": name}
                yield from ((number, "function", words) for number in rows)
            elif len(rows) > 1:
                for number in rows:
                    others = ", ".join(str(other) for other in rows if other != number)
                    words = _("A delegation has one head. Rows that name another: %(rows)s.")
                    yield number, "function", words % {"rows": others}


@dataclass
class Room:
    """Who of a delegation is in the room, and who of the file comes in."""

    name: str
    number: int = 0
    coming: list[int] = field(default_factory=list)


class RoomRule:
    """No more representatives of a State are in the room than its limit allows."""

    def __init__(self, convening: Any) -> None:
        self.convening = convening
        self.limit = convening.in_person_limit
        self.rooms: dict[int, Room] = {}
        self.allowed: dict[int, int] = {}
        self.present: dict[int, int] = defaultdict(int)
        if self.limit is not None:
            self._read()

    def lock(self) -> None:
        """Keep the delegations from others till the rows are written."""
        here = Delegation.objects.select_for_update().filter(convening=self.convening)
        list(here.order_by("pk").values_list("pk", flat=True))

    def take_in(self, row: Row, before: Part, after: Part, entity: Entity) -> None:
        """Note whether the row brings somebody into the room, or takes somebody out."""
        if self.limit is None or not entity.is_state:
            return
        change = after.is_in_the_room - before.is_in_the_room
        if not change:
            return
        there = self.present[entity.pk]
        room = self.rooms.setdefault(entity.pk, Room(str(entity), there))
        room.number += change
        if change > 0:
            room.coming.append(row.number)

    def broken(self) -> Iterator[Fault]:
        """Rows that bring in somebody into a room that is full."""
        for entity, room in self.rooms.items():
            allowed = self.allowed.get(entity, self.limit)
            if room.number <= allowed:
                continue
            words = ngettext(
                "%(entity)s may have %(limit)d representative in the room; with this file there "
                "would be %(number)d.",
                "%(entity)s may have %(limit)d representatives in the room; with this file there "
                "would be %(number)d.",
                allowed,
            ) % {"entity": room.name, "limit": allowed, "number": room.number}
            yield from ((number, "mode", words) for number in room.coming)

    def _read(self) -> None:
        granted = RoomLimitException.objects.filter(delegation__convening=self.convening)
        self.allowed = dict(granted.values_list("delegation__entity", "allowed"))
        there = Participant.objects.filter(
            delegation__convening=self.convening, mode__in=IN_THE_ROOM
        )
        came = there.exclude(presence=Presence.DID_NOT_ATTEND).order_by()
        for entity in came.values_list("delegation__entity", flat=True):
            self.present[entity] += 1
