"""A search in many records, against what the engine of the database takes for it alone."""

from collections.abc import Callable, Iterator
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.template import engines
from django.test import Client

from tests.benchmarks.figures import Figure
from uncac_portal.search.engines import engine_of
from uncac_portal.search.filters import SearchFilter
from uncac_portal.search.listings import PER_PAGE
from uncac_portal.search.models import Entry
from uncac_portal.search.queries import Term
from uncac_portal.search.results import results_of

QUESTIONS = {"frequent": "asset recovery", "rare": "babacofre babacore"}
ROUNDS = 9
# Written by hand: the same order, and nothing that the order does not need.
FIRST = """
    SELECT e.id FROM search_words JOIN search_entry e ON e.id = search_words.rowid
    WHERE {matches}
    ORDER BY
        CASE
            WHEN search_words.rowid NOT IN
                (SELECT entry_id FROM search_entryname WHERE key = %s) THEN 0
            WHEN e.kind IN ('entities', 'bodies', 'topics', 'articles') THEN 2
            ELSE 1
        END DESC,
        {rank} * (1 + 0.01 * (COALESCE({year}, 2003) - 2003)) DESC,
        e.day DESC NULLS LAST, e.kind, e.record_id
    LIMIT {limit}
"""
COUNT = "SELECT COUNT(*) FROM search_words WHERE {matches}"
WORDS = {
    "sqlite": {
        "matches": "search_words MATCH %s",
        "rank": "-bm25(search_words, 8.0, 1.0)",
        "year": "CAST(SUBSTR(e.day, 1, 4) AS REAL)",
    },
    "postgresql": {
        "matches": "search_words @@ %s::tsquery",
        "rank": "ts_rank_cd('{0.1, 0.2, 0.4, 0.8}', search_words, %s::tsquery, 1)",
        "year": "EXTRACT(YEAR FROM e.day)::float",
    },
}
ROWS = """
    {% for result in results %}{% include "search/result.html" %}{% endfor %}
"""
Found = tuple[list[int], int]  # the first entries, and how many there are


def searches(database: str) -> Iterator[Figure]:
    """Two words, frequent and rare ones, in the record that `search_world.fill` made."""
    known = Entry.objects.count()
    for name, words in QUESTIONS.items():
        found = _by_engine(words)
        assert _by_portal(words) == found, f"“{words}”: the engine's own statement finds other"
        engine, portal, page, shown = _in_turn(
            _by_engine, _by_portal, _page(), _shown(words), words=words
        )
        asked = f"search in {known:,} records, two {name} words"
        yield Figure(
            what=f"{asked}: first {PER_PAGE} and count",
            database=database,
            value=portal,
            reference=engine,
            unit="ms",
            bound=1.5,
            why=f"{found[1]:,} found; {shown:.0f} ms are for fetching and rendering the results",
        )
        yield Figure(
            what=f"{asked}: the whole page with all facets",
            database=database,
            value=page,
            reference=portal,
            unit="ms",
            bound=4,
            why="beside the same without facets and layout",
        )


@transaction.atomic
def _by_engine(words: str) -> Found:
    """What the engine says, in SQL written for it."""
    _read_by_index()
    query, parts = SearchFilter({"q": words}).query, WORDS[connection.vendor]
    expression = engine_of(connection.alias).expression(query.clauses)
    with connection.cursor() as cursor:
        ranked = [expression] * parts["rank"].count("%s")
        cursor.execute(FIRST.format(limit=PER_PAGE, **parts), [expression, query.key, *ranked])
        first = [entry for (entry,) in cursor.fetchall()]
        cursor.execute(COUNT.format(**parts), [expression])
        return first, cursor.fetchone()[0]


@transaction.atomic
def _by_portal(words: str) -> Found:
    """The same from the question as it was typed to the results as they are shown."""
    _read_by_index()
    found = SearchFilter({"q": words})
    entries = found.qs
    first = list(entries[:PER_PAGE])
    _show(first, found.query.terms)
    return [entry.pk for entry in first], entries.count()


def _read_by_index() -> None:
    """Tell the planner what every page of results tells it."""
    if told := engine_of(connection.alias).READ_BY_INDEX:
        with connection.cursor() as cursor:
            cursor.execute(told)


def _shown(words: str) -> Callable[[str], Any]:
    """What the portal adds whatever the engine takes: the first results, known by now, shown."""
    found = SearchFilter({"q": words})
    first = list(found.qs[:PER_PAGE])
    return lambda _words: _show(first, found.query.terms)


def _show(entries: list[Entry], terms: list[Term]) -> str:
    return engines["django"].from_string(ROWS).render({"results": results_of(entries, terms)})


def _page() -> Callable[[str], Any]:
    """Asks for the page of a search, each time at another address, so that none is kept."""
    client, number = Client(headers={"host": "localhost"}), count()

    def asked(words: str) -> None:
        answer = client.get("/search/", {"q": words, "n": next(number)})
        assert answer.status_code == 200, f"the search answers {answer.status_code}"

    return asked


def _in_turn(*functions: Callable[[str], Any], words: str) -> list[float]:
    """The median milliseconds of each, called in turn so that all have the same machine."""
    times: list[list[float]] = [[] for _function in functions]
    for _round in range(ROUNDS):
        for function, taken in zip(functions, times, strict=True):
            start = perf_counter()
            function(words)
            taken.append((perf_counter() - start) * 1000)
    return [median(taken) for taken in times]
