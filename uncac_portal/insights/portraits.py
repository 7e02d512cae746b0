"""What is on record of one State or organization over the years, on a few lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from delegations.enums import Participation
from delegations.filters.statements import StatementFilter
from delegations.models import Entity, Statement
from meetings.models import Body, Session
from uncac_portal.insights.kit.counting import counts_by

TOPICS = 5  # spoken of most, that a portrait names


@dataclass(frozen=True)
class Mark:
    """A session, and what the record says of the entity at its convening."""

    session: Session
    told: Participation

    @property
    def is_recorded(self) -> bool:
        """Whether there is a delegation to look at."""
        return self.told != Participation.NOT_RECORDED

    @property
    def year(self) -> int:
        """Under which year it stands."""
        return self.session.convening.starts_on.year


@dataclass(frozen=True)
class Strip:
    """The sessions of one body, newest first."""

    body: Body
    marks: list[Mark]
    years: range
    address: str

    @property
    def recorded(self) -> int:
        """At how many of the sessions the entity is on record."""
        return sum(mark.is_recorded for mark in self.marks)

    @property
    def by_year(self) -> list[list[Mark]]:
        """The marks of each year."""
        return [[mark for mark in self.marks if mark.year == year] for year in self.years]


@dataclass(frozen=True)
class Count:
    """So many statements, and the list of them."""

    name: str
    number: int
    address: str


@dataclass
class Portrait:
    """Strips of the bodies at whose sessions an entity is on record, and what it spoke of."""

    entity: Entity
    told_at: Mapping[int, Participation]  # by the key of the convening
    sessions: list[Session]

    @cached_property
    def of_entity(self) -> tuple[str, str]:
        """The entity, as a filter of lists."""
        return ("state" if self.entity.is_state else "organization", self.entity.slug)

    def listed(self, page: str, *more: tuple[str, str]) -> str:
        """The address of a list of what is the entity's."""
        return f"{reverse(page)}?{urlencode([self.of_entity, *more])}"

    @cached_property
    def strips(self) -> list[Strip]:
        """One for each body at any of whose sessions the entity is on record."""
        of_bodies = sorted(self.sessions, key=lambda s: (s.body.position, s.body_id))
        strips = []
        for body, sessions in groupby(of_bodies, key=lambda session: session.body):
            marks = [Mark(s, self._told(s)) for s in sessions]
            address = self.listed("sessions:list", ("body", body.slug))
            strips.append(Strip(body, marks, self.years, address))
        return [strip for strip in strips if strip.recorded]

    def _told(self, session: Session) -> Participation:
        return self.told_at.get(session.convening_id, Participation.NOT_RECORDED)

    @cached_property
    def years(self) -> range:
        """From the last to the first on record of a session, or of a statement of the entity."""
        years = {session.convening.starts_on.year for session in self.sessions}
        years |= {int(year) for (year,) in self._statements_by_year}
        return range(max(years), min(years) - 1, -1) if years else range(0)

    @cached_property
    def _statements_by_year(self) -> dict[tuple[str, ...], int]:
        return counts_by(self._statements, "year")

    @cached_property
    def _statements(self) -> StatementFilter:
        spoken = Statement.objects.of_the_record().filter(delegation__entity=self.entity)
        return StatementFilter(QueryDict(), queryset=spoken)

    @cached_property
    def statements(self) -> list[Count]:
        """How many statements there are of each year."""
        counts = self._statements_by_year
        return [
            self._count(str(year), counts.get((str(year),), 0), ("year", str(year)))
            for year in self.years
        ]

    @property
    def all_statements(self) -> Count:
        """How many statements there are of all years."""
        return self._count("", sum(count.number for count in self.statements))

    @cached_property
    def topics(self) -> list[Count]:
        """The topics spoken of most, the most first."""
        if not self._statements_by_year:
            return []
        names = self._statements.form.fields["topic"].labels
        counts = counts_by(self._statements, "topic")
        found = [
            self._count(name, counts[(slug,)], ("topic", slug))
            for slug, name in names.items()
            if (slug,) in counts
        ]
        return sorted(found, key=lambda count: -count.number)[:TOPICS]

    def _count(self, name: str, number: int, *of: tuple[str, str]) -> Count:
        return Count(str(name), number, self.listed("statements:list", *of))


def portrait_of(entity: Entity, delegations: Iterable[Any]) -> Portrait:
    """The entity among all sessions on record; its delegations carry their `participation`."""
    told_at = {d.convening_id: Participation(d.participation) for d in delegations}
    sessions = list(Session.objects.of_the_record().named().newest_first())
    return Portrait(entity, told_at, sessions)
