"""What a package says of itself: `datapackage.json`, as the Data Package standard has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meetings.records.columns import ID, PAGE
from meetings.records.licence import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE
from meetings.records.models import Edition
from meetings.records.table_files.cells import plain
from meetings.records.tables import Column
from uncac_portal.dataset.sheets import Sheet

NAME = "uncac-meetings"
TITLE = "UNCAC meeting records"
ABOUT = (
    "The meetings of the United Nations Convention against Corruption: what was convened, what was "
    "on the agenda, who took part and how, what was said and which papers exist."
)


@dataclass(frozen=True)
class Written:
    """A file of the package: where it stands, and what was measured of it."""

    path: str
    size: int
    sha256: str


def edition_of(edition: Edition) -> dict[str, Any]:
    """The edition in words that programs read."""
    return {"edition": edition.number, "raised_at": plain(edition.raised_at)}


def descriptor(edition: Edition, home: str, files: Mapping[Sheet, Written]) -> dict[str, Any]:
    """The whole package: its edition, its licence, and a resource for each table."""
    return {
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        "homepage": home,
        "version": str(edition.number),
        **edition_of(edition),
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS, "title": LICENCE_TITLE}],
        "resources": [_resource(sheet, file) for sheet, file in files.items()],
    }


def _resource(sheet: Sheet, file: Written) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "type": "table",
        "path": file.path,
        "title": str(sheet.title),
        "description": str(sheet.about),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": schema(sheet),
    }


def schema(sheet: Sheet) -> dict[str, Any]:
    """The Table Schema of a sheet."""
    keys = [
        {"fields": [name], "reference": {"resource": _within(sheet, table), "fields": [ID]}}
        for name, table in sheet.references
    ]
    return {
        "fields": [_field(sheet, column) for column in sheet.columns],
        "missingValues": [""],
        "primaryKey": list(sheet.key),
    } | ({"foreignKeys": keys} if keys else {})


def _field(sheet: Sheet, column: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if sheet.is_required(column):
        rules["required"] = True
    if sheet.key == (column.name,):
        rules["unique"] = True
    if column.choices:
        rules["enum"] = list(column.choices)
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.name == PAGE:
        field["format"] = "uri"
    field["description"] = str(column.about)
    return field | ({"constraints": rules} if rules else {})


def _within(sheet: Sheet, table: str) -> str:
    return "" if table == sheet.name else table  # so the standard names the same resource
