"""Charts: a question, the figures that answer it, and their drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.records.downloads import FORMATS
from meetings.records.facets import FacetedFilterSet
from meetings.records.listings import Listing
from meetings.records.tables import Column, Text
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key


@dataclass(frozen=True, kw_only=True)
class Heading(Column):
    """A column of the table behind a chart; `label` heads it on the page.

    What the page says in the words of another column stands in files only.
    """

    label: Text
    on_page: bool = True


NAME = Heading(
    name="name", about=_("Name in the language of the page"), label=_("Name"), on_page=False
)


@dataclass
class Row:
    """Figures of one line, by column; None is “not recorded”.

    `addresses` lead from a figure to what it counts; `texts` say a value in words.
    """

    values: dict[str, Any]
    addresses: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def count(self, name: str, number: int, address: str) -> None:
        """A figure and what it counts; of nothing on record there is none, which files leave empty.

        That nothing is on record is not known to be zero.
        """
        self.values[name] = number or None
        if number:
            self.addresses[name] = address
        else:
            self.texts[name] = gettext("none on record")


@dataclass(frozen=True)
class Cell:
    """One figure as the page shows it."""

    heading: Heading
    text: Any
    address: str


@dataclass
class Figures:
    """The table behind a drawing. `name` is that of its files."""

    name: str
    title: Text
    headings: tuple[Heading, ...]
    rows: list[Row]

    def cells(self) -> list[list[Cell]]:
        """What the page shows, line by line."""
        return [[self._cell(row, heading) for heading in self.shown] for row in self.rows]

    @property
    def shown(self) -> list[Heading]:
        """The columns that the page shows."""
        return [heading for heading in self.headings if heading.on_page]

    def values(self) -> Iterable[dict[str, Any]]:
        """What files hold, line by line."""
        return ({h.name: row.values.get(h.name) for h in self.headings} for row in self.rows)

    def _cell(self, row: Row, heading: Heading) -> Cell:
        value = row.values.get(heading.name)
        text = row.texts.get(heading.name, value)
        return Cell(heading, text, "" if value == 0 else row.addresses.get(heading.name, ""))


class Chart:
    """One question put to the records of a list, under the filters of that list.

    A chart of its own says which list it counts (`page`, `filters`, `records`), what its figures
    are (`figures`, more in `also`), how they are drawn (`draw`) and what they say (`says`). Where
    the first figure that it says is the length of the list, `says_length` offers the list beside.
    """

    do_not_call_in_templates = True  # the index shows the classes themselves
    slug: ClassVar[str]
    question: ClassVar[Text]
    about: ClassVar[Text]
    page: ClassVar[str]
    filters: ClassVar[type[FacetedFilterSet]]
    keys: ClassVar[Sequence[Key]] = ()
    template: ClassVar[str] = "insights/chart.html"
    says_length: ClassVar[bool] = True

    def __init__(self, request: HttpRequest) -> None:
        self.listing = Listing(request, self.filters, self.records())

    def records(self) -> QuerySet:
        """All that can be counted: the records of the list."""
        raise NotImplementedError

    @cached_property
    def figures(self) -> Figures:
        """The table behind the drawing."""
        raise NotImplementedError

    def draw(self) -> Drawing:
        """The drawing."""
        raise NotImplementedError

    @property
    def says(self) -> str:
        """What the figures say, in a sentence."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The question with the filters in force, as a reference names it."""
        filters = "; ".join(chip.words for chip in self.listing.chips)
        return f"{self.question} ({filters})" if filters else str(self.question)

    @property
    def notes(self) -> list[str]:
        """What is counted, what is not, and what is not recorded."""
        return []

    @property
    def also(self) -> list[Figures]:
        """Further tables."""
        return []

    @property
    def tables(self) -> dict[str, Figures]:
        """All its tables by name."""
        return {figures.name: figures for figures in [self.figures, *self.also]}

    @property
    def found(self) -> QuerySet:
        """The records that answer the filters in force."""
        return self.listing.rows

    @property
    def in_force(self) -> list[tuple[str, str]]:
        """The filters in force, as they stand in the address."""
        return self.listing.pairs

    def labels(self, name: str) -> dict[str, str]:
        """The values of a facet that the chart shows, with their labels: those in force, or all."""
        labels = self.listing.filterset.form.fields[name].labels
        chosen = self.chosen(name)
        return {
            value: str(label) for value, label in labels.items() if value in chosen or not chosen
        }

    def chosen(self, name: str) -> list[str]:
        """The values of one filter that are in force."""
        return [value for asked, value in self.in_force if asked == name]

    def listed(self, **values: Any) -> str:
        """The address of the list under the filters in force, and with these values instead."""
        return self._address(reverse(self.page), values)

    def address(self, **values: Any) -> str:
        """The address of the chart under the filters in force."""
        return self._address(reverse("insights:chart", args=[self.slug]), values)

    def files(self) -> list[tuple[str, str]]:
        """The forms in which it is taken away, each with its address."""
        path, _mark, query = self.address().partition("?")
        pictures = [
            (kind.upper(), f"{path}chart.{kind}?{query}".rstrip("?")) for kind in ("svg", "png")
        ]
        _first, *others = self.tables
        tables = [(kind.upper(), self.address(format=kind)) for kind in FORMATS]
        more = [
            (f"{self.tables[name].title}: {kind.upper()}", self.address(format=kind, table=name))
            for name in others
            for kind in FORMATS
        ]
        return [*pictures, *tables, *more]

    def _address(self, path: str, values: dict[str, Any]) -> str:
        kept = [(name, value) for name, value in self.in_force if name not in values]
        pairs = [*kept, *((n, str(v)) for n, v in values.items() if v not in (None, ""))]
        return f"{path}?{urlencode(pairs)}" if pairs else path
