"""The only place that counts people.

Someone who took part both in person and online counts once, in person. Who registered and did not
attend is not counted. Where presence is not recorded, being on the list counts.

The tallies tell how many there are in each delegation. Whoever stands in several delegations of a
convening is in several tallies, so these few people are counted by themselves.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from delegations.enums import IN_THE_ROOM, AttendanceMode, Presence
from delegations.models import Participant, ParticipantTally, RepeatedPerson
from delegations.querysets.delegations import ParticipantQuerySet
from delegations.querysets.tallies import ParticipantTallyQuerySet
from meetings.models import Convening

AT_ONCE = 500
# What somebody counts as, the first of several.
IN_PERSON, ONLINE, NOT_RECORDED = WAYS = ("in_person", "online", "mode_not_recorded")
COUNTED_AS = {
    **dict.fromkeys(IN_THE_ROOM, IN_PERSON),
    AttendanceMode.ONLINE: ONLINE,
    AttendanceMode.NOT_RECORDED: NOT_RECORDED,
}


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
    """The same for many convenings, by their keys; one without a list is missing. Two queries,
    and one for each few hundred places of those who stand in several delegations."""
    return _counted(ParticipantTally.objects.public(), Participant.objects.public(), convenings)


def everyone_entered(convening: Convening) -> Headcount:
    """Everyone entered, listed or not, for staff: how many there will be to count."""
    counted = _counted(ParticipantTally.objects.all(), Participant.objects.all(), [convening])
    return counted.get(convening.pk, Headcount(0, 0, 0))


def _counted(
    tallies: ParticipantTallyQuerySet, people: ParticipantQuerySet, convenings: Iterable[Convening]
) -> dict[int, Headcount]:
    keys = [convening.pk for convening in convenings]
    came = tallies.exclude(presence=Presence.DID_NOT_ATTEND).filter(delegation__convening__in=keys)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for convening, mode, number in came.by("delegation__convening", "mode"):
        counts[convening][COUNTED_AS[mode]] += number
    for (convening, _person), ways in _standing_twice(people, keys).items():
        counts[convening] -= Counter(ways) - Counter([min(ways, key=WAYS.index)])
    return {
        convening: Headcount(**{way: of[way] for way in WAYS}) for convening, of in counts.items()
    }


def _standing_twice(
    people: ParticipantQuerySet, convenings: list[int]
) -> dict[tuple[int, int], list[str]]:
    """The ways in which each person took part who stands in several delegations, by convening.

    Their places are looked up first: joined to all the rest, databases begin with everybody's.
    """
    twice = RepeatedPerson.objects.filter(convening__in=convenings)
    places = list(twice.values_list("person__participations", flat=True))
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for begin in range(0, len(places), AT_ONCE):
        some = people.filter(pk__in=places[begin : begin + AT_ONCE]).order_by()
        came = some.exclude(presence=Presence.DID_NOT_ATTEND)
        rows = came.values_list("delegation__convening", "person", "mode")
        for convening, person, mode in rows:
            if convening in convenings:
                found[convening, person].append(COUNTED_AS[mode])
    return found
