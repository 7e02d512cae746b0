"""What stands at the addresses of the API."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.response import Response

from meetings.records.gone import Gone
from meetings.records.keysets import Keyset, Term, total
from uncac_portal.api import offers
from uncac_portal.api.base import ApiView
from uncac_portal.api.changes import withdrawn_since
from uncac_portal.api.columns import FACETS, WITHDRAWN, page_schema
from uncac_portal.api.forms import CsvForm, HtmlForm, JsonForm, YamlForm
from uncac_portal.api.lists import RecordList
from uncac_portal.api.openapi import document
from uncac_portal.api.parameters import Parameter
from uncac_portal.api.problems import Mistake, Misunderstood
from uncac_portal.api.telling import names, tree_of
from uncac_portal.registry import COLLECTIONS, Collection

CSV: dict[str, Any] = {CsvForm.media_type: {"type": "string"}}


class RootView(ApiView):
    """What the API has, and where."""

    def get(self, request: Any) -> Response:
        schema = request.build_absolute_uri(reverse("api:schema"))
        return Response(
            {
                "title": _("UNCAC meeting records"),
                "about": _("The public record of meetings, read only. Null is “not recorded”."),
                **self.as_of(),
                "docs": request.build_absolute_uri(reverse("api:docs")),
                "schema": schema,
                "schema_yaml": f"{schema}?format=yaml",
                "collections": list(map(self._collection, COLLECTIONS.values())),
            }
        )

    def _collection(self, collection: Collection) -> dict[str, Any]:
        absolute = self.request.build_absolute_uri
        return {
            "name": collection.name,
            "title": collection.table.title,
            "about": collection.table.about,
            "url": self.teller.list_of(collection.name),
            "tombstones": self.teller.list_of(f"tombstones/{collection.name}"),
            "page": absolute(reverse(collection.page)) if collection.page else None,
        }


class CollectionView(ApiView):
    """An address of one collection."""

    collection: Collection = next(iter(COLLECTIONS.values()))

    def parameters(self) -> list[Parameter]:
        return [*super().parameters(), *offers.of_records(self.collection.table)]


class ListView(CollectionView):
    """The records of a collection that answer the filters."""

    renderer_classes = [JsonForm, CsvForm]

    @property
    def filters(self) -> Any:
        return self.collection.filters

    def parameters(self) -> list[Parameter]:
        return [*super().parameters(), *offers.of_lists(self.collection)]

    def summary(self) -> str:
        return f"{self.collection.table.title}: those that answer the filters"

    def content(self) -> dict[str, Any]:
        more = {"tombstones": WITHDRAWN} | ({"facets": FACETS} if self.filters else {})
        return {JsonForm.media_type: page_schema(self.collection.name, more), **CSV}

    def get(self, request: Any) -> HttpResponseBase:
        found = RecordList(self.collection, self.asked, request.query_params)
        return self._as_csv(found) if self.is_csv else self._as_json(found)

    def _as_json(self, found: RecordList) -> Response:
        expand, fields = tree_of(self.asked.get("expand") or []), self.asked.get("fields") or []
        body: dict[str, Any] = {"count": found.count}
        if self.asked["modified_since"]:
            body["tombstones"] = None if found.is_filtered else self._tombstones()
        if self.asked.get("facets"):
            body["facets"] = found.facets()
        body["results"] = self.teller.tell(self.collection.name, found.page.keys, expand, fields)
        return self.paged(found.page, body)

    def _as_csv(self, found: RecordList) -> HttpResponseBase:
        self._refuse_in_csv("expand", "facets")
        fields = self.asked.get("fields") or []
        columns = [n for n in names(self.collection.table) if n in fields] or [
            column.name for column in self.collection.table.head()
        ]
        in_pages = self.request.query_params.keys() & {"page_size", "cursor"}
        table, records = self.collection.table, found.in_order()
        if not in_pages and not fields and table.is_in_database(records):
            return self.copied(table, records)
        pages = iter([found.page.keys]) if in_pages else found.walk(offers.MOST_RECORDS)
        rows = (self.teller.plain(self.collection.name, keys, fields) for keys in pages)
        return self.csv(columns, rows, **(self.links(found.page) if in_pages else {}))

    def _refuse_in_csv(self, *unfit: str) -> None:
        asked = [name for name in unfit if self.asked.get(name)]
        if asked:
            raise Misunderstood(*(Mistake(name, _("Only with format=json")) for name in asked))

    def _tombstones(self) -> str:
        where = self.teller.list_of(f"tombstones/{self.collection.name}")
        since = urlencode({"modified_since": self.request.query_params["modified_since"]})
        return f"{where}?{since}"


class DetailView(CollectionView):
    """One record."""

    def summary(self) -> str:
        return f"{self.collection.table.title}: one of them"

    def content(self) -> dict[str, Any]:
        return {JsonForm.media_type: {"$ref": f"#/components/schemas/{self.collection.name}"}}

    def get(self, request: Any, id: str) -> Response:
        records, gone = self.collection.records(), self.collection.withdrawn()
        key = self.collection.table.with_id(records, id).values_list("pk", flat=True).first()
        if key is None:
            raise Gone if self.collection.table.with_id(gone, id).exists() else Http404
        expand, fields = tree_of(self.asked.get("expand") or []), self.asked.get("fields") or []
        [record] = self.teller.tell(self.collection.name, [key], expand, fields)
        return Response(record)


class TombstoneView(CollectionView):
    """What was withdrawn from a collection: that it was, and nothing of what it said."""

    renderer_classes = [JsonForm, CsvForm]

    def parameters(self) -> list[Parameter]:
        return [*ApiView.parameters(self), *offers.of_tombstones()]

    def summary(self) -> str:
        return f"{self.collection.table.title}: what was withdrawn"

    def content(self) -> dict[str, Any]:
        return {JsonForm.media_type: page_schema("tombstone", {}), **CSV}

    def get(self, request: Any) -> HttpResponseBase:
        """The latest withdrawal first."""
        gone = withdrawn_since(self.collection, self.asked["modified_since"])
        keyset = Keyset(gone, total([Term(F("updated"), descending=True)]), "tombstones")
        if self.is_csv:
            rows = map(self._told, keyset.walk(offers.MOST_RECORDS))
            return self.csv(["id", "withdrawn", "changed_at"], rows)
        page = keyset.page(self.asked["page_size"], self.asked["cursor"] or "")
        return self.paged(page, {"count": gone.count(), "results": self._told(page.keys)})

    def _told(self, keys: list[Any]) -> list[dict[str, Any]]:
        table = self.collection.table
        gone = table.with_keys(withdrawn_since(self.collection, None).filter(pk__in=keys))
        record_of = {record.pk: record for record in gone}
        return [
            {"id": table.id_of(record), "withdrawn": True, "changed_at": record.updated}
            for record in map(record_of.get, keys)
            if record
        ]


class SchemaView(ApiView):
    """The OpenAPI document of this API."""

    renderer_classes = [JsonForm, YamlForm]

    def get(self, request: Any) -> Response:
        return Response(document())


class DocsView(ApiView):
    """The documentation, for people."""

    renderer_classes = [HtmlForm]

    def get(self, request: Any) -> HttpResponse:
        return render(request, "api/docs.html")
