"""Pages of agenda items."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.domain.agenda import neighbours_of
from meetings.domain.programme import lines_taking_up
from meetings.models import AgendaItem, Document, Session, Topic
from meetings.outputs import agenda as papers
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone
from meetings.records.papers.answers import imprint_of, paper_response


def item_detail(request: HttpRequest, slug: str, item: str) -> HttpResponse:
    """One agenda item: what it is about, its papers, what it was considered with."""
    items = AgendaItem.objects.for_page().with_subjects(Topic.objects.public())
    found = public_or_gone(items, session__slug=slug, slug=item)
    documents = list(
        Document.objects.public().filter(items=found).in_order().for_list(Session.objects.public())
    )
    lines = lines_taking_up(found)
    places = [place for line in lines if line.entry for place in (line.entry.entry, line.sitting)]
    context = {
        "item": found,
        "session": found.session,
        "convening": found.session.convening,
        "neighbours": neighbours_of(found),
        "documents": documents,
        "lines": lines,
        "entries": [line.entry.entry for line in lines if line.entry],
        "footnotes": Footnotes(found, *documents, *filter(None, places)),
    }
    return render(request, "meetings/item.html", context)


def agenda_paper(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The annotated agenda of a session, as PDF or Word."""
    session = public_or_gone(Session.objects.for_page(), slug=slug)
    imprint = imprint_of(request, session.get_absolute_url())
    return paper_response(papers.agenda_paper(session, imprint), kind, f"{session.slug}-agenda")
