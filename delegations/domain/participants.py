"""The people of a list of participants, of which no more is read than is shown.

Their order is that of the page: delegation by delegation, and in each as its list has them. How
many answer in each delegation is known from the tallies, so it is known where any page begins.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, overload

from django.db.models import Case, QuerySet, Value, When
from django.db.models.expressions import Combinable

from delegations.enums import AttendanceMode, Function
from delegations.models import Delegation, Participant
from delegations.querysets.delegations import ParticipantQuerySet


@dataclass(frozen=True)
class Stretch:
    """Some of a delegation's people, one after the other; without an end, all the rest."""

    delegation: Delegation
    begin: int
    end: int


class PeopleInOrder(Sequence[Participant]):
    """The public people of the delegations who have certain functions and modes.

    `numbers` says how many of them each delegation has, by its key. Of a page, one query reads the
    rows; each has its delegation.
    """

    def __init__(
        self,
        delegations: Sequence[Delegation],
        numbers: Mapping[int, int],
        **alike: Sequence[str],
    ) -> None:
        self.delegations = [d for d in delegations if numbers.get(d.pk)]
        self.ends = list(accumulate(numbers[d.pk] for d in self.delegations))
        self._alike = {f"{name}__in": values for name, values in alike.items() if values}

    def __len__(self) -> int:
        return self.ends[-1] if self.ends else 0

    @overload
    def __getitem__(self, place: int) -> Participant: ...
    @overload
    def __getitem__(self, place: slice) -> list[Participant]: ...
    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            begin, end, _step = place.indices(len(self))
            return self._read(list(self._stretches(begin, end)))
        return self[place : place + 1][0]

    def everyone(self) -> ParticipantQuerySet:
        """All of them in their order, fetched only when they are read, since they may be many."""
        keys = [delegation.pk for delegation in self.delegations]
        if not keys:
            return Participant.objects.none()
        place = _place(sorted(zip(keys, range(len(keys)), strict=True)))
        # Their convening is named for the database, which then knows better how many they are.
        here = {"delegation__convening": self.delegations[0].convening_id}
        people = Participant.objects.public().filter(delegation__in=keys, **here, **self._alike)
        return people.order_by(place, "position", "pk")

    def _stretches(self, begin: int, end: int) -> Iterator[Stretch]:
        """What of which delegations makes up the places from one to the other."""
        number = bisect_right(self.ends, begin)
        while begin < end:
            first, last = self.ends[number - 1] if number else 0, self.ends[number]
            yield Stretch(self.delegations[number], begin - first, min(end, last) - first)
            begin, number = last, number + 1

    def _read(self, stretches: list[Stretch]) -> list[Participant]:
        """The people of the stretches. Only of the first and the last not everyone is meant."""
        shown = Participant.objects.public().select_related("person").order_by()
        found = [shown.filter(pk__in=keys) for keys in self._keys(stretches)]
        if not found:
            return []
        people: list[Any] = list(found[0].union(*found[1:], all=True) if found[1:] else found[0])
        place = {stretch.delegation.pk: number for number, stretch in enumerate(stretches)}
        for person in people:
            person.delegation = stretches[place[person.delegation_id]].delegation
        people.sort(key=lambda p: (place[p.delegation_id], p.position, p.pk))
        return people

    def _keys(self, stretches: list[Stretch]) -> Iterator[QuerySet]:
        if stretches:
            yield self._some_of(stretches[0])
        if between := [stretch.delegation.pk for stretch in stretches[1:-1]]:
            # All that there may be is named: then the few who answer are found by what they did,
            # and not by walking through all delegations.
            anything = {"function__in": Function.values, "mode__in": AttendanceMode.values}
            yield self._of(between).filter(**anything | self._alike).values("pk")
        if stretches[1:]:
            yield self._some_of(stretches[-1])

    def _some_of(self, stretch: Stretch) -> QuerySet:
        """Their keys, read from an index alone."""
        in_order = self._of([stretch.delegation.pk]).order_by("position", "pk")
        return in_order.values("pk")[stretch.begin : stretch.end]

    def _of(self, delegations: Sequence[int]) -> QuerySet:
        """Whoever of these answers, by an index alone: whether all is public is asked last."""
        people = Participant.objects.filter(delegation__in=delegations, **self._alike)
        return people.filter(listed=True).order_by()


def _place(places: Sequence[tuple[int, int]]) -> Combinable:
    """The place of a participant's delegation, of its keys in their order, each with its place.

    They are halved again and again: for each of a million rows some seven keys are looked at
    instead of two hundred.
    """
    if len(places) == 1:
        return Value(places[0][1])
    middle = len(places) // 2
    before = When(delegation__lt=places[middle][0], then=_place(places[:middle]))
    return Case(before, default=_place(places[middle:]))
