"""Columns of tables in the words of OpenAPI, with examples."""

from typing import Any

from meetings.records.tables import Column, Table
from uncac_portal.api.telling import PAGE, URL
from uncac_portal.registry import COLLECTIONS

Schema = dict[str, Any]
TYPES: dict[str, Schema] = {
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
}
ADDRESS: Schema = {"type": "string", "format": "uri"}
HOST = "http://localhost:8000"
MOMENT = "2026-01-01T00:00:00Z"
# Of each kind of record, one that the record holds.
IDS: dict[str, Any] = {
    "bodies": "irg",
    "meetings": "2021-09-06-vienna",
    "sessions": "irg-12-resumed",
    "items": "irg-12-resumed.4",
    "documents": "CAC/COSP/IRG/2021/1",
    "files": "CAC/COSP/IRG/2021/1.en",
    "topics": "asset-recovery",
    "entities": "vnm",
    "former_names": "swz.0",
    "treaty_actions": "vnm.0",
    "delegations": "2021-09-06-vienna.vnm",
    "sources": "wco-2021-09-17",
}
VALUES: dict[str, Any] = {"integer": 1, "number": 1.5, "boolean": True, "date": "2021-09-06"}
VALUES |= {"datetime": MOMENT, "string": "…"}


def record_schema(table: Table) -> Schema:
    """What is told of one record of the table."""
    properties = {column.name: value_schema(column) for column in table.head()}
    own = {"description": "Its own address in this interface"}
    page = {"description": "Its page for people, in the language asked for; null if it has none"}
    properties |= {URL: ADDRESS | own, PAGE: _or_null(ADDRESS) | page}
    return {
        "type": "object",
        "description": f"{table.about}. Null is “not recorded”.",
        "properties": properties,
        "additionalProperties": False,
        "example": _example(table),
    }


def value_schema(column: Column) -> Schema:
    """What a column holds."""
    if column.name == "id":
        return _base(column) | {"description": str(column.about)}
    schema = _reference(column) if column.refers_to in COLLECTIONS else _base(column)
    schema = {"type": "array", "items": schema} if column.many else schema
    return _or_null(schema) | {"description": str(column.about)}


def example_of(column: Column, kind: str) -> Any:
    """A value that the column of the kind of record may hold."""
    if column.name == "id":
        return IDS.get(kind, VALUES[column.type])
    if column.refers_to in COLLECTIONS:
        target = COLLECTIONS[column.refers_to].table
        value = f"{HOST}/api/v1/{target.name}/{example_of(target.columns[0], target.name)}/"
    elif column.choices:
        value = column.choices[0]
    elif column.name.endswith("_language"):
        value = "en"
    else:
        value = VALUES[column.type]
    return [value] if column.many else value


def page_schema(kind: str, more: Schema) -> Schema:
    """A page of a list of such things."""
    moment = TYPES["datetime"]
    return {
        "type": "object",
        "required": ["count", "next", "previous", "edition", "as_of", "results"],
        "properties": {
            "count": {"type": "integer", "description": "How many there are, on all pages"},
            "next": _or_null(ADDRESS) | {"description": "The page after this one"},
            "previous": _or_null(ADDRESS) | {"description": "The page before this one"},
            "edition": {"type": "integer", "description": "The edition of the record"},
            "as_of": _or_null(moment)
            | {"description": "What to ask with as `modified_since` next time"},
            **more,
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{kind}"}},
        },
        "additionalProperties": False,
    }


FACETS: Schema = {
    "type": "object",
    "description": "With `facets=on`: records that each value of each filter would leave",
    "additionalProperties": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["value", "label", "count"],
            "properties": {
                "value": {"type": "string"},
                "label": {"type": "string"},
                "count": {"type": "integer"},
            },
            "additionalProperties": False,
        },
    },
}
WITHDRAWN: Schema = {
    "type": ["string", "null"],
    "format": "uri",
    "description": "With `modified_since`: where to read what was withdrawn since. Null with "
    "filters, which would search what is public no more",
}
TOMBSTONE: Schema = {
    "type": "object",
    "required": ["id", "withdrawn", "changed_at"],
    "properties": {
        "id": {"type": ["string", "integer"], "description": "The record that was withdrawn"},
        "withdrawn": {"type": "boolean", "const": True},
        "changed_at": TYPES["datetime"] | {"description": "When it, or what it was part of, was"},
    },
    "additionalProperties": False,
    "example": {"id": "irg-12-resumed", "withdrawn": True, "changed_at": MOMENT},
}


def _base(column: Column) -> Schema:
    schema = dict(TYPES.get(column.type, {"type": column.type}))
    return schema | {"enum": list(column.choices)} if column.choices else schema


def _reference(column: Column) -> Schema:
    in_full = {"$ref": f"#/components/schemas/{column.refers_to}"}
    return {"anyOf": [ADDRESS, in_full]}


def _or_null(schema: Schema) -> Schema:
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    schema = schema | {"type": [schema["type"], "null"]}
    return schema | {"enum": [*schema["enum"], None]} if "enum" in schema else schema


def _example(table: Table) -> Schema:
    row = {column.name: example_of(column, table.name) for column in table.head()}
    return row | {URL: f"{HOST}/api/v1/{table.name}/{row['id']}/", PAGE: None}
