"""Addresses of what was convened and what it discussed."""

from django.urls import path, register_converter

from meetings.records.addresses import under
from meetings.views import (
    agenda,
    articles,
    bodies,
    calendars,
    changes,
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
    path("calendar.ics", calendars.whole_calendar, name="calendar"),
    under(
        "meetings/",
        "convenings",
        path("", convenings.convening_list, name="list"),
        path("changes.atom", changes.convening_list_changes, name="list-changes"),
        path("<slug:slug>/changes.atom", changes.convening_changes, name="changes"),
        path("calendar.ics", calendars.convening_list_calendar, name="list-calendar"),
        path("<slug:slug>/", convenings.convening_detail, name="detail"),
        path("<slug:slug>/programme/", programme.programme, name="programme"),
        path("<slug:slug>/calendar.ics", calendars.convening_calendar, name="calendar"),
        path("<slug:slug>/calendar/", calendars.convening_calendar_page, name="calendar-page"),
        path("<slug:slug>/documents/", convenings.convening_documents, name="documents"),
    ),
    under(
        "sessions/",
        "sessions",
        path("", sessions.session_list, name="list"),
        path("changes.atom", changes.session_list_changes, name="list-changes"),
        path("<slug:slug>/changes.atom", changes.session_changes, name="changes"),
        path("calendar.ics", calendars.session_list_calendar, name="list-calendar"),
        path("<slug:slug>/", sessions.session_detail, name="detail"),
        path("<slug:slug>/calendar.ics", calendars.session_calendar, name="calendar"),
        path("<slug:slug>/agenda.<paper:kind>", agenda.agenda_paper, name="agenda-paper"),
        path("<slug:slug>/items/<slug:item>/", agenda.item_detail, name="item"),
    ),
    under(
        "bodies/",
        "bodies",
        path("", bodies.body_list, name="list"),
        path("<slug:slug>/", bodies.body_detail, name="detail"),
        path("<slug:slug>/changes.atom", changes.body_changes, name="changes"),
        path("<slug:slug>/calendar.ics", calendars.body_calendar, name="calendar"),
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
        path("changes.atom", changes.document_list_changes, name="list-changes"),
        path("<symbol:symbol>/<language:language>", documents.document_file, name="file"),
        path("<symbol:symbol>/<language:language>/", documents.document_file),
        path(
            "<symbol:symbol>/<language:language>/<int:number>",
            documents.document_file,
            name="file",
        ),
        path("<symbol:symbol>/", documents.document_detail, name="detail"),
    ),
    under(
        "sources/",
        "sources",
        path("", sources.source_list, name="list"),
        path("changes.atom", changes.source_list_changes, name="list-changes"),
    ),
]
