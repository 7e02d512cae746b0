"""Columns that many tables have."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import F, Prefetch, Value
from django.db.models.expressions import Expression
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.records.models import Citation
from meetings.records.querysets import cells
from meetings.records.tables import Column, Table, Text

ID, PAGE = "id", "page"
MARK = "770077"  # stands in an address where a number or a short name will
Absolute = Callable[[str], str]  # puts the host before an address


def key_column(path: str, about: Text, type: str = "string") -> Column:
    """`id`: what names the record in this table and in those that refer to it."""
    return Column(name=ID, about=about, type=type, path=path)


def _sources(model: Any) -> Expression:
    return cells.sources_of(model, Citation.objects.public())


SOURCES = Column(
    name="sources",
    about=_("The sources that support the record, by their short names"),
    refers_to="sources",
    many=True,
    read=lambda record: list(
        dict.fromkeys(c.source.slug for c in record.citations.all())  # in the order of citing
    ),
    sql=_sources,
)
CHANGED_AT = Column(
    name="changed_at",
    about=_("When the record was last changed, in UTC"),
    type="datetime",
    read=lambda record: record.changed_at.replace(microsecond=0),
    sql=lambda _model: F("changed_at"),
)
POSITION = Column(name="position", about=_("Its place in its list, lowest first"), type="integer")


def with_page(table: Table, model: Any, absolute: Absolute) -> Table:
    """The table, and last the addresses of the records' pages, if those of the model have any."""
    if not hasattr(model, "get_absolute_url"):
        return table
    page = Column(
        name=PAGE,
        about=_("Its page in the portal"),
        read=lambda record: absolute(record.get_absolute_url()),
        sql=(lambda _model: _address(absolute, *table.page)) if table.page else None,
    )
    return replace(table, columns=(*table.columns, page))


def _address(absolute: Absolute, name: str, *paths: str) -> Expression:
    """The address of the name, with what stands at the paths in it: numbers or short names."""
    marks = [f"{MARK}{number}" for number in range(len(paths))]
    begin, *others = re.split("|".join(marks), reverse(name, args=marks))
    after = map(Value, others)
    parts = [part for pair in zip(map(F, paths), after, strict=True) for part in pair]
    return cells.Joined(Value(absolute(begin)), *parts)


def slugs(records: Any) -> list[str]:
    """The short names of records that were fetched along with another."""
    return [record.slug for record in records.all()]


def item_key(item: Any) -> str:
    """The key of an agenda item, whose session is to be loaded: `irg-12-resumed.4a`."""
    return f"{item.session.slug}.{item.slug}"


def with_sources(records: Any) -> Any:
    """The records with what the column of sources reads: their public citations."""
    cited = Citation.objects.public().select_related("source").order_by("pk")
    return records.prefetch_related(Prefetch("citations", queryset=cited))
