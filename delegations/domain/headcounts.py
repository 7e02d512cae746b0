"""The only place that counts people.

Someone who took part both in person and online counts once, in person. Who registered and did not
attend is not counted. Where presence is not recorded, being on the list counts.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

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
    people = Participant.objects.public().filter(delegation__convening=convening)
    modes = Count("pk", filter=Q(mode__in=[AttendanceMode.IN_PERSON, AttendanceMode.BOTH]))
    counted = people.exclude(presence=Presence.DID_NOT_ATTEND).aggregate(
        in_person=modes,
        online=Count("pk", filter=Q(mode=AttendanceMode.ONLINE)),
        mode_not_recorded=Count("pk", filter=Q(mode=AttendanceMode.NOT_RECORDED)),
    )
    found = Headcount(**counted)
    return found if found.total else None
