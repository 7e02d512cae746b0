"""Addresses of the API. They are a promise, too."""

from django.urls import path

from uncac_portal.api.views import (
    DetailView,
    DocsView,
    ListView,
    RootView,
    SchemaView,
    TombstoneView,
)
from uncac_portal.registry import COLLECTIONS

app_name = "api"
urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    *(
        address
        for name, collection in COLLECTIONS.items()
        for address in (
            path(f"{name}/", ListView.as_view(collection=collection)),
            path(f"{name}/<path:id>/", DetailView.as_view(collection=collection)),
            path(f"tombstones/{name}/", TombstoneView.as_view(collection=collection)),
        )
    ),
]
