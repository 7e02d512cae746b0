"""Agenda items as a table."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from meetings.enums import Wording
from meetings.models import AgendaItem, Document, Topic
from meetings.records.columns import (
    CHANGED_AT,
    POSITION,
    SOURCES,
    item_key,
    key_column,
    with_sources,
)
from meetings.records.tables import Column, Table
from meetings.tables.articles import articles_column
from meetings.tables.topics import topics_column


def _load(items: Any) -> Any:
    """Items with what their columns read, none of it hidden."""
    public = AgendaItem.objects.public().select_related("session")
    return with_sources(
        items.select_related("session").prefetch_related(
            Prefetch("parent", queryset=public),
            Prefetch("topics", queryset=Topic.objects.public()),
            "articles",
            Prefetch("considered_with", queryset=public),
            Prefetch("documents", queryset=Document.objects.public().in_order()),
        )
    )


ITEMS = Table(
    name="items",
    title=_("Agenda items"),
    about=_("The items of the agendas; a joint item has a number in each session"),
    key=("session__slug", "slug"),
    load=_load,
    columns=(
        key_column("session__slug.slug", _("Session and number: irg-12-resumed.4a")),
        Column(
            name="session",
            about=_("The session on whose agenda it stands"),
            refers_to="sessions",
            path="session__slug",
        ),
        Column(name="number", about=_("Its number: 4 or 4(a)")),
        Column(
            name="parent",
            about=_("The item that it is a part of"),
            refers_to="items",
            read=lambda i: item_key(i.parent) if i.parent else None,
        ),
        POSITION,
        Column(
            name="title", about=_("As on the agenda; or the subject as it is reported"), text=True
        ),
        Column(
            name="wording",
            about=_("Whether the title is the agenda’s own"),
            choices=tuple(Wording.values),
        ),
        Column(name="annotation", about=_("What it is about, in our own words"), text=True),
        topics_column(_("Topics that it touches")),
        articles_column(_("Articles of the Convention that it concerns")),
        Column(
            name="considered_with",
            about=_("Items of other sessions that were taken up together with it"),
            refers_to="items",
            many=True,
            read=lambda i: sorted(map(item_key, i.considered_with.all())),
        ),
        Column(
            name="documents",
            about=_("Documents that were issued under it"),
            refers_to="documents",
            many=True,
            read=lambda i: [document.symbol for document in i.documents.all()],
        ),
        SOURCES,
        CHANGED_AT,
    ),
)
