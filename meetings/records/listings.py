"""A list that can be filtered: one description for page and every other format."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest

from meetings.records.days import DayField
from meetings.records.facets import FacetedFilterSet, FacetField, Ignored
from meetings.records.pages import FarPage, is_far, page_of
from meetings.records.panels import Bar, FacetValue, Panel, bars_of, panel_of

MOST_IGNORED = 5  # values that make no sense and are named one by one
LONGEST_IGNORED = 60


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the address without it; no label if the value says all."""

    label: str
    value: str
    address: str

    @property
    def words(self) -> str:
        """“State: Viet Nam”, “from 2020”."""
        return ": ".join(filter(None, [self.label, self.value]))


class Listing:
    """Rows that answer the filters in the address, a page at a time.

    A value that makes no sense is named and narrows nothing. A short list may be given a `key` by
    which its rows are sorted here, in the language of the page.
    """

    def __init__(
        self,
        request: HttpRequest,
        filterset: type[FacetedFilterSet],
        queryset: QuerySet,
        *,
        per_page: int = 50,
        key: Callable[[Any], Any] | None = None,
    ) -> None:
        self.filterset = filterset(request.GET, queryset=queryset)
        self.path = request.path
        self._asked_page = request.GET.get("page", "1")
        self._cursor = request.GET.get("cursor", "")
        self._per_page = per_page
        self.key = key

    @property
    def form(self) -> Any:
        """The filters as a form."""
        return self.filterset.form

    @cached_property
    def rows(self) -> QuerySet:
        """Every row that answers the filters."""
        return self.filterset.qs

    @cached_property
    def page(self) -> Page:
        """The rows of the page asked for; the first or the last where there is no such page."""
        rows = sorted(self.rows, key=self.key) if self.key else self.rows
        return page_of(rows, self._per_page, asked=self._asked_page, cursor=self._cursor)

    @property
    def count(self) -> int:
        """How many rows answer the filters, on all pages."""
        return self.page.paginator.count

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is in force."""
        return bool(self.pairs)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters in force, as names and values in the address."""
        return [(name, v) for name in self.form.fields for v in self._in_force(name)]

    @property
    def query(self) -> str:
        """The filters in force, as they stand in the address, without the page."""
        return urlencode(self.pairs)

    @property
    def next_page(self) -> str:
        """The address of the next page; empty on the last one."""
        return self._beside(1) if self.page.has_next() else ""

    @property
    def previous_page(self) -> str:
        """The address of the page before; empty on the first one."""
        return self._beside(-1) if self.page.has_previous() else ""

    # Facets

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows each value of each facet would leave."""
        return self.filterset.counts()

    @cached_property
    def panels(self) -> list[Panel]:
        """The facets that have anything to offer, in the order of the filters."""
        panels = (
            panel_of(
                name,
                self.form.fields[name].label,
                self.counts[name],
                self.form.fields[name].labels,
                self._in_force(name),
                self._toggled,
            )
            for name in self.filterset.facets
        )
        return [panel for panel in panels if panel.values]

    @cached_property
    def written(self) -> list[Any]:
        """The fields of the form that are written in."""
        return [self.form[n] for n, f in self.form.fields.items() if not isinstance(f, FacetField)]

    @cached_property
    def bars(self) -> list[Bar]:
        """The rows by year, if the list knows years and finds more than one."""
        return bars_of(self.counts.get("year", {}), self._in_force("year"), self._only)

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force, each with the address that removes it."""
        return [self._chip(name, value) for name, value in self.pairs]

    @cached_property
    def found(self) -> dict[str, list[FacetValue]]:
        """The values that the rows have, where each row has one at most: who spoke."""
        return {panel.name: panel.found for panel in self.panels}

    # What makes no sense

    @cached_property
    def ignored(self) -> list[Ignored]:
        """What was asked for and makes no sense: the first few, shortened to a line."""
        return [
            replace(one, value=shortened(one.value))
            for one in self.filterset.ignored[:MOST_IGNORED]
        ]

    @property
    def ignored_more(self) -> int:
        """How many values besides make no sense."""
        return len(self.filterset.ignored) - len(self.ignored)

    @property
    def ends_before_it_begins(self) -> bool:
        """Whether the time asked for is none, so that nothing can answer."""
        return self.filterset.ends_before_it_begins

    # Addresses

    def _chip(self, name: str, value: str) -> Chip:
        field, address = self.form.fields[name], self._toggled(name, value)
        if isinstance(field, DayField):
            return Chip("", field.in_words(value), address)
        named = getattr(field, "labels", {}).get(value, value)
        return Chip(str(field.label), str(named), address)

    def _in_force(self, name: str) -> list[str]:
        value = self.filterset.asked.get(name)
        if isinstance(value, list):
            return value
        return [self.form.data[name].strip()] if value not in (None, "") else []

    def _beside(self, step: int) -> str:
        page, number = self.page, max(1, self.page.number + step)
        place = [("page", str(number))]
        if isinstance(page, FarPage) and is_far(number, self._per_page):
            place.append(("cursor", str(page.at.next if step > 0 else page.at.previous)))
        return f"?{urlencode([*self.pairs, *place])}"

    def _toggled(self, name: str, value: str) -> str:
        pair = (name, value)
        without = [p for p in self.pairs if p != pair]
        return self._address(without if pair in self.pairs else self._in_order([*without, pair]))

    def _only(self, name: str, value: str) -> str:
        others = [p for p in self.pairs if p[0] != name]
        alone = self._in_force(name) == [value]
        return self._address(others if alone else self._in_order([*others, (name, value)]))

    def _in_order(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        names = list(self.form.fields)
        return sorted(pairs, key=lambda pair: names.index(pair[0]))

    def _address(self, pairs: list[tuple[str, str]]) -> str:
        return f"?{urlencode(pairs)}" if pairs else self.path


def shortened(text: str) -> str:
    """A value from an address, short enough to be repeated on a page, without what is no letter."""
    visible = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for letter in text[:LONGEST_IGNORED]
    )
    return f"{visible}…" if len(text) > LONGEST_IGNORED else visible
