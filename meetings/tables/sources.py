"""Sources, and what they support, as tables."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from meetings.records.columns import CHANGED_AT, key_column
from meetings.records.enums import EVER_PUBLIC, SourceKind, Standing, Status
from meetings.records.tables import Column, Table

SOURCES = Table(
    name="sources",
    title=_("Sources"),
    about=_("Documents, pages and data sets in which the facts of the record were read"),
    key=("slug",),
    columns=(
        key_column("slug", _("Short name: wco-2021-09-17")),
        Column(name="kind", about=_("What kind of thing it is"), choices=tuple(SourceKind.values)),
        Column(name="publisher", about=_("Who published it")),
        Column(name="author", about=_("The person who signed it")),
        Column(name="title", about=_("As printed, in its own language")),
        Column(
            name="title_is_description",
            about=_("Whether the source bears no title, and the one here describes it"),
            type="boolean",
        ),
        Column(name="language", about=_("Language code of the source")),
        Column(name="address", about=_("Where it was read"), read=lambda s: s.url),
        Column(name="symbol", about=_("Document symbol, of a United Nations document")),
        Column(name="published_on", about=_("The date that it bears"), type="date"),
        Column(name="read_on", about=_("When it was last read for the record"), type="date"),
        Column(name="sha256", about=_("SHA-256 checksum of the copy that was read")),
        Column(name="note", about=_("What a reader should know"), text=True),
        CHANGED_AT,
    ),
)


def citations_table(tables: Mapping[type[Model], Table]) -> Table:
    """Citations as a table, of the kinds of record that have the given tables."""

    def load(citations: Any) -> Any:
        records = [table.with_keys(model.objects.all()) for model, table in tables.items()]  # type: ignore[attr-defined]
        return citations.select_related("source").prefetch_related(
            GenericPrefetch("record", records)
        )

    def table_of(citation: Any) -> Table:
        return tables[type(citation.record)]

    return Table(
        name="citations",
        title=_("Citations"),
        about=_("Which source supports which record, or which facts of it, and how well"),
        key=("pk",),
        load=load,
        columns=(
            key_column("pk", _("Number of the citation"), "integer"),
            Column(
                name="table",
                about=_("The table in which the record stands"),
                choices=tuple(table.name for table in tables.values()),
                read=lambda c: table_of(c).name,
            ),
            Column(
                name="record",
                about=_("The key of the record in its table"),
                read=lambda c: str(table_of(c).id_of(c.record)),
            ),
            Column(
                name="fields",
                about=_("The facts that the source supports; none: the record as a whole"),
                many=True,
            ),
            Column(
                name="source",
                about=_("The source"),
                refers_to="sources",
                path="source__slug",
            ),
            Column(name="locator", about=_("The place in the source")),
            Column(
                name="standing",
                about=_("How the fact follows from the source"),
                choices=tuple(Standing.values),
            ),
            Column(name="note", about=_("Why it is inferred or disputed"), text=True),
            CHANGED_AT,
        ),
    )


def withdrawn_citing(citations: Any, models: Mapping[type[Model], Table]) -> Any:
    """Those of the citations that were of the record till their source or record was withdrawn."""
    by_source = Q(source__status=Status.WITHDRAWN)
    gone = Q(pk__in=[])
    for model in models:
        records: Any = model.objects  # type: ignore[attr-defined]
        gone |= _cites_one_of(records.withdrawn().without_examples())
        gone |= _cites_one_of(records.of_the_record()) & by_source
    return citations.filter(gone, source__status__in=EVER_PUBLIC)


def citing(citations: Any, models: Mapping[type[Model], Table]) -> Any:
    """Those of the citations that are of records of the given kinds, all of them of the record."""
    wanted = Q(pk__in=[])
    for model in models:
        wanted |= _cites_one_of(model.objects.of_the_record())  # type: ignore[attr-defined]
    return citations.filter(wanted)


def _cites_one_of(records: Any) -> Q:
    """That the citation is of one of the records.

    Told by its kind first, then asked of its record alone: of the records of all kinds together a
    database would first put together the whole set.
    """
    kind = ContentType.objects.get_for_model(records.model)
    itself = records.order_by().filter(pk=OuterRef("record_id")).values("pk")[:1]
    return Q(record_type=kind) & Q(record_id=Subquery(itself))
