"""Pages of sessions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.domain.agenda import agenda_of
from meetings.domain.documents import matrix_of
from meetings.domain.sessions import series_of
from meetings.filters.sessions import SessionFilter
from meetings.models import Document, Session
from meetings.outputs.structured_data import data_of_session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing


def session_list(request: HttpRequest) -> HttpResponse:
    """Every session of every body."""
    sessions = Session.objects.of_the_record().for_page().with_item_counts().newest_first()
    listing = Listing(request, SessionFilter, sessions)
    return render(request, "meetings/sessions.html", {"listing": listing})


def session_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One session: its agenda, its papers, its place in the series."""
    session = public_or_gone(Session.objects.for_page(), slug=slug)
    agenda = agenda_of(session)
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
