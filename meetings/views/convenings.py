"""Pages of convenings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.domain.agenda import agendas_of
from meetings.domain.documents import matrix_of
from meetings.domain.topics import topics_of
from meetings.filters.convenings import ConveningFilter
from meetings.models import Convening, Document, ProgrammeEntry, Session, Sitting
from meetings.outputs.structured_data import data_of_convening
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing


def convening_list(request: HttpRequest) -> HttpResponse:
    """Every convening, each joint week once."""
    sessions = Session.objects.public()
    convenings = Convening.objects.of_the_record().in_order().with_sessions(sessions)
    context = {
        "listing": Listing(request, ConveningFilter, convenings),
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


def convening_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """The papers of a convening's sessions."""
    convening = public_or_gone(Convening.objects, slug=slug)
    documents = list(
        Document.objects.public()
        .of_convening(convening)
        .in_order()
        .for_list(Session.objects.public())
    )
    context = {
        "convening": convening,
        "tab": "documents",
        "documents": documents,
        "matrix": matrix_of(documents),
        "footnotes": Footnotes(convening, *documents),
    }
    return render(request, "meetings/convening_documents.html", context)
