"""Pages of agenda items."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.domain.agenda import neighbours_of
from meetings.models import AgendaItem, Document, ProgrammeEntry, Session, Topic
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone


def item_detail(request: HttpRequest, slug: str, item: str) -> HttpResponse:
    """One agenda item: what it is about, its papers, what it was considered with."""
    items = AgendaItem.objects.for_page().with_subjects(Topic.objects.public())
    found = public_or_gone(items, session__slug=slug, slug=item)
    documents = list(
        Document.objects.public().filter(items=found).in_order().for_list(Session.objects.public())
    )
    entries = list(ProgrammeEntry.objects.public().filter(items=found).select_related("sitting"))
    context = {
        "item": found,
        "session": found.session,
        "convening": found.session.convening,
        "neighbours": neighbours_of(found),
        "documents": documents,
        "entries": entries,
        "footnotes": Footnotes(found, *documents, *entries),
    }
    return render(request, "meetings/item.html", context)
