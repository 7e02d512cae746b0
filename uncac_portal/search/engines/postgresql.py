"""Full-text search by PostgreSQL: a `tsvector` with weights, under a GIN index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from csv import writer
from io import StringIO
from typing import Any

from django.db import connections
from django.db.models import F, FloatField, Func, Model, Value

from uncac_portal.search.analyzer import STEM, Analysed
from uncac_portal.search.queries import Term

# Named as in the engine of SQLite, so that one model reads both.
TABLE = "CREATE TABLE search_words (rowid bigint PRIMARY KEY, search_words tsvector NOT NULL)"
INDEX = "CREATE INDEX search_words_gin ON search_words USING gin (search_words)"
# How many entries have each word; `ts_stat` would read the whole index to tell.
VOCABULARY = """
    CREATE TABLE search_vocabulary (word text COLLATE "C" PRIMARY KEY, entries bigint NOT NULL)
"""
WORDS_OF_SOME = f"""
    SELECT lexeme, COUNT(*) AS entries
    FROM search_words kept, unnest(kept.search_words)
    WHERE rowid = ANY(%s) AND NOT starts_with(lexeme, '{STEM}')
    GROUP BY lexeme
"""
COUNT_IN = f"""
    INSERT INTO search_vocabulary (word, entries) {WORDS_OF_SOME}
    ON CONFLICT (word) DO UPDATE SET entries = search_vocabulary.entries + excluded.entries
"""
COUNT_OUT = f"""
    UPDATE search_vocabulary SET entries = search_vocabulary.entries - gone.entries
    FROM ({WORDS_OF_SOME}) gone WHERE word = gone.lexeme
"""
# `ts_stat` reads the whole index, and counts it faster than anything that is grouped.
COUNT_ALL = f"""
    INSERT INTO search_vocabulary (word, entries)
    SELECT word, ndoc FROM ts_stat('SELECT search_words FROM search_words')
    WHERE NOT starts_with(word, '{STEM}')
"""
# New words wait in a list that the index takes in at once: the longer, the less often.
ROOM_TO_BUILD = "SET LOCAL gin_pending_list_limit = '256MB'; SET LOCAL work_mem = '256MB'"
# Otherwise every search reads whatever waits, till the database comes to vacuum the table.
TAKE_IN = "SELECT gin_clean_pending_list('search_words_gin')"
ANALYZE = "ANALYZE search_entry, search_entryfacet, search_entryname, search_words"
# The planner counts the pages of the table alone and would rather read all of it. Most of the words
# stand beside it, and reading those takes twenty times as long as the index. Till the page is done.
READ_BY_INDEX = "SET LOCAL enable_seqscan = off; "
SOME_KEYS = "SELECT unnest(%s::bigint[])"
TITLE, BODY = "A", "D"
LAST_PLACE = 16_383  # places beyond it all count as this one
MOST_PLACES = 255  # of one word


def create_table(cursor: Any) -> None:
    """Make the table of words with its index, and the list of its words."""
    cursor.execute(TABLE)
    cursor.execute(INDEX)
    cursor.execute(VOCABULARY)


def drop_table(cursor: Any) -> None:
    """Take back what `create_table` made."""
    cursor.execute("DROP TABLE search_vocabulary")
    cursor.execute("DROP TABLE search_words")


def as_keys(keys: Sequence[int]) -> Any:
    """Keys as the parameter of `SOME_KEYS`."""
    return list(keys)


def forget(entries: Sequence[int], using: str) -> None:
    """Keep the words of these entries no longer."""
    with connections[using].cursor() as cursor:
        cursor.execute(COUNT_OUT, [list(entries)])
        cursor.execute("DELETE FROM search_words WHERE rowid = ANY(%s)", [list(entries)])


def begin_anew(using: str) -> None:
    """Keep no words at all, and be ready for a great many."""
    with connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM search_vocabulary")
        cursor.execute("DELETE FROM search_words")
        cursor.execute(ROOM_TO_BUILD)


def end_anew(using: str) -> None:
    """All words are there: take them into the index, count them, and let the planner know."""
    with connections[using].cursor() as cursor:
        cursor.execute(TAKE_IN)
        cursor.execute(COUNT_ALL)
        cursor.execute(ANALYZE)


def insert(model: type[Model], rows: Iterable[tuple[Any, ...]], using: str) -> None:
    """Write rows of a table of the index, but for their keys."""
    table, columns = model._meta.db_table, [f.attname for f in model._meta.concrete_fields[1:]]
    _copy(f"{table} ({', '.join(columns)})", rows, using)


def _copy(table: str, rows: Iterable[tuple[Any, ...]], using: str) -> None:
    file = StringIO()
    writer(file).writerows(rows)
    file.seek(0)
    with connections[using].cursor() as cursor:
        cursor.copy_expert(f"COPY {table} FROM STDIN WITH (FORMAT csv)", file)


def store(rows: Iterable[tuple[int, list[Analysed], list[Analysed]]], using: str) -> None:
    """Keep the analysed title and body of entries."""
    _copy("search_words", ((e, _vector(title, body)) for e, title, body in rows), using)


def count_in(entries: Sequence[int], using: str) -> None:
    """Count the words of entries that were stored."""
    with connections[using].cursor() as cursor:
        cursor.execute(COUNT_IN, [list(entries)])


def _vector(title: list[Analysed], body: list[Analysed]) -> str:
    """Every word and stem with its places; a place is left out where a text ends."""
    places: dict[str, list[str]] = defaultdict(list)
    weighed = [(place, TITLE) for place in title] + [(place, BODY) for place in body]
    for number, (place, weight) in enumerate(weighed, start=1):
        if place.word and number <= LAST_PLACE:
            for token in (place.word, *place.stems):
                places[token].append(f"{number}{weight}")
    return " ".join(f"'{token}':{','.join(at[:MOST_PLACES])}" for token, at in places.items())


def expression(clauses: Sequence[Sequence[Term]], *, titles_only: bool = False) -> str:
    """The clauses in the language of `tsquery`."""
    weight = TITLE if titles_only else ""
    alternatives = (" | ".join(_form(term, weight) for term in clause) for clause in clauses)
    return " & ".join(f"({each})" for each in alternatives)


def _form(term: Term, weight: str) -> str:
    marks = f":{weight}" if weight else ""
    if term.forms and not term.is_prefix:
        return " | ".join(f"'{form}'{marks}" for form in term.forms)
    *words, last = (f"'{word}'{marks}" for word in term.words)
    if term.is_prefix:
        last = f"'{term.words[-1]}':*{weight}"
    return f"({' <-> '.join([*words, last])})"


def relevance(expression: str) -> Func:
    """Rank by frequency and nearness, less for the longer text."""
    return Func(
        F("indexed__words"),
        Value(expression),
        template="ts_rank_cd('{0.1, 0.2, 0.4, 0.8}', %(expressions)s::tsquery, 1)",
        output_field=FloatField(),
    )


def vocabulary(beginning: str, using: str) -> Iterator[tuple[str, int]]:
    """The words of the index that begin so, and how many entries have each."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT word, entries FROM search_vocabulary"
            " WHERE starts_with(word, %s) AND entries > 0",
            [beginning],
        )
        yield from cursor.fetchall()
