"""Documents as a table."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from meetings.enums import Distribution, DocumentKind, IssueStatus
from meetings.models import AgendaItem, Document, Session, Topic
from meetings.records.columns import (
    CHANGED_AT,
    SOURCES,
    item_key,
    key_column,
    slugs,
    with_sources,
)
from meetings.records.tables import Column, Table
from meetings.tables.articles import articles_column
from meetings.tables.topics import topics_column


def _load(documents: Any) -> Any:
    """Documents with what their columns read, none of it hidden."""
    items = AgendaItem.objects.public().select_related("session")
    return with_sources(
        documents.prefetch_related(
            Prefetch("parent", queryset=Document.objects.public()),
            Prefetch("sessions", queryset=Session.objects.public().order_by("slug")),
            Prefetch("items", queryset=items),
            Prefetch("topics", queryset=Topic.objects.public()),
            "articles",
        )
    )


DOCUMENTS = Table(
    name="documents",
    title=_("Documents"),
    about=_("The papers of the sessions, each known by its symbol"),
    key=("symbol",),
    load=_load,
    columns=(
        key_column("symbol", _("Symbol, as printed: CAC/COSP/2021/3")),
        Column(name="second_symbol", about=_("Of a paper that bears the symbols of two bodies")),
        Column(
            name="kind", about=_("What kind of paper it is"), choices=tuple(DocumentKind.values)
        ),
        Column(name="title", about=_("As on its first page"), text=True),
        Column(name="issued_on", about=_("The date that it bears"), type="date"),
        Column(name="issue_note", about=_("What there is to say about its issue"), text=True),
        Column(
            name="issue_status",
            about=_("Whether the paper was issued"),
            choices=tuple(IssueStatus.values),
        ),
        Column(name="job_number", about=_("Job number of the masthead: V.21-04567")),
        Column(
            name="distribution",
            about=_("Distribution that the masthead states"),
            choices=tuple(Distribution.values),
        ),
        Column(name="original_language", about=_("Language code of the original")),
        Column(
            name="parent",
            about=_("The document that an addendum, corrigendum or revision belongs to"),
            refers_to="documents",
            read=lambda d: d.parent.symbol if d.parent else None,
        ),
        Column(
            name="sessions",
            about=_("Sessions that it was issued for"),
            refers_to="sessions",
            many=True,
            read=lambda d: slugs(d.sessions),
        ),
        Column(
            name="items",
            about=_("Agenda items that it was issued under"),
            refers_to="items",
            many=True,
            read=lambda d: sorted(map(item_key, d.items.all())),
        ),
        topics_column(_("Topics that it is about")),
        articles_column(_("Articles of the Convention that it concerns")),
        SOURCES,
        CHANGED_AT,
    ),
)
