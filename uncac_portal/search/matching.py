"""Which entries answer a query, and which of them come first."""

from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr
from django.db.models.lookups import In

from uncac_portal.search.engines import engine_of
from uncac_portal.search.models import Entry, EntryFacet, EntryName, EntryWords
from uncac_portal.search.queries import Query

FIRST_YEAR = "2003"  # of the Convention; what has no day counts as of this year
SUBJECTS = ("entities", "bodies", "topics", "articles")  # other records may be called after them
GAIN_OF_A_YEAR = 0.01  # a mild preference: ten years later is a tenth better


def answering(query: Query, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries that answer every clause of the query, and nothing that it excludes."""
    engine = engine_of(entries.db)
    if query.clauses:
        entries = entries.filter(indexed__words__match=engine.expression(query.clauses))
    if query.excluded:
        excluded = EntryWords.objects.using(entries.db).filter(
            words__match=engine.expression([query.excluded])
        )
        entries = entries.exclude(pk__in=excluded.values("entry"))
    for name, values in query.excluded_filters.items():
        entries = _without(entries, name, values)
    return entries


def in_order(query: Query, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """What bears exactly that name first, then by relevance; without words, the newest first."""
    entries = entries.defer("profile")
    newest = (F("day").desc(nulls_last=True), "kind", "record_id")
    if not query.clauses:
        return entries.order_by(*newest)
    engine = engine_of(entries.db)
    relevance: Any = engine.relevance(engine.expression(query.clauses))
    return entries.annotate(
        named=_named(query, entries.db), score=relevance * (Value(1.0) + _recency())
    ).order_by("-named", "-score", *newest)


def _named(query: Query, using: str) -> Case:
    """Whether the entry bears exactly that name; twice so if it is what the name is of."""
    names = EntryName.objects.using(using).filter(key=query.key).values("entry")
    # Lists that are read once, not asked for with every entry; of the table of words, lest
    # PostgreSQL sort all entries by this alone before it knows which of them answer.
    return Case(
        When(In(F("indexed"), names.filter(entry__kind__in=SUBJECTS)), then=2),
        When(In(F("indexed"), names), then=1),
        default=0,
        output_field=IntegerField(),
    )


def _recency() -> Any:
    # Read off the date as it is written: SQLite calls Python to extract it, for every entry found.
    year = Substr(Cast("day", CharField()), 1, 4)
    years = Cast(Coalesce(year, Value(FIRST_YEAR)), FloatField()) - Value(float(FIRST_YEAR))
    return years * Value(GAIN_OF_A_YEAR)


def _without(entries: QuerySet[Entry], name: str, values: list[str]) -> QuerySet[Entry]:
    if name == "kind":
        return entries.exclude(kind__in=values)
    having = EntryFacet.objects.using(entries.db).filter(name=name, value__in=values)
    return entries.exclude(pk__in=having.values("entry"))
