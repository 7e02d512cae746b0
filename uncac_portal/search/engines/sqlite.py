"""Full-text search by SQLite: a table of FTS5."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.models import F, FloatField, Func, Model, Value

from uncac_portal.search.analyzer import STEM, Analysed
from uncac_portal.search.queries import Term

# Words come folded and cut already: FTS5 only has to leave letters, digits and the mark of stems.
TABLE = f"""
    CREATE VIRTUAL TABLE search_words
    USING fts5(title, body, tokenize = "ascii tokenchars '{STEM}'")
"""
VOCABULARY = "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_words, row)"
READ_BY_INDEX = ""  # it always does
SOME_KEYS = "SELECT value FROM json_each(%s)"
WEIGHT_OF_TITLES = 8.0


def create_table(cursor: Any) -> None:
    """Make the table of words and the list of its words."""
    cursor.execute(TABLE)
    cursor.execute(VOCABULARY)


def drop_table(cursor: Any) -> None:
    """Take back what `create_table` made."""
    cursor.execute("DROP TABLE search_vocabulary")
    cursor.execute("DROP TABLE search_words")


def as_keys(keys: Sequence[int]) -> Any:
    """Keys as the parameter of `SOME_KEYS`."""
    return json.dumps(list(keys))


def forget(entries: Sequence[int], using: str) -> None:
    """Keep the words of these entries no longer."""
    with connections[using].cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(e,) for e in entries])


def begin_anew(using: str) -> None:
    """Keep no words at all, and be ready for a great many."""
    with connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM search_words")


def end_anew(using: str) -> None:
    """All words are there."""


def count_in(entries: Sequence[int], using: str) -> None:
    """FTS5 counts its words itself."""


def insert(model: type[Model], rows: Iterable[tuple[Any, ...]], using: str) -> None:
    """Write rows of a table of the index, but for their keys."""
    table, columns = model._meta.db_table, [f.attname for f in model._meta.concrete_fields[1:]]
    places = ", ".join(["%s"] * len(columns))
    with connections[using].cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", list(rows)
        )


def store(rows: Iterable[tuple[int, list[Analysed], list[Analysed]]], using: str) -> None:
    """Keep the analysed title and body of entries."""
    with connections[using].cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words(rowid, title, body) VALUES (%s, %s, %s)",
            [(entry, _column(title), _column(body)) for entry, title, body in rows],
        )


def _column(analysed: list[Analysed]) -> str:
    """Words in order, a lone mark where a text ends so that no phrase runs on, then all stems."""
    words = [place.word or STEM for place in analysed]
    stems = [stem for place in analysed for stem in place.stems]
    return " ".join([*words, STEM, *stems])


def expression(clauses: Sequence[Sequence[Term]], *, titles_only: bool = False) -> str:
    """The clauses in the language of FTS5."""
    column = "title : " if titles_only else ""
    alternatives = (" OR ".join(_form(term) for term in clause) for clause in clauses)
    return column + "(" + " AND ".join(f"({each})" for each in alternatives) + ")"


def _form(term: Term) -> str:
    if term.forms and not term.is_prefix:
        return " OR ".join(f'"{form}"' for form in term.forms)
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


def relevance(expression: str) -> Func:
    """BM25, of which FTS5 gives the negative."""
    return Func(
        F("indexed__words"),
        Value(WEIGHT_OF_TITLES),
        Value(1.0),
        template="-bm25(%(expressions)s)",
        output_field=FloatField(),
    )


def vocabulary(beginning: str, using: str) -> Iterator[tuple[str, int]]:
    """The words of the index that begin so, and how many entries have each."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT term, doc FROM search_vocabulary WHERE term >= %s AND term < %s",
            [beginning, beginning + "\U0010ffff"],
        )
        yield from cursor.fetchall()
