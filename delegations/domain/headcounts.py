"""The only place that counts people.

Someone who took part both in person and online counts once, in person. Who registered and did not
attend is not counted. Where presence is not recorded, being on the list counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from delegations.enums import IN_THE_ROOM, AttendanceMode, Presence
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
    return headcounts_of([convening]).get(convening.pk)


def headcounts_of(convenings: Iterable[Convening]) -> dict[int, Headcount]:
    """The same for many convenings, by their keys; one without a list is missing. One query."""
    return _counted(Participant.objects.public(), convenings)


def everyone_entered(convening: Convening) -> Headcount:
    """Everyone entered, listed or not, for staff: how many there will be to count."""
    counted = _counted(Participant.objects.all(), [convening])
    return counted.get(convening.pk, Headcount(0, 0, 0))


def _counted(people: QuerySet, convenings: Iterable[Convening]) -> dict[int, Headcount]:
    came = people.exclude(presence=Presence.DID_NOT_ATTEND)
    in_the_room = Q(mode__in=IN_THE_ROOM)
    rows = (
        came.filter(delegation__convening__in=convenings)
        .order_by()
        .values_list("delegation__convening")
        .annotate(  # someone may stand in two delegations
            in_person=_people(in_the_room),
            known=_people(in_the_room | Q(mode=AttendanceMode.ONLINE)),
            everyone=_people(),
        )
    )
    return {
        convening: Headcount(
            in_person=in_person, online=known - in_person, mode_not_recorded=everyone - known
        )
        for convening, in_person, known, everyone in rows
    }


def _people(where: Q | None = None) -> Count:
    return Count("person", distinct=True, filter=where)
