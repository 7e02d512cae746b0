"""The cost of a list does not grow with the record: its rows are found by an index."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.urls import reverse

from meetings.records.keysets import Keyset, terms_of
from tests.support import millions
from tests.support.worlds import grow
from uncac_portal.registry import COLLECTIONS, Collection

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

# Few by nature, so that they are read whole.
FEW = {"bodies", "topics", "chapters", "articles", "entities", "former_names", "treaty_actions"}
# What is said of all records that answer is counted over all of them, once in an edition: how many
# they are, how many each value of a filter would leave, and which values there are.
TOTAL, FACETS, CHOICES = "SELECT COUNT(*)", "WITH found", "SELECT DISTINCT"
# What is asked of filters that know no values: days, and part of a word. Parts that hardly any
# record has are looked for in all of them, as no index knows them (the search has one of words).
ASKED = {"from": "2003", "to": "2003", "q": "title"}
BIG: set[str] = set()  # tables of a million rows


@pytest.fixture
def record():
    """A million of everything."""
    with transaction.atomic():
        grow(1)
        millions.fill()
        BIG.update(millions.big_tables())
        yield
        transaction.set_rollback(True)


def test_every_list_finds_its_rows_by_an_index(record, client):
    read_whole = {}
    for address in addresses():
        with Plans() as plans:
            assert client.get(address).status_code == 200, address
        if plans.found:
            read_whole[address] = plans.found
    assert read_whole == {}


def addresses() -> Iterator[str]:
    """Every list, as the API tells it and as a page: its beginning, its middle, and each filter."""
    for collection in [COLLECTIONS[name] for name in COLLECTIONS if name not in FEW]:
        middle = millions.middle_of(collection.model)
        deep, asked = cursor_of(collection, middle), filters_of(collection, middle)
        yield from _of_list(f"/api/v1/{collection.name}/", [{"cursor": deep}, *asked])
        if collection.page:
            yield from _of_list(reverse(collection.page), [{"page": 9999, "cursor": deep}, *asked])


def _of_list(path: str, asked: list[dict[str, Any]]) -> Iterator[str]:
    yield path
    yield from (f"{path}?{urlencode(one)}" for one in asked)


def cursor_of(collection: Collection, key: int) -> str:
    """The cursor of the page that begins after the record."""
    records = collection.records()
    keyset = Keyset(records, terms_of(records))
    [place] = keyset._records.filter(pk=key).values_list(*keyset._places)
    return keyset._cursor(place)


def filters_of(collection: Collection, key: int) -> list[dict[str, str]]:
    """Each filter of the list with one value that the record has, or with what is asked of it."""
    if not collection.filters:
        return []
    filterset = collection.filters(QueryDict(), queryset=collection.records())
    values = {
        name: value
        for name, facet in filterset.facets.items()
        for _key, value in facet.pairs_among(filterset.queryset, [key])
    }
    values |= {name: asked for name, asked in ASKED.items() if name in filterset.filters}
    return [{name: value} for name, value in values.items()]


class Plans:
    """Asks the database how it would read what is asked of it meanwhile."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._wrapper = connection.execute_wrapper(self._explain)

    def __enter__(self) -> "Plans":
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._wrapper.__exit__(*error)

    def _explain(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(TOTAL):
            return execute("SELECT 1000000", None, many, context)
        if sql.startswith(FACETS):
            return execute("SELECT '', '', 0 WHERE 1 = 0", None, many, context)
        if sql.startswith("SELECT") and not sql.startswith(CHOICES):
            self.found += whole_tables(sql, params)
        return execute(sql, params, many, context)


def whole_tables(sql: str, params: Any) -> list[str]:
    """The big tables that the query reads from beginning to end."""
    with connection.cursor() as cursor:
        cursor.cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)  # itself not explained
        [[[plan]]] = cursor.cursor.fetchall()
    return [table for table in _read_whole(plan["Plan"]) if table in BIG]


def _read_whole(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _read_whole(part)
