"""Addresses of what was convened and what it discussed."""

from django.urls import path, register_converter

from meetings.records.addresses import under
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
from meetings.views.converters import DocumentLanguageConverter, SymbolConverter

register_converter(SymbolConverter, "symbol")
register_converter(DocumentLanguageConverter, "language")

urlpatterns = [
    under(
        "meetings/",
        "convenings",
        path("", convenings.convening_list, name="list"),
        path("<slug:slug>/", convenings.convening_detail, name="detail"),
        path("<slug:slug>/programme/", programme.programme, name="programme"),
        path("<slug:slug>/documents/", convenings.convening_documents, name="documents"),
    ),
    under(
        "sessions/",
        "sessions",
        path("", sessions.session_list, name="list"),
        path("<slug:slug>/", sessions.session_detail, name="detail"),
        path("<slug:slug>/items/<slug:item>/", agenda.item_detail, name="item"),
    ),
    under(
        "bodies/",
        "bodies",
        path("", bodies.body_list, name="list"),
        path("<slug:slug>/", bodies.body_detail, name="detail"),
    ),
    under(
        "topics/",
        "topics",
        path("", topics.topic_list, name="list"),
        path("<slug:slug>/", topics.topic_detail, name="detail"),
    ),
    under(
        "articles/",
        "articles",
        path("", articles.article_list, name="list"),
        path("<int:number>/", articles.article_detail, name="detail"),
    ),
    under(
        "documents/",
        "documents",
        path("", documents.document_list, name="list"),
        path("<symbol:symbol>/<language:language>", documents.document_file, name="file"),
        path("<symbol:symbol>/", documents.document_detail, name="detail"),
    ),
    under("sources/", "sources", path("", sources.source_list, name="list")),
]
