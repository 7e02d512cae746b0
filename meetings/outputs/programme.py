"""The programme as a table for programs and spreadsheets."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.domain.programme import Programme
from meetings.domain.sittings import Line
from meetings.enums import EntryKind, HoldingStatus
from meetings.records.domain.languages import text_of
from meetings.records.tables import Column, Table


def _papers(line: Line) -> list[str]:
    return [paper.symbol for paper in line.entry.papers] if line.entry else []


LINES = Table(
    name="programme",
    title=_("Programme"),
    about=_("Every line of the programme of a convening, in the time of the venue"),
    key=(),
    columns=(
        Column(
            name="date",
            about=_("Day at the venue, YYYY-MM-DD"),
            type="date",
            read=lambda line: line.starts_at.date() if line.starts_at else None,
        ),
        Column(
            name="starts_at",
            about=_("Beginning, with the offset of the venue from UTC"),
            type="datetime",
        ),
        Column(
            name="ends_at", about=_("End, with the offset of the venue from UTC"), type="datetime"
        ),
        Column(
            name="sitting",
            about=_("Number of the sitting; empty between sittings and where it is not recorded"),
            type="integer",
            read=lambda line: line.sitting.ordinal if line.sitting else None,
        ),
        Column(
            name="room",
            about=_("Room"),
            read=lambda line: text_of(line.sitting, "room").text if line.sitting else None,
        ),
        Column(
            name="webcast",
            about=_("Address of the webcast"),
            read=lambda line: line.sitting.webcast if line.sitting else None,
        ),
        Column(
            name="status",
            about=_("scheduled, held, cancelled or moved"),
            choices=tuple(HoldingStatus.values),
        ),
        Column(
            name="kind",
            about=_("What it is: items, panel, opening, closing, break or other"),
            choices=tuple(EntryKind.values),
            read=lambda line: line.entry.entry.kind if line.entry else None,
        ),
        Column(
            name="items",
            about=_("Agenda items, each with the letters of its body and its own number"),
            many=True,
            read=lambda line: line.item_codes,
        ),
        Column(name="title", about=_("Title of the entry, or the titles of its items")),
        Column(
            name="note",
            about=_("What a reader should know"),
            read=lambda line: text_of(line.entry.entry, "note").text if line.entry else None,
        ),
        Column(
            name="papers",
            about=_("Symbols of the documents issued under the items"),
            many=True,
            read=_papers,
        ),
    ),
)


def facts_of(programme: Programme, url: str) -> dict[str, Any]:
    """What JSON says of the programme, whose page is at the address, before its lines."""
    return {
        "convening": programme.convening.slug,
        "example": programme.convening.is_example,
        "url": url,
        "time_zone": programme.zone.key,
    }
