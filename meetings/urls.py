"""Addresses of what was convened and what it discussed."""

from django.urls import include, path, register_converter

from meetings.views import (
    agenda,
    articles,
    bodies,
    convenings,
    documents,
    programme,
    sessions,
    sources,
    topics,
)
from meetings.views.converters import SymbolConverter

register_converter(SymbolConverter, "symbol")


def under(prefix: str, *patterns: object) -> object:
    """The patterns under a prefix, in a namespace of the same name."""
    return path(f"{prefix}/", include((list(patterns), prefix)))


urlpatterns = [
    path(
        "meetings/",
        include(
            (
                [
                    path("", convenings.convening_list, name="list"),
                    path("<slug:slug>/", convenings.convening_detail, name="detail"),
                    path("<slug:slug>/programme/", programme.programme, name="programme"),
                    path("<slug:slug>/documents/", convenings.convening_documents, name="documents"),
                ],
                "convenings",
            )
        ),
    ),
    under(
        "sessions",
        path("", sessions.session_list, name="list"),
        path("<slug:slug>/", sessions.session_detail, name="detail"),
        path("<slug:slug>/items/<slug:item>/", agenda.item_detail, name="item"),
    ),
    under(
        "bodies",
        path("", bodies.body_list, name="list"),
        path("<slug:slug>/", bodies.body_detail, name="detail"),
    ),
    under(
        "topics",
        path("", topics.topic_list, name="list"),
        path("<slug:slug>/", topics.topic_detail, name="detail"),
    ),
    under(
        "articles",
        path("", articles.article_list, name="list"),
        path("<int:number>/", articles.article_detail, name="detail"),
    ),
    under(
        "documents",
        path("", documents.document_list, name="list"),
        path("<symbol:symbol>/", documents.document_detail, name="detail"),
    ),
    under("sources", path("", sources.source_list, name="list")),
]
