"""The programme as a table for programs and spreadsheets."""

from typing import Any

from meetings.domain.programme import Programme
from meetings.domain.sittings import Line
from meetings.records.domain.languages import text_of
from meetings.records.tables import as_csv, as_json

COLUMNS = {
    "date": "Day at the venue, YYYY-MM-DD",
    "starts_at": "Beginning, with the offset of the venue from UTC",
    "ends_at": "End, with the offset of the venue from UTC",
    "sitting": "Number of the sitting; empty between sittings and where it is not recorded",
    "room": "Room",
    "webcast": "Address of the webcast",
    "status": "scheduled, held, cancelled or moved",
    "kind": "What it is: items, panel, opening, closing, break or other",
    "items": "Agenda items, each with the letters of its body and its own number",
    "title": "Title of the entry, or the titles of its items",
    "note": "What a reader should know",
    "papers": "Symbols of the documents issued under the items",
}


def rows_of(programme: Programme) -> list[dict[str, Any]]:
    """One row per line of the programme; None and an empty list: not recorded."""
    return [_row(line) for line in programme.lines]


def programme_csv(programme: Programme) -> str:
    """The rows as CSV."""
    return as_csv(COLUMNS, rows_of(programme))


def programme_json(programme: Programme, *, edition: int, url: str) -> str:
    """The rows as JSON, with the convening, its zone, the edition and what the columns mean."""
    about = {
        "convening": programme.convening.slug,
        "example": programme.convening.is_example,
        "url": url,
        "edition": edition,
        "time_zone": programme.zone.key,
        "columns": COLUMNS,
    }
    return as_json(about, rows_of(programme))


def _row(line: Line) -> dict[str, Any]:
    sitting, row = line.sitting, line.entry
    return {
        "date": line.starts_at.date().isoformat() if line.starts_at else None,
        "starts_at": line.starts_at.isoformat() if line.starts_at else None,
        "ends_at": line.ends_at.isoformat() if line.ends_at else None,
        "sitting": sitting.ordinal if sitting else None,
        "room": (text_of(sitting, "room").text or None) if sitting else None,
        "webcast": (sitting.webcast or None) if sitting else None,
        "status": line.status.value,
        "kind": row.entry.kind if row else None,
        "items": line.item_codes,
        "title": line.title or None,
        "note": (text_of(row.entry, "note").text or None) if row else None,
        "papers": [paper.symbol for paper in row.papers] if row else [],
    }
