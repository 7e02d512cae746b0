"""Pages of convenings."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from meetings.domain.agenda import agendas_of
from meetings.domain.documents import matrix_of
from meetings.domain.topics import topics_of
from meetings.filters.convenings import ConveningFilter
from meetings.models import Convening, Document, ProgrammeEntry, Session, Sitting
from meetings.outputs.structured_data import data_of_convening
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import download, download_list
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing
from meetings.tables.convenings import MEETINGS
from meetings.tables.documents import DOCUMENTS


def convening_list(request: HttpRequest) -> HttpResponseBase:
    """Every convening, each joint week once."""
    sessions = Session.objects.public()
    convenings = Convening.objects.of_the_record().in_order().with_sessions(sessions)
    listing = Listing(request, ConveningFilter, convenings)
    if file := download_list(request, MEETINGS, listing):
        return file
    context = {
        "listing": listing,
        "footnotes": Footnotes(*listing.page),
        "examples": Convening.objects.examples().in_order().with_sessions(sessions),
    }
    return render(request, "meetings/convenings.html", context)


def convening_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One convening at a glance: its sessions side by side, who took part, what was said."""
    convening = public_or_gone(Convening.objects, slug=slug)
    agendas = agendas_of(convening)
    items = [item for agenda in agendas for item in agenda.items]
    entries = list(ProgrammeEntry.objects.public().of_convening(convening).without_sitting())
    sessions = [agenda.session for agenda in agendas]
    sittings = list(Sitting.objects.public().filter(convening=convening))
    context = {
        "convening": convening,
        "tab": "overview",
        "agendas": agendas,
        "entries": entries,
        "sitting_count": len(sittings),
        "document_count": Document.objects.public().of_convening(convening).count(),
        "topics": topics_of(items),
        "numbers_missing": any(not item.number for item in items),
        "structured_data": data_of_convening(
            convening, sessions, sittings, request.build_absolute_uri
        ),
        "footnotes": Footnotes(convening, *sessions, *items, *entries),
    }
    return render(request, "meetings/convening.html", context)


def convening_documents(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The papers of a convening's sessions."""
    convening = public_or_gone(Convening.objects, slug=slug)
    found = Document.objects.public().of_convening(convening).in_order()
    name, example = f"{slug}-documents", convening.is_example
    if file := download(request, DOCUMENTS, found, name=name, is_example=example):
        return file
    documents = list(found.for_list(Session.objects.public()))
    context = {
        "convening": convening,
        "tab": "documents",
        "documents": documents,
        "matrix": matrix_of(documents),
        "footnotes": Footnotes(convening, *documents),
    }
    return render(request, "meetings/convening_documents.html", context)
