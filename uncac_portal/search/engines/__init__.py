"""Full-text search as each database does it, behind one small interface.

An engine is a module with:

- `create_table(cursor)`, `drop_table(cursor)`: the table of words, for the migration;
- `SOME_KEYS`, `as_keys(keys)`: a query for keys that are given, and its parameter;
- `insert(model, rows, using)`: writes rows of a table of the index, however many, at once;
- `store(rows, using)`: keeps the analysed title and body of entries, by their key;
- `count_in(entries, using)`: counts the words of these, which are new;
- `forget(entries, using)`: keeps them no longer;
- `begin_anew(using)`, `end_anew(using)`: before and after all entries are stored anew;
- `expression(clauses, *, titles_only)`: what `indexed__words__match` is asked for;
- `READ_BY_INDEX`: what to say before a query so that it and the rest of the page find entries by
  their words, however many there are;
- `relevance(expression)`: how well they answer it, the higher the better;
- `vocabulary(beginning, using)`: the words of the index that begin so, and how many entries have
  each.

Both keep the tokens that the analyzer made, and nothing else, so both find the same entries.
"""

from types import ModuleType

from django.db import connections

from uncac_portal.search.engines import postgresql, sqlite

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(database: str) -> ModuleType:
    """The engine of a database, by its alias."""
    return ENGINES[connections[database].vendor]
