"""Tables: what the record tells of one kind of thing, column by column.

One table serves every form in which records leave the portal: the downloads of a list, the API and
the data package. Its columns say by themselves what they hold, so each form is documented by it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.records.domain.languages import LocalText, text_of
from meetings.records.querysets import cells
from meetings.records.table_files.cells import BETWEEN

Value = Any  # what JSON and spreadsheets know: text, number, truth, date, time, list, or None
Text = str | Promise
CHUNK = 2000  # records that are in memory at a time
LANGUAGE_OF_TEXT = _("Language code of the text in the column before")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One fact of each record. None, an empty cell, is “not recorded”; it is never zero.

    `type` is that of a Table Schema: string, integer, number, boolean, date, datetime. `refers_to`
    names the table whose key it holds; `choices` the words that it may hold; `many` says that it
    holds a list. `text` says that it holds a text, which stands in several languages, under the
    column's name or that of `field`.

    `path` leads to the value, or to the record whose text it is, where that is not simply the field
    of the column's name; several are joined by a full stop, as in keys. What no path leads to is
    found by `read` in a record, and by `sql` in the database: an expression, of a text and its
    language two; of a list its members in one. A column with `read` alone, a list or a moment
    without `sql` cannot be told by the database.
    """

    name: str
    about: Text
    type: str = "string"
    path: str = ""
    read: Callable[[Any], Value] | None = None
    sql: Callable[[Any], Any] | None = None
    refers_to: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    text: bool = False
    field: str = ""

    @cached_property
    def _paths(self) -> list[list[str]]:
        return [path.split("__") for path in self.path.split(".")] if self.path else []

    def _found(self, record: Any) -> Any:
        """What the column reads; None if something on the way to it is missing."""
        if self.read:
            return self.read(record)
        found = [reduce(_next, path, record) for path in self._paths]
        if len(found) < 2:
            return found[0] if found else record if self.text else getattr(record, self.name)
        return None if None in found else ".".join(map(str, found))

    def value(self, record: Any) -> Value:
        """What the record tells; None if it is not recorded."""
        value = self._found(record)
        if self.choices and not self.many:
            value = str(value) if value in self.choices else None
        return None if value in ("", "not_recorded") else value

    def texts(self, record: Any, *, all_languages: bool) -> dict[str, Value]:
        """The text by the columns that it has in a file; None where nobody may read it."""
        about, name = self._found(record), self.field or self.name
        if all_languages:
            return {
                f"{self.name}_{language}": getattr(about, f"{name}_{language}", None) or None
                for language in languages_of_the_record()
            }
        local = text_of(about, name) if about else LocalText("", "")
        language = local.language if local.text else None
        return {self.name: local.text or None, f"{self.name}_language": language}

    @property
    def is_in_database(self) -> bool:
        """Whether the database can tell it by itself."""
        return bool(self.sql) or not (self.read or self.many or self.type == "datetime")

    def expressions(self, model: Any) -> Sequence[Any]:
        """How the database tells it of records of the model: a text and its language by two."""
        if self.text:
            path = "__".join(filter(None, [self.path, self.field or self.name]))
            return self.sql(model) if self.sql else cells.local_text(path)
        told = self.sql(model) if self.sql else cells.at(self.path or self.name)
        if self.choices and not self.many:
            return [cells.one_of(told, self.choices)]
        is_key = "." in self.path
        return [told if self.type != "string" or self.many or is_key else cells.known(told)]

    def taken(self, value: Any) -> Value:
        """What the database told, as the record tells it."""
        if self.type == "datetime" and value:
            return value.replace(microsecond=0)
        if not self.many:
            return value
        members = value.split(BETWEEN) if value else []
        return list(map(int, members)) if self.type == "integer" else members


@dataclass(frozen=True, kw_only=True)
class Table:
    """A kind of record as a table.

    `key` are the paths of fields that name a record, joined by a full stop in its `id`. `load`
    fetches what the columns read, with a fixed number of queries for any number of records. `page`
    is the name of the address of a record's page, and the paths of what stands in it.
    """

    name: str
    title: Text
    about: Text
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    load: Callable[[Any], Any] = field(default=lambda records: records)
    page: tuple[str, ...] = ()

    def id_of(self, record: Model) -> str | int:
        """The key of a record: `irg-12-resumed`, `irg-12-resumed.4a`, `31`."""
        values: list[Any] = [reduce(getattr, path.split("__"), record) for path in self.key]
        return values[0] if len(values) == 1 else ".".join(map(str, values))

    def with_id(self, records: Any, key: str) -> Any:
        """Those of the records that the key names: one or none."""
        parts = key.rsplit(".", len(self.key) - 1)  # only a symbol, which comes first, may have one
        if len(parts) != len(self.key) or "\x00" in key:
            return records.none()
        # A number can be written in several ways, but one of them alone is the key.
        written = {f"key_{place}": Cast(path, TextField()) for place, path in enumerate(self.key)}
        wanted = {
            **dict(zip(self.key, parts, strict=True)),
            **dict(zip(written, parts, strict=True)),
        }
        try:
            return records.alias(**written).filter(**wanted)
        except ValueError:  # a word where the key is a number
            return records.none()

    def with_keys(self, records: Any) -> Any:
        """The records with what their keys need, at no further query."""
        paths = {path.rpartition("__")[0] for path in self.key} - {""}
        return records.select_related(*sorted(paths)) if paths else records

    def head(self, *, all_languages: bool = False) -> list[Column]:
        """The columns as they stand in a file: a text has one for itself and one for its language,
        or one for each language of the portal."""
        return [part for column in self.columns for part in _parts(column, all_languages)]

    def row(self, record: Any, *, all_languages: bool = False) -> dict[str, Value]:
        """What the record tells, by the names of the columns."""
        row: dict[str, Value] = {}
        for column in self.columns:
            if column.text:
                row |= column.texts(record, all_languages=all_languages)
            else:
                row[column.name] = column.value(record)
        return row

    def rows(
        self,
        records: QuerySet,
        *,
        key: Callable[[Any], Any] | None = None,
        all_languages: bool = False,
    ) -> Iterator[Mapping[str, Value]]:
        """What the records tell, one after another, in the memory of two thousand of them.

        Those of a short list may be given a `key` by which they are sorted here. What was fetched
        along with them for a page is left aside.
        """
        if self.is_in_database(records) and not (key or all_languages):
            yield from self._rows_of_database(records)
            return
        loaded = self.load(records.prefetch_related(None))
        for record in sorted(loaded, key=key) if key else loaded.iterator(chunk_size=CHUNK):
            yield self.row(record, all_languages=all_languages)

    def is_in_database(self, records: Any) -> bool:
        """Whether the database can tell these records by itself, without making them here."""
        query = getattr(records, "query", None)
        if query is None or query.distinct or query.combinator or query.group_by is not None:
            return False
        return all(column.is_in_database for column in self.columns)

    def told(self, records: Any) -> QuerySet:
        """What the database tells of the records, in the order of the head (`is_in_database`)."""
        expressions = [
            told for column in self.columns for told in column.expressions(records.model)
        ]
        named = {f"cell_{number}": told for number, told in enumerate(expressions)}
        loaded = self.load(records).prefetch_related(None).annotate(**named)
        # Django's own way: that of modeltranslation keeps no order of columns.
        return QuerySet.values_list(loaded, *named)

    def _rows_of_database(self, records: Any) -> Iterator[Mapping[str, Value]]:
        head = self.head()
        names = [column.name for column in head]
        taken = [
            (place, column.taken)
            for place, column in enumerate(head)
            if column.many or column.type == "datetime"
        ]
        for values in self.told(records).iterator(chunk_size=CHUNK):
            row = list(values)
            for place, take in taken:
                row[place] = take(row[place])
            yield dict(zip(names, row, strict=True))


def _next(record: Any, name: str) -> Any:
    return None if record is None else getattr(record, name)


def languages_of_the_record() -> list[str]:
    """The languages that texts may be in, as the names of columns end: `zh_hans`."""
    return [code.replace("-", "_") for code, _label in settings.LANGUAGES]


def _parts(column: Column, all_languages: bool) -> Iterable[Column]:
    if not column.text:
        return [column]
    text = Column(name=column.name, about=column.about, text=True)
    if all_languages:
        languages = languages_of_the_record()
        return [replace(text, name=f"{text.name}_{language}") for language in languages]
    return [text, Column(name=f"{text.name}_language", about=LANGUAGE_OF_TEXT)]
