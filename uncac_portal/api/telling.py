"""Records as the API tells them: the row of the table, with addresses where it refers to others."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from meetings.records.tables import Column, Table
from uncac_portal.registry import COLLECTIONS, Collection

Row = dict[str, Any]
Tree = dict[str, "Tree"]  # what to tell in full instead of by address, and what within that
URL, PAGE = "url", "page"


def references(table: Table) -> dict[str, Column]:
    """The columns that hold the keys of other records, by name."""
    return {c.name: c for c in table.columns if c.refers_to in COLLECTIONS}


def names(table: Table) -> list[str]:
    """What is told of a record, in order."""
    return [*(column.name for column in table.head()), URL, PAGE]


def ways_to_expand(table: Table) -> list[str]:
    """The references that can be told in full, and those within them: `item`, `item.session`."""
    return [
        way
        for name, column in references(table).items()
        for way in (name, *(f"{name}.{n}" for n in references(COLLECTIONS[column.refers_to].table)))
    ]


def tree_of(ways: Iterable[str]) -> Tree:
    """The ways, joined where they run together."""
    tree: Tree = {}
    for way in ways:
        branch = tree
        for step in way.split("."):
            branch = branch.setdefault(step, {})
    return tree


class Teller:
    """Tells records of any kind to one request, with a fixed number of queries for any number."""

    def __init__(self, request: HttpRequest) -> None:
        self._absolute = request.build_absolute_uri
        self._root = self._absolute(reverse("api:root"))

    def list_of(self, kind: str) -> str:
        """The address of the list of a kind of records."""
        return f"{self._root}{kind}/"

    def address(self, kind: str, key: Any) -> str:
        """Where the API tells of a record."""
        return f"{self.list_of(kind)}{quote(str(key), safe='/:@')}/"

    def tell(
        self, kind: str, keys: Sequence[Any], expand: Tree, fields: Sequence[str] = ()
    ) -> list:
        """The records of the kind with the database's keys, in that order."""
        rows = self.plain(kind, keys, fields)
        for name, column in references(COLLECTIONS[kind].table).items():
            if not fields or name in fields:
                self._refer(rows, column, expand.get(name))
        return rows

    def plain(self, kind: str, keys: Sequence[Any], fields: Sequence[str] = ()) -> list[Row]:
        """The same records as a table has them: with the keys of others, not their addresses."""
        collection = COLLECTIONS[kind]
        found = collection.table.load(collection.records().filter(pk__in=keys))
        record_of = {record.pk: record for record in found}
        rows = [self._row(collection, record_of[key]) for key in keys if key in record_of]
        if not fields:
            return rows
        return [{name: row[name] for name in row if name in fields} for row in rows]

    def _row(self, collection: Collection, record: Any) -> Row:
        row = dict(collection.table.row(record))
        has_page = hasattr(record, "get_absolute_url")
        row[URL] = self.address(collection.name, row["id"])
        row[PAGE] = self._absolute(record.get_absolute_url()) if has_page else None
        return row

    def _refer(self, rows: list[Row], column: Column, expand: Tree | None) -> None:
        keys = {key for row in rows for key in _keys(row[column.name])}
        told = self._in_full(column.refers_to, keys, expand) if expand is not None else {}

        def other(key: Any) -> Any:
            return told.get(str(key)) or self.address(column.refers_to, key)

        for row in rows:
            value = row[column.name]
            if value is not None:
                row[column.name] = list(map(other, value)) if column.many else other(value)

    def _in_full(self, kind: str, keys: set[Any], expand: Tree) -> Mapping[str, Row]:
        """The records that the table's keys name, by key."""
        collection = COLLECTIONS[kind]
        wanted = set(map(str, keys))
        rows = self.tell(kind, keys_in_database(collection, wanted), expand)
        return {str(row["id"]): row for row in rows}


def keys_in_database(collection: Collection, wanted: set[str]) -> list[Any]:
    """The database's keys of the public records that the table's keys name: one query."""
    parts = collection.table.key
    split = [key.rsplit(".", len(parts) - 1) for key in wanted]
    near = {
        f"{path}__in": {values[place] for values in split}
        for place, path in enumerate(parts)
        if split
    }
    found = collection.records().filter(**near).order_by().values_list("pk", *parts)
    return [pk for pk, *values in found if ".".join(map(str, values)) in wanted] if near else []


def _keys(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
