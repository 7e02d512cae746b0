"""Pages of sessions."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from meetings.domain.agenda import Agenda, agenda_of
from meetings.domain.documents import matrix_of
from meetings.domain.sessions import series_of
from meetings.filters.sessions import SessionFilter
from meetings.models import AgendaItem, Document, Session
from meetings.outputs.structured_data import data_of_session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import download, download_list
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing
from meetings.tables.agenda import ITEMS
from meetings.tables.sessions import SESSIONS


def session_list(request: HttpRequest) -> HttpResponseBase:
    """Every session of every body."""
    sessions = Session.objects.of_the_record().for_page().with_item_counts().newest_first()
    listing = Listing(request, SessionFilter, sessions)
    if file := download_list(request, SESSIONS, listing):
        return file
    context = {"listing": listing, "footnotes": Footnotes(*listing.page)}
    return render(request, "meetings/sessions.html", context)


def session_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One session: its agenda, its papers, its place in the series."""
    session = public_or_gone(Session.objects.for_page(), slug=slug)
    agenda = agenda_of(session)
    if file := _items(request, agenda):
        return file
    documents = list(
        Document.objects.public()
        .filter(sessions=session)
        .in_order()
        .for_list(Session.objects.public())
    )
    context = {
        "session": session,
        "convening": session.convening,
        "agenda": agenda,
        "documents": documents,
        "matrix": matrix_of(documents),
        "series": series_of(session),
        "structured_data": data_of_session(session, request.build_absolute_uri),
        "footnotes": Footnotes(session, session.convening, *agenda.items, *documents),
    }
    return render(request, "meetings/session.html", context)


def _items(request: HttpRequest, agenda: Agenda) -> HttpResponseBase | None:
    """The items of the agenda as a file, from top to bottom."""
    session = agenda.session
    places = {item.pk: place for place, item in enumerate(agenda.items)}
    return download(
        request,
        ITEMS,
        AgendaItem.objects.public().filter(session=session),
        key=lambda item: places[item.pk],
        name=f"{session.slug}-items",
        is_example=session.convening.is_example,
    )
