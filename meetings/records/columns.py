"""Columns that many tables have."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from meetings.records.models import Citation
from meetings.records.tables import Column, Table, Text

ID, PAGE = "id", "page"
Absolute = Callable[[str], str]  # puts the host before an address


def key_column(key: Callable[[Any], Any], about: Text, type: str = "string") -> Column:
    """`id`: what names the record in this table and in those that refer to it."""
    return Column(name=ID, about=about, type=type, read=key)


SOURCES = Column(
    name="sources",
    about=_("The sources that support the record, by their short names"),
    refers_to="sources",
    many=True,
    read=lambda record: list(
        dict.fromkeys(c.source.slug for c in record.citations.all())  # in the order of citing
    ),
)
CHANGED_AT = Column(
    name="changed_at",
    about=_("When the record was last changed, in UTC"),
    type="datetime",
    read=lambda record: record.changed_at.replace(microsecond=0),
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
    )
    return replace(table, columns=(*table.columns, page))


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
