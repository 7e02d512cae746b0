"""Feeds of what changed, beside the pages that they belong to."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.domain.naming import convening_name
from meetings.filters.convenings import ConveningFilter
from meetings.filters.documents import DocumentFilter
from meetings.filters.sessions import SessionFilter
from meetings.filters.sources import SourceFilter
from meetings.models import Body, Convening, Document, Session
from meetings.outputs import feeds
from meetings.records.domain.languages import text_of
from meetings.records.feeds import feed_response, list_response
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing
from meetings.records.models import Source
from meetings.records.searches import unlisted


def convening_list_changes(request: HttpRequest) -> HttpResponse:
    """What changed among the convenings that answer the filters of their list."""
    return list_response(
        request,
        Listing(request, ConveningFilter, Convening.objects.of_the_record()),
        title=_("Meetings"),
        page=reverse("convenings:list"),
        entries=feeds.convening_entries,
        withdrawn=feeds.withdrawn_convenings,
    )


def convening_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed of one convening: itself, its documents, its programme."""
    convening = public_or_gone(Convening.objects, slug=slug)
    entries = feeds.entries_of_convening(convening)
    title, page = convening_name(convening), convening.get_absolute_url()
    feed = feed_response(request, title=title, page=page, entries=entries)
    return unlisted(feed, convening.is_example)


def session_list_changes(request: HttpRequest) -> HttpResponse:
    """What changed among the sessions that answer the filters of their list."""
    return list_response(
        request,
        Listing(request, SessionFilter, Session.objects.of_the_record().for_page()),
        title=_("Sessions"),
        page=reverse("sessions:list"),
        entries=feeds.session_entries,
        withdrawn=feeds.withdrawn_sessions,
    )


def session_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed of one session: itself, its documents, when its items are taken up."""
    session = public_or_gone(Session.objects.for_page(), slug=slug)
    entries = feeds.entries_of_session(session)
    title, page = feeds.session_title(session), session.get_absolute_url()
    feed = feed_response(request, title=title, page=page, entries=entries)
    return unlisted(feed, session.convening.is_example)


def body_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed of one body: its sessions, their documents, when their items are taken up."""
    body = public_or_gone(Body.objects, slug=slug)
    entries = feeds.entries_of_body(body)
    title, page = text_of(body, "name").text, body.get_absolute_url()
    return feed_response(request, title=title, page=page, entries=entries)


def document_list_changes(request: HttpRequest) -> HttpResponse:
    """What was issued or changed among the documents that answer the filters of their list."""
    return list_response(
        request,
        Listing(request, DocumentFilter, Document.objects.of_the_record()),
        title=_("Documents"),
        page=reverse("documents:list"),
        entries=feeds.document_entries,
        withdrawn=feeds.withdrawn_documents,
    )


def source_list_changes(request: HttpRequest) -> HttpResponse:
    """What changed among the sources that answer the filters of their list."""
    return list_response(
        request,
        Listing(request, SourceFilter, Source.objects.of_the_record()),
        title=_("Sources"),
        page=reverse("sources:list"),
        entries=feeds.source_entries,
        withdrawn=feeds.withdrawn_sources,
    )
