"""The participation wall as a chart: its filters, its files, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.domain.entities import name_on
from delegations.enums import Participation
from delegations.filters.choices import group_facet, state_facet
from delegations.models import Entity
from meetings.filters.convenings import ConveningFilter
from meetings.models import Convening, Session
from meetings.records.days import from_and_to
from meetings.records.domain.languages import text_of
from meetings.records.facets import NOT_RECORDED
from meetings.records.tables import Text
from uncac_portal.insights.kit.charts import Chart, Figures, Heading, Row
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key
from uncac_portal.insights.wall import (
    BY_GROUP,
    BY_MOST,
    BY_NAME,
    MOST_COLUMNS,
    Wall,
    wall_of,
)
from uncac_portal.insights.wall_drawing import draw_wall

LOOKS = {
    Participation.IN_PERSON: "filled",
    Participation.ONLINE: "outlined",
    Participation.BOTH: "halved",
    Participation.MODE_NOT_RECORDED: "hatched",
    Participation.NOT_REPRESENTED: "crossed",
    Participation.NOT_RECORDED: "faint",
}
SORTS = {
    BY_GROUP: gettext_lazy("by regional group"),
    BY_NAME: gettext_lazy("by name"),
    BY_MOST: gettext_lazy("most often represented first"),
}
ALL = "all"
OF_STATES = ("state", "group")  # filters that choose rows, not columns


@dataclass(frozen=True)
class Choice:
    """Another way of showing the same wall."""

    words: Text
    address: str
    is_current: bool


class WallFilter(ConveningFilter):
    """Convenings as their list filters them, and the States whose participation is asked for."""


WallFilter.also(
    state=state_facet("delegations__entity__"),
    group=group_facet("delegations__entity__"),
    **from_and_to("starts_on"),
)


class ParticipationWall(Chart):
    """Who was there, and how: every State against every convening."""

    slug = "participation"
    question = gettext_lazy("Who was there, and how")
    about = gettext_lazy("Every State against every convening. Each mark opens the delegation.")
    page = "convenings:list"
    filters = WallFilter
    says_length = False
    keys = [
        Key(look, told.label, "cross" if look == "crossed" else "box")
        for told, look in LOOKS.items()
    ]
    template = "insights/participation.html"

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        asked = request.GET.get("sort", "")
        self.sort = asked if asked in SORTS else BY_GROUP
        self.with_all = request.GET.get("show") == ALL

    def records(self) -> QuerySet:
        """Convenings, newest first, with their sessions."""
        return Convening.objects.of_the_record().in_order().with_sessions(Session.objects.public())

    @cached_property
    def found(self) -> QuerySet:
        """The convenings that answer the filters; those of States choose rows instead."""
        filterset = self.listing.filterset
        found = filterset.queryset.all()
        for name, value in filterset.asked.items():
            if name not in OF_STATES:
                found = filterset.filters[name].filter(found, value)
        return found

    @property
    def states(self) -> QuerySet:
        """The States asked for; all of them where none are."""
        states = Entity.objects.public().states().with_names()
        if slugs := self.chosen("state"):
            states = states.filter(slug__in=slugs)
        if groups := self.chosen("group"):
            states = states.filter(
                regional_group__in=["" if group == NOT_RECORDED else group for group in groups]
            )
        return states

    @property
    def is_of_all(self) -> bool:
        """Whether no filter chooses States."""
        return not any(self.chosen(name) for name in OF_STATES)

    @cached_property
    def wall(self) -> Wall:
        """What the page shows."""
        of_convenings = [pair for pair in self.in_force if pair[0] not in OF_STATES]
        return wall_of(
            self.states,
            self.found,
            sort=self.sort,
            with_all=self.with_all,
            filters=of_convenings,
        )

    @cached_property
    def figures(self) -> Figures:
        """The wall in long form: a line for each State at each convening."""
        headings = (
            Heading(name="convening", label=_("Convening"), about=_("The convening")),
            Heading(name="starts_on", label=_("First day"), about=_("Its first day"), type="date"),
            Heading(name="bodies", label=_("Bodies"), about=_("Whose sessions it was"), many=True),
            Heading(name="state", label=_("State"), about=_("The State")),
            Heading(
                name="state_name",
                label=_("Name"),
                about=_("Its name on the first day of the convening"),
            ),
            Heading(name="group", label=_("Regional group"), about=_("Its regional group today")),
            Heading(
                name="participation",
                label=_("Participation"),
                about=_("Whether and how it was represented"),
                choices=tuple(Participation.values),
            ),
        )
        return Figures(self.slug, self.question, headings, [Row(line) for line in self._lines()])

    def _lines(self) -> Iterator[dict[str, Any]]:
        columns = self.wall.columns
        for row in self.wall.rows:
            for column, cell in zip(columns, row.cells, strict=True):
                day = column.convening.starts_on
                yield {
                    "convening": column.convening.slug,
                    "starts_on": day,
                    "bodies": [body.slug for body in column.bodies],
                    "state": row.state.slug,
                    "state_name": text_of(name_on(row.state, day), "name").text,
                    "group": row.state.regional_group or None,
                    "participation": cell.told.value if cell.is_recorded else None,
                }

    def draw(self) -> Drawing:
        """The wall as a picture."""
        return draw_wall(self.wall, LOOKS)

    @property
    def says(self) -> str:
        """What the whole wall comes to."""
        rows = list(self.wall.rows)
        return ngettext(
            "%(states)d of %(rows)d States are on record as represented at %(columns)d convening.",
            "%(states)d of %(rows)d States are on record as represented at %(columns)d convenings.",
            self.wall.recorded,
        ) % {
            "states": len([row for row in rows if row.tally.represented]),
            "rows": len(rows),
            "columns": self.wall.recorded,
        }

    @property
    def notes(self) -> list[str]:
        """What the marks rest on, and what has no column."""
        wall, notes = self.wall, []
        if wall.recorded > len(wall.columns):
            notes.append(
                _("The newest %(n)d have columns; “on record” counts all of them.")
                % {"n": len(wall.columns)}
            )
        return [
            *notes,
            _(
                "How a delegation took part is what a source says of it as a whole; where none "
                "does, its people on the public list of participants tell."
            ),
            _(
                "A State is shown as not represented only where that list names its people and "
                "all of them did not attend. That it is on no list is not recorded, never absence."
            ),
            _(
                "States of which nothing is on record are named together, in pictures too; in the "
                "other files they have lines like all others."
            ),
        ]

    def address(self, **values: Any) -> str:
        """The address of the wall under the filters, the order and the choice in force."""
        here = {
            "sort": self.sort if self.sort != BY_GROUP else "",
            "show": ALL if self.with_all else "",
        }
        return super().address(**here | values)

    @property
    def orders(self) -> list[Choice]:
        """The orders in which the States may stand."""
        return [
            Choice(words, self.address(sort=sort if sort != BY_GROUP else ""), sort == self.sort)
            for sort, words in SORTS.items()
        ]

    @property
    def extents(self) -> list[Choice]:
        """Which of the convenings may have columns."""
        wall = self.wall
        recorded = min(wall.recorded, MOST_COLUMNS)
        everything = wall.recorded + wall.without_any
        return [
            Choice(
                ngettext(
                    "The newest convening with delegations on record",
                    "The newest %(n)d convenings with delegations on record",
                    recorded,
                )
                % {"n": recorded},
                self.address(show=""),
                not self.with_all,
            ),
            Choice(
                ngettext("%(n)d convening", "All %(n)d convenings", everything) % {"n": everything},
                self.address(show=ALL),
                self.with_all,
            ),
        ]
