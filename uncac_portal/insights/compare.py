"""Two to five States side by side: what is on record of each, and the lists of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count as CountOf
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from delegations.domain.entities import LAST_DAY, by_name
from delegations.enums import Capacity
from delegations.filters.statements import StatementFilter
from delegations.models import Entity, Officer, Statement
from meetings.filters.documents import DocumentFilter
from meetings.models import Convening, Document, Session
from meetings.records.facets import FacetedFilterSet
from uncac_portal.insights.kit.counting import counts_by
from uncac_portal.insights.wall import AS_ASKED, Wall, wall_of

FEWEST, MOST = 2, 5


@dataclass(frozen=True)
class Figure:
    """A number and the list that it counts."""

    number: int
    address: str


@dataclass(frozen=True)
class Line:
    """The figures of all the States under one name."""

    name: str
    figures: list[Figure]

    @property
    def total(self) -> int:
        """Of all the States."""
        return sum(figure.number for figure in self.figures)


class Comparison:
    """What is on record of the States asked for, in the order asked.

    What is asked for and is no State is `unknown`; whatever is past the fifth is `left_out`.
    """

    def __init__(self, asked: Iterable[str]) -> None:
        wanted = [slug for slug in dict.fromkeys(asked) if slug]
        everyone = Entity.objects.public().states().with_capacity_on(LAST_DAY)
        self.choices = sorted(everyone, key=by_name)
        known = {state.slug: state for state in self.choices}
        found = [known[slug] for slug in wanted if slug in known]
        self.states, self.left_out = found[:MOST], found[MOST:]
        self.unknown = [slug for slug in wanted if slug not in known]

    @property
    def boxes(self) -> list[Entity | None]:
        """What each box of the form holds: the States, and room for another."""
        room = max(FEWEST - len(self.states), 1 if len(self.states) < MOST else 0)
        return [*self.states, *[None] * room]

    @cached_property
    def wall(self) -> Wall:
        """The States against the convenings at which any of them is on record."""
        convenings = Convening.objects.of_the_record().in_order()
        with_sessions = convenings.with_sessions(Session.objects.public())
        return wall_of(self.states, with_sessions, sort=AS_ASKED)

    @property
    def status(self) -> list[str]:
        """The status of each, by all that is on record."""
        return [capfirst(str(Capacity(state.capacity).label)) for state in self.states]

    @property
    def totals(self) -> list[Line]:
        """How much of each kind is on record."""
        tally = {row.state.pk: row.tally for row in self.wall.rows}
        offices = dict(
            Officer.objects.of_the_record()
            .filter(entity__in=self.states)
            .order_by()
            .values_list("entity")
            .annotate(number=CountOf("pk"))
        )
        convenings = [Figure(tally[s.pk].recorded, self.wall.listed(s)) for s in self.states]
        held = [
            Figure(offices.get(s.pk, 0), f"{s.get_absolute_url()}#offices") for s in self.states
        ]
        return [
            Line(_("Convenings"), convenings),
            self._line(_("Statements"), counts_by(self._statements, "state"), "statements:list"),
            self._line(_("Papers submitted"), counts_by(self._papers, "state"), "documents:list"),
            Line(_("Offices held"), held),
        ]

    @cached_property
    def by_year(self) -> list[Line]:
        """Statements of each year in which any of the States made one."""
        counts = counts_by(self._statements, "state", "year")
        years = sorted({year for _state, year in counts})
        return [self._line(y, counts, "statements:list", ("year", y)) for y in years]

    @cached_property
    def by_topic(self) -> list[Line]:
        """Statements on each topic that any of the States spoke on, the most first."""
        counts = counts_by(self._statements, "state", "topic")
        names = self._statements.form.fields["topic"].labels
        spoken = {topic for _state, topic in counts}
        lines = [
            self._line(str(name), counts, "statements:list", ("topic", slug))
            for slug, name in names.items()
            if slug in spoken
        ]
        return sorted(lines, key=lambda line: -line.total)

    @cached_property
    def _asked(self) -> QueryDict:
        return QueryDict(urlencode([("state", state.slug) for state in self.states]))

    @cached_property
    def _statements(self) -> FacetedFilterSet:
        return StatementFilter(self._asked, queryset=Statement.objects.of_the_record())

    @cached_property
    def _papers(self) -> FacetedFilterSet:
        return DocumentFilter(self._asked, queryset=Document.objects.of_the_record())

    def _line(
        self, name: str, counts: Mapping[tuple, int], page: str, *of: tuple[str, str]
    ) -> Line:
        """A line of counts by State, or by State and what else the figures are of."""
        values = tuple(value for _name, value in of)
        return Line(
            name,
            [
                Figure(
                    counts.get((state.slug, *values), 0),
                    f"{reverse(page)}?{urlencode([('state', state.slug), *of])}",
                )
                for state in self.states
            ],
        )
