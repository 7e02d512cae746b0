"""Sittings and programme entries as tables."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from meetings.enums import EntryKind, HoldingStatus
from meetings.models import AgendaItem, Sitting
from meetings.records.columns import (
    CHANGED_AT,
    POSITION,
    SOURCES,
    item_key,
    key_column,
    with_sources,
)
from meetings.records.tables import Column, Table

CONVENING = Column(
    name="convening",
    about=_("The convening in whose programme it stands"),
    refers_to="meetings",
    path="convening__slug",
)
STATUS = Column(name="status", about=_("What became of it"), choices=tuple(HoldingStatus.values))


def _key(sitting: Sitting) -> str:
    return f"{sitting.convening.slug}.{sitting.ordinal}"


SITTINGS = Table(
    name="sittings",
    title=_("Sittings"),
    about=_("The half-days of the convenings whose programme is public"),
    key=("convening__slug", "ordinal"),
    load=lambda sittings: with_sources(
        sittings.select_related("convening").prefetch_related(
            Prefetch("moved_to", queryset=Sitting.objects.public().select_related("convening"))
        )
    ),
    columns=(
        key_column("convening__slug.ordinal", _("Convening and number: 2021-09-06-vienna.1")),
        CONVENING,
        Column(name="ordinal", about=_("1 for the first of the convening"), type="integer"),
        Column(name="starts_at", about=_("When it begins, in UTC"), type="datetime"),
        Column(name="ends_at", about=_("When it ends, in UTC"), type="datetime"),
        Column(name="room", about=_("Room"), text=True),
        STATUS,
        Column(
            name="moved_to",
            about=_("The sitting that stands in for one that was moved"),
            refers_to="sittings",
            read=lambda s: _key(s.moved_to) if s.moved_to else None,
        ),
        Column(name="webcast", about=_("Address of the webcast")),
        SOURCES,
        CHANGED_AT,
    ),
)


def _load_entries(entries: Any) -> Any:
    """Entries with what their columns read, none of it hidden."""
    items = AgendaItem.objects.public().select_related("session")
    sittings = Sitting.objects.public().select_related("convening")
    return with_sources(
        entries.select_related("convening").prefetch_related(
            Prefetch("sitting", queryset=sittings), Prefetch("items", queryset=items)
        )
    )


PROGRAMME = Table(
    name="programme",
    title=_("Programme"),
    about=_("What the sittings take up: agenda items together, panels, openings and breaks"),
    key=("pk",),
    load=_load_entries,
    columns=(
        key_column("pk", _("Number of the entry"), "integer"),
        CONVENING,
        Column(
            name="sitting",
            about=_("The sitting that takes it up"),
            refers_to="sittings",
            read=lambda e: _key(e.sitting) if e.sitting else None,
        ),
        Column(name="starts_at", about=_("Its own beginning, in UTC"), type="datetime"),
        Column(name="ends_at", about=_("Its own end, in UTC"), type="datetime"),
        STATUS,
        POSITION,
        Column(name="kind", about=_("What is taken up"), choices=tuple(EntryKind.values)),
        Column(name="title", about=_("Of a panel or another entry without items"), text=True),
        Column(name="note", about=_("What a reader should know"), text=True),
        Column(
            name="items",
            about=_("Agenda items that are taken up"),
            refers_to="items",
            many=True,
            read=lambda e: sorted(map(item_key, e.items.all())),
        ),
        SOURCES,
        CHANGED_AT,
    ),
)
