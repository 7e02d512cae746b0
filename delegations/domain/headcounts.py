"""The only place that counts people.

Someone who took part both in person and online counts once, in person. Who registered and did not
attend is not counted. Where presence is not recorded, being on the list counts.
"""

from collections import Counter
from dataclasses import dataclass

from delegations.enums import AttendanceMode, Presence
from delegations.models import Participant
from meetings.models import Convening


@dataclass(frozen=True)
class Headcount:
    """People on the public list of a convening, by the way they took part."""

    in_person: int
    online: int
    mode_not_recorded: int

    @property
    def total(self) -> int:
        """Everyone, each once."""
        return self.in_person + self.online + self.mode_not_recorded


def headcount_of(convening: Convening) -> Headcount | None:
    """How many people the public list holds, by mode; None where there is no such list."""
    rows = (
        Participant.objects.public()
        .filter(delegation__convening=convening)
        .exclude(presence=Presence.DID_NOT_ATTEND)
        .values_list("person", "mode")
    )
    modes_of: dict[int, set[str]] = {}  # someone may stand in two delegations
    for person, mode in rows:
        modes_of.setdefault(person, set()).add(mode)
    in_the_room = {AttendanceMode.IN_PERSON, AttendanceMode.BOTH}
    people = Counter(
        AttendanceMode.IN_PERSON
        if modes & in_the_room
        else AttendanceMode.ONLINE
        if AttendanceMode.ONLINE in modes
        else AttendanceMode.NOT_RECORDED
        for modes in modes_of.values()
    )
    if not people:
        return None
    return Headcount(
        in_person=people[AttendanceMode.IN_PERSON],
        online=people[AttendanceMode.ONLINE],
        mode_not_recorded=people[AttendanceMode.NOT_RECORDED],
    )
