"""The record as tables that refer to one another by keys: what both files of the dataset hold.

A list in a column, such as the topics of a statement, is a table of its own here, so that every
reference is a foreign key: `statements_topics` has one row for each topic of each statement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import format_lazy

from meetings.records.columns import ID, Absolute, with_page
from meetings.records.table_files.cells import plain
from meetings.records.tables import Column, Text
from uncac_portal.registry import COLLECTIONS, Collection

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """One table of the dataset; `key` are the columns that name a row."""

    name: str
    title: Text
    about: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def references(self) -> Iterator[tuple[str, str]]:
        """Each column that refers to a row, with the name of the table where that stands."""
        return (
            (column.name, column.refers_to)
            for column in self.columns
            if column.refers_to in COLLECTIONS
        )

    def is_required(self, column: Column) -> bool:
        """Whether the column is never empty."""
        return column.name in self.key


@dataclass(frozen=True)
class Family:
    """The sheet of one kind of record, and one for each column of it that holds lists."""

    collection: Collection
    main: Sheet
    links: dict[str, Sheet]

    @property
    def columns(self) -> Iterator[Column]:
        """What is told of each record, texts and lists as one column each."""
        return map(_without_unknown, self.collection.table.columns)

    @property
    def sheets(self) -> list[Sheet]:
        """The main sheet, then those of its lists."""
        return [self.main, *self.links.values()]

    def rows(self, absolute: Absolute) -> Iterator[Row]:
        """Every record of the kind by its key, lists in it still, in the memory of a thousand."""
        table = with_page(self.collection.table, self.collection.model, absolute)
        records = table.load(self.collection.records().order_by(*table.key))
        for record in records.iterator(chunk_size=1000):
            yield {n: plain(v) for n, v in table.row(record, all_languages=True).items()}

    def cells(self, row: Row) -> Iterator[tuple[Sheet, list[Any]]]:
        """The row as it is written: its own cells, then a row for each member of its lists."""
        yield self.main, [row[column.name] for column in self.main.columns]
        for name, sheet in self.links.items():
            yield from ((sheet, [row[ID], value]) for value in dict.fromkeys(row[name] or ()))


def families() -> list[Family]:
    """Every kind of record of the registry as sheets."""
    return [_family(collection) for collection in COLLECTIONS.values()]


def _family(collection: Collection) -> Family:
    table = with_page(collection.table, collection.model, absolute=str)
    columns = map(_without_unknown, table.head(all_languages=True))
    head = tuple(column for column in columns if not column.many)
    main = Sheet(name=table.name, title=table.title, about=table.about, columns=head, key=(ID,))
    lists = [column for column in table.columns if column.many]
    return Family(collection, main, {column.name: _links(main, column) for column in lists})


def _without_unknown(column: Column) -> Column:
    """The column as cells have it: what is not recorded is an empty one, and no choice."""
    choices = tuple(choice for choice in column.choices if choice not in ("", "not_recorded"))
    return replace(column, choices=choices)


def _links(main: Sheet, column: Column) -> Sheet:
    owner = replace(main.columns[0], name=main.name, refers_to=main.name)
    return Sheet(
        name=f"{main.name}_{column.name}",
        title=format_lazy("{}: {}", main.title, column.name),
        about=column.about,
        columns=(owner, replace(column, many=False)),
        key=(main.name, column.name),
    )
