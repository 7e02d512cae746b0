"""The participation wall: States against convenings, and what the record says where they meet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.domain.entities import by_name
from delegations.domain.participation import REPRESENTED, participations
from delegations.enums import Participation, RegionalGroup
from delegations.models import Entity
from meetings.models import Body, Convening

MOST_COLUMNS = 24  # unless all are asked for: what a screen and a keyboard can bear
BY_GROUP, BY_NAME, BY_MOST = "group", "name", "most"
AS_ASKED = "asked"  # the States in the order given, each in a row


@dataclass(frozen=True)
class Tally:
    """How often a State, or States at a convening, were represented, of what is on record."""

    represented: int
    recorded: int

    @classmethod
    def of(cls, told: Iterable[Participation]) -> "Tally":
        """What the cells of a row or of a column come to."""
        counts = Counter(told)
        recorded = counts.total() - counts[Participation.NOT_RECORDED]
        return cls(sum(counts[each] for each in REPRESENTED), recorded)


@dataclass(frozen=True)
class Cell:
    """What the record says of a State at a convening."""

    convening: Convening
    told: Participation

    @property
    def is_recorded(self) -> bool:
        """Whether there is a delegation to look at."""
        return self.told != Participation.NOT_RECORDED


@dataclass(frozen=True)
class Row:
    """A State, its cells in the order of the columns, and what it comes to with or without one."""

    state: Entity
    cells: list[Cell]
    tally: Tally


@dataclass(frozen=True)
class Column:
    """A convening and what its cells come to."""

    convening: Convening
    tally: Tally

    @cached_property
    def address(self) -> str:
        """Where its delegations are listed."""
        return reverse("delegations:participants", args=[self.convening.slug])

    @property
    def bodies(self) -> list[Body]:
        """Whose sessions it was, each once."""
        return list(dict.fromkeys(s.body for s in self.convening.sessions.all()))


@dataclass(frozen=True)
class Group:
    """Rows under one heading; a wall that is not grouped is one group without a heading.

    States of which nothing is on record are gathered at its end, unless each has a row.
    """

    heading: str
    rows: list[Row]
    has_row_for_each: bool = False

    @property
    def shown(self) -> list[Row]:
        """The States with a row."""
        return [row for row in self.rows if self.has_row_for_each or row.tally.recorded]

    @property
    def gathered(self) -> list[Entity]:
        """The States that are named together, since nothing is on record of them."""
        silent = [row.state for row in self.rows if not row.tally.recorded]
        return [] if self.has_row_for_each else silent

    @property
    def represented(self) -> int:
        """How many of its States were represented at any of the convenings."""
        return len([row for row in self.rows if row.tally.represented])


@dataclass
class Wall:
    """Everything that the page shows.

    Delegations are `recorded` at so many of the convenings, and so many are `without_any`.
    `filters` are those in force of the list of convenings.
    """

    groups: list[Group]
    columns: list[Column]
    recorded: int
    without_any: int
    filters: tuple[tuple[str, str], ...] = ()

    def listed(self, state: Entity) -> str:
        """The address of the convenings at which a delegation of the State is on record."""
        return f"{reverse('convenings:list')}?{urlencode([('state', state.slug), *self.filters])}"

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, in order."""
        return (row for group in self.groups for row in group.rows)


def wall_of(
    states: Iterable[Entity],
    convenings: Iterable[Convening],
    *,
    sort: str = "name",
    with_all: bool = False,
    filters: Iterable[tuple[str, str]] = (),
) -> Wall:
    """The States against the convenings, in one query.

    Unless all are asked for, a convening at which no delegation of these States is on record has no
    column, since an empty one would look like absence; and of the others only the newest have.
    """
    states, convenings = list(states), list(convenings)
    told = participations(states, convenings)
    on_record = {convening for _state, convening in told}
    recorded = [convening for convening in convenings if convening.pk in on_record]
    shown = convenings if with_all else recorded[:MOST_COLUMNS]

    def at(state: Entity, convening: Convening) -> Participation:
        return told.get((state.pk, convening.pk), Participation.NOT_RECORDED)

    rows = [
        Row(
            state,
            [Cell(convening, at(state, convening)) for convening in shown],
            Tally.of(at(state, convening) for convening in recorded),
        )
        for state in (states if sort == AS_ASKED else sorted(states, key=by_name))
    ]
    columns = [Column(c, Tally.of(at(state, c) for state in states)) for c in shown]
    return Wall(
        groups=_grouped(rows, sort),
        columns=columns,
        recorded=len(recorded),
        without_any=len(convenings) - len(recorded),
        filters=tuple(filters),
    )


def _grouped(rows: list[Row], sort: str) -> list[Group]:
    """By regional group and name, as asked, by name, or who is most often represented first."""
    if sort == AS_ASKED:
        return [Group("", rows, has_row_for_each=True)]
    if sort == BY_MOST:
        return [Group("", sorted(rows, key=lambda row: -row.tally.represented))]
    if sort == BY_NAME:
        return [Group("", rows)]
    headings = [*RegionalGroup.choices, ("", _("Regional group not recorded"))]
    groups = [
        Group(str(heading), [row for row in rows if row.state.regional_group == group])
        for group, heading in headings
    ]
    return [group for group in groups if group.rows]
