"""What a kind of record tells the search."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet

from meetings.records.facets import Facet
from uncac_portal.registry import COLLECTIONS
from uncac_portal.search import texts
from uncac_portal.search.analyzer import Text
from uncac_portal.search.paths import models_along

OWN_FACETS = {"kind"}  # the search has a kind of its own: that of the record


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record that can be found.

    `names` are what it is called in full; `titles` weigh as much; `body` is all else that is
    public of it. `reads` are the paths to whatever other records these texts are taken from;
    `loaded` fetches what many records share (their convening, their entity) once for all of them.
    """

    name: str
    names: Callable[[Any], Iterable[Text]] = texts.nothing
    titles: Callable[[Any], Iterable[Text]] = texts.nothing
    body: Callable[[Any], Iterable[Text]] = texts.nothing
    day: Callable[[Any], date | None] = texts.no_day
    loaded: Callable[[Any], QuerySet]
    reads: tuple[str, ...] = ()

    @cached_property
    def model(self) -> Any:
        """The model of its records."""
        return COLLECTIONS[self.name].model

    def public(self, keys: Sequence[int], *, using: str = DEFAULT_DB_ALIAS) -> QuerySet:
        """Those of the records that are of the record, loaded with all that is read of them."""
        records = self.model.objects.using(using).filter(pk__in=keys)
        return self.loaded(records.of_the_record())

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """The facets of its list."""
        filters = COLLECTIONS[self.name].filters
        named = filters.base_filters.items() if filters else ()
        return {n: f for n, f in named if isinstance(f, Facet) and n not in OWN_FACETS}

    @cached_property
    def built_from(self) -> dict[type[Model], set[str]]:
        """The models whose records an entry of the kind is built from, and the paths to them."""
        ways = [path.to for facet in self.facets.values() for path in facet.paths]
        return models_along(self.model, [*self.reads, *ways])

    def texts_of(self, record: Any) -> Iterator[Text]:
        """All that is indexed of the record, what weighs most first."""
        yield from self.names(record)
        yield from self.titles(record)
        yield from self.body(record)
