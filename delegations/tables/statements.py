"""Statements as a table."""

from typing import Any

from django.db.models import Case, F, Prefetch, When
from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import name_on, names_on
from delegations.enums import DeliveryMode, StatementKind
from delegations.models import Statement
from meetings.enums import Format
from meetings.models import Document, Topic
from meetings.records.columns import (
    CHANGED_AT,
    SOURCES,
    key_column,
    with_sources,
)
from meetings.records.tables import Column, Table
from meetings.tables.articles import articles_column
from meetings.tables.topics import topics_column


def _entity_name(statement: Statement) -> Any:
    delegation = statement.delegation
    return name_on(delegation.entity, delegation.convening.starts_on)


def _load(statements: Any) -> Any:
    """Statements with what their columns read, none of it hidden."""
    papers = Prefetch("document", queryset=Document.objects.public())
    topics = Topic.objects.public()
    return with_sources(statements.for_page(topics).prefetch_related("articles", papers))


def _symbol(_model: Any) -> Case:
    public = Document.objects.public().order_by().values("pk")
    return Case(When(document__in=public, then=F("document__symbol")))


STATEMENTS = Table(
    name="statements",
    title=_("Statements"),
    about=_("What delegations said, in our own words"),
    key=("pk",),
    load=_load,
    page=("statements:detail", "pk"),
    columns=(
        key_column("pk", _("Number of the statement in its address"), "integer"),
        Column(
            name="convening",
            about=_("The convening at which it was made"),
            refers_to="meetings",
            path="delegation__convening__slug",
        ),
        Column(
            name="starts_on",
            about=_("First day of the convening"),
            type="date",
            path="delegation__convening__starts_on",
        ),
        Column(
            name="format",
            about=_("How the convening was held"),
            choices=tuple(Format.values),
            path="delegation__convening__format",
        ),
        Column(
            name="entity",
            about=_("The State or organization that spoke"),
            refers_to="entities",
            path="delegation__entity__slug",
        ),
        Column(
            name="entity_name",
            about=_("Its name on the first day of the convening"),
            text=True,
            read=_entity_name,
            sql=lambda _model: names_on("delegation__entity", "delegation__convening__starts_on"),
            field="name",
        ),
        Column(
            name="item",
            about=_("The agenda item under which it was made"),
            refers_to="items",
            path="item__session__slug.item__slug",
        ),
        Column(
            name="body",
            about=_("The body on whose agenda the item stands"),
            refers_to="bodies",
            path="item__session__body__slug",
        ),
        Column(name="kind", about=_("What kind it is"), choices=tuple(StatementKind.values)),
        Column(name="mode", about=_("How it was delivered"), choices=tuple(DeliveryMode.values)),
        Column(name="on_behalf_of", about=_("The group of States spoken for"), text=True),
        Column(name="delivered_on", about=_("Day of delivery"), type="date"),
        Column(name="original_language", about=_("Language code of the original")),
        Column(name="summary", about=_("What was said, in our own words"), text=True),
        topics_column(
            _(
                "Topics that it spoke of; a filter also finds it by those of its agenda item and "
                "by wider topics"
            )
        ),
        articles_column(
            _(
                "Articles of the Convention that it spoke of; a filter also finds it by those of "
                "its agenda item"
            )
        ),
        Column(
            name="document",
            about=_("The text, if it was issued as a document"),
            refers_to="documents",
            read=lambda s: s.document.symbol if s.document else None,
            sql=_symbol,
        ),
        SOURCES,
        CHANGED_AT,
    ),
)
