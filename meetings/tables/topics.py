"""Topics as a table."""

from typing import Any

from django.db.models import OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _

from meetings.models import Topic
from meetings.records.columns import CHANGED_AT, POSITION, SOURCES, key_column, slugs, with_sources
from meetings.records.querysets.cells import Members
from meetings.records.tables import Column, Table, Text


def _slugs(model: Any) -> Members:
    there = model.topics.field.related_query_name()
    return Members(Topic.objects.public().filter(**{there: OuterRef("pk")}), "slug")


def topics_column(about: Text) -> Column:
    """`topics`: those of a record, which are to be loaded."""
    return Column(
        name="topics",
        about=about,
        refers_to="topics",
        many=True,
        read=lambda record: slugs(record.topics),
        sql=_slugs,
    )


TOPICS = Table(
    name="topics",
    title=_("Topics"),
    about=_("Subjects that agenda items, documents and statements touch, as a tree"),
    key=("slug",),
    load=lambda topics: with_sources(
        topics.select_related("chapter").prefetch_related(
            Prefetch("parent", queryset=Topic.objects.public())
        )
    ),
    columns=(
        key_column("slug", _("Short name in addresses: asset-recovery")),
        Column(name="name", about=_("What it is called"), text=True),
        Column(name="description", about=_("What it comprises"), text=True),
        Column(
            name="parent",
            about=_("The topic that it is a part of"),
            refers_to="topics",
            read=lambda t: t.parent.slug if t.parent else None,
        ),
        Column(
            name="chapter",
            about=_("The chapter of the Convention that it belongs to"),
            type="integer",
            refers_to="chapters",
            path="chapter__number",
        ),
        POSITION,
        SOURCES,
        CHANGED_AT,
    ),
)
