"""A list of records as an address asks for it: which ones, in which order, how much of each."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import F
from django.forms import ChoiceField

from meetings.records.facets import FacetedFilterSet, Ignored
from meetings.records.keysets import Keyset, Stretch, Term, terms_of, total
from uncac_portal.api.changes import changed_since
from uncac_portal.api.orders import in_language, orders
from uncac_portal.api.parameters import Asked
from uncac_portal.api.problems import MOST_MISTAKES, Mistake, Misunderstood
from uncac_portal.registry import Collection

MOST_NAMED = 20


class RecordList:
    """The records of a collection that answer the filters and the other parameters."""

    def __init__(self, collection: Collection, asked: Asked, data: Any) -> None:
        self.collection, self.asked = collection, asked
        filters = collection.filters
        self.filterset = filters(data, collection.records()) if filters else None
        if self.filterset and (ignored := self.filterset.ignored):
            mistakes = [_mistake(self.filterset, one) for one in ignored[:MOST_MISTAKES]]
            raise Misunderstood(*mistakes)

    @cached_property
    def records(self) -> Any:
        """All records of the list."""
        records = self.filterset.qs if self.filterset else self.collection.records()
        since = self.asked["modified_since"]
        return changed_since(self.collection, records, since) if since else records

    @property
    def count(self) -> int:
        """How many records the list has, on all pages."""
        tallies = self.collection.tallies
        if tallies and self.filterset and not self.asked["modified_since"]:
            return type(self.filterset)(self.filterset.data, tallies()).qs.total()
        return self.records.count()

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.filterset and any(map(bool, self.filterset.asked.values())))

    @cached_property
    def page(self) -> Stretch:
        """The page that is asked for."""
        return self._keyset.page(self.asked["page_size"], self.asked["cursor"] or "")

    def in_order(self) -> Any:
        """All records, for whoever reads them in one go."""
        return self._keyset.in_order()

    def walk(self, size: int) -> Iterator[list[Any]]:
        """The keys of all records, some at a time."""
        return self._keyset.walk(size)

    def facets(self) -> dict[str, list[dict[str, Any]]]:
        """For each filter that takes several values, how many records each would leave."""
        if not self.filterset or not self.filterset.facets:
            return {}
        counts = self.filterset.counts()
        labels = {name: dict(self.filterset.form.fields[name].choices) for name in counts}
        return {
            name: [
                {"value": value, "label": str(label), "count": counts[name][value]}
                for value, label in labels[name].items()
                if value in counts[name]
            ]
            for name in counts
        }

    @property
    def _keyset(self) -> Keyset:
        steps = self.asked["ordering"]
        if not steps:
            return Keyset(self.records, terms_of(self.records))
        paths = orders(self.collection)
        terms = [
            Term(F(in_language(self.collection, path)), step.startswith("-"))
            for step in steps
            for path in paths[step.removeprefix("-")]
        ]
        return Keyset(self.records, total(terms), ",".join(steps))


def _mistake(filterset: FacetedFilterSet, ignored: Ignored) -> Mistake:
    field = filterset.form.fields[ignored.name]
    return Mistake(ignored.name, f"“{ignored.value[:100]}”", _allowed(field))


def _allowed(field: Any) -> tuple[str, ...]:
    """The values that a filter takes; of a long list its beginning, and how to read all."""
    if not isinstance(field, ChoiceField):
        return ()
    choices: Any = field.choices
    values = [str(value) for value, _label in choices if value]
    return (*values[:MOST_NAMED], "… (?facets=on)") if len(values) > MOST_NAMED else tuple(values)
