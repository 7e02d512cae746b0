"""The OpenAPI document: what the views and the columns of the tables say of themselves."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from meetings.records.facets import Facet
from uncac_portal.api.columns import TOMBSTONE, example_of, record_schema
from uncac_portal.api.parameters import Parameter
from uncac_portal.api.problems import CONTENT_TYPE, PROBLEM_SCHEMA
from uncac_portal.registry import COLLECTIONS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
HEADERS: dict[str, Schema] = {
    "ETag": {"description": "Names the edition, the address and the variant.", "schema": TEXT},
    "RateLimit-Limit": {"description": "Requests allowed.", "schema": {"type": "integer"}},
    "RateLimit-Remaining": {"description": "Requests left.", "schema": {"type": "integer"}},
    "RateLimit-Reset": {"description": "Seconds till all are.", "schema": {"type": "integer"}},
}
LINK: Schema = {"description": "The pages beside this one: `next`, `prev`.", "schema": TEXT}
RETRY: Schema = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
MISTAKES = {
    400: "A parameter makes no sense; `errors` names it and what is allowed.",
    404: "There is no such record.",
    405: "This interface is read only.",
    406: "There is no such form of the answer.",
    410: "The record was public once and has been withdrawn.",
    429: "Too many requests from this address.",
    500: "Something failed in the portal.",
}


class ApiSchema(AutoSchema):
    """Describes a view by what it says of itself."""

    def get_operation(self, path: str, *_args: Any) -> Schema:
        view = self.view
        collection = getattr(view, "collection", None)
        return {
            "operationId": path.removeprefix("/api/v1/").strip("/").replace("/", "-") or "root",
            "summary": view.summary(),
            "tags": [collection.name if collection else "about"],
            "parameters": [*_of_path(view, path), *_of_query(view)],
            "responses": _answers(view, path),
        }


@cache
def document() -> Schema:
    """The whole document, in English. It is the same till the portal is deployed anew."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(public=True)


def with_components(result: Schema, **_context: Any) -> Schema:
    """The document with the schemas of all kinds of record; called when it is put together."""
    records = {kind: record_schema(c.table) for kind, c in COLLECTIONS.items()}
    shared = {"problem": PROBLEM_SCHEMA, "tombstone": TOMBSTONE}
    result["components"] = {"schemas": records | shared}
    result["tags"] = [{"name": "about", "description": "The interface itself"}] + [
        {"name": kind, "description": str(collection.table.about)}
        for kind, collection in COLLECTIONS.items()
    ]
    return result


def _of_path(view: Any, path: str) -> Iterable[Schema]:
    if "{id}" not in path:
        return []
    key = view.collection.table.columns[0]
    return [
        {
            "name": "id",
            "in": "path",
            "required": True,
            "description": str(key.about),
            "schema": {"type": "string", "minLength": 1},
            "example": str(example_of(key, view.collection.name)),
        }
    ]


def _of_query(view: Any) -> list[Schema]:
    own = [_described(parameter) for parameter in view.parameters()]
    filters = view.filters.base_filters if view.filters else {}
    return own + [_filter(name, one) for name, one in filters.items()]


def _described(parameter: Parameter) -> Schema:
    told: Schema = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.about,
        "schema": dict(parameter.schema),
    }
    if parameter.schema["type"] == "array":
        told |= {"style": "form", "explode": False}
    if parameter.example:
        told["example"] = parameter.example
    return told


def _filter(name: str, one: Any) -> Schema:
    several = isinstance(one, Facet)
    about = "Any of several; `facets=on` tells which there are." if several else ""
    told: Schema = {
        "name": name,
        "in": "query",
        "description": f"{one.label}. {about}".strip(),
        "schema": {"type": "array", "items": TEXT} if several else TEXT,
    }
    return told | ({"style": "form", "explode": True} if several else {})


def _answers(view: Any, path: str) -> Schema:
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    mistakes = {
        str(status): {"description": about, "content": content}
        for status, about in MISTAKES.items()
        if status not in (404, 410) or "{id}" in path
    }
    mistakes["429"] = mistakes["429"] | {"headers": {"Retry-After": RETRY}}
    links = {"Link": LINK} if any(p.name == "cursor" for p in view.parameters()) else {}
    told = {
        "description": view.summary(),
        "headers": HEADERS | links,
        "content": {form: {"schema": schema} for form, schema in view.content().items()},
    }
    not_modified = {"description": "Nothing has changed since the tag in If-None-Match."}
    return {"200": told, "304": not_modified} | mistakes
