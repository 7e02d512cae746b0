"""How facets stand beside a list: their values with counts, and the years as bars."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from meetings.records.domain.languages import alphabetical

AT_ONCE = 8  # values shown before the reader asks for the rest
TALLEST = 48  # of the bars, in units of the drawing
LONGEST_SPAN = 60  # years between the first and the last bar, beyond which gaps are left out


@dataclass(frozen=True)
class FacetValue:
    """A value that a list may be narrowed by; its address adds it, or removes it if it is set."""

    name: str
    value: str
    label: str
    count: int
    selected: bool
    address: str

    @property
    def id(self) -> str:
        """Names its box in the page, so that the focus finds it again."""
        return f"{self.name}-{self.value}"


@dataclass(frozen=True)
class Panel:
    """A facet beside the list: every value with a count, and every one that is set."""

    name: str
    label: str
    values: list[FacetValue]

    @cached_property
    def first(self) -> list[FacetValue]:
        """What is shown at once; one value alone is not hidden."""
        return self.values[:AT_ONCE] if len(self.values) > AT_ONCE + 1 else self.values

    @cached_property
    def rest(self) -> list[FacetValue]:
        """What the reader opens."""
        return self.values[len(self.first) :]

    @property
    def found(self) -> list[FacetValue]:
        """What the rows have of it, where each row has one value at most."""
        selected = [value for value in self.values if value.selected]
        return [value for value in selected or self.values if value.count]

    @property
    def rest_is_open(self) -> bool:
        """Whether something is set among the rest."""
        return any(value.selected for value in self.rest)


@dataclass(frozen=True)
class Bar:
    """A year with its count; the address asks for that year alone."""

    year: int
    count: int
    height: int
    address: str
    selected: bool

    @property
    def top(self) -> int:
        """Where the bar begins, from above."""
        return TALLEST - self.height


def panel_of(
    name: str,
    label: str,
    counts: Mapping[str, int],
    labels: Mapping[str, Any],
    selected: list[str],
    toggled: Callable[[str, str], str],
) -> Panel:
    """The facet with the values that find something or are set, the most frequent first.

    Years stand in their own order, the newest first.
    """
    values = [
        FacetValue(
            name,
            value,
            str(label_of_value),
            counts.get(value, 0),
            value in selected,
            toggled(name, value),
        )
        for value, label_of_value in labels.items()
        if counts.get(value) or value in selected
    ]
    if name != "year":
        values.sort(key=lambda v: (-v.count, alphabetical(v.label)))
    return Panel(name, label, values)


def bars_of(
    counts: Mapping[str, int], selected: list[str], only: Callable[[str, str], str]
) -> list[Bar]:
    """The years from the first to the last, with those between in which nothing is found."""
    found = {int(year): count for year, count in counts.items()}
    if len(found) < 2:
        return []
    first, last, most = min(found), max(found), max(found.values())
    years = range(first, last + 1) if last - first <= LONGEST_SPAN else sorted(found)
    return [
        Bar(
            year,
            found.get(year, 0),
            -(-TALLEST * found.get(year, 0) // most),
            only("year", str(year)),
            str(year) in selected,
        )
        for year in years
    ]
