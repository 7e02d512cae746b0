"""Pages of documents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meetings import symbols
from meetings.domain.documents import family_of, languages_of
from meetings.filters.documents import DocumentFilter
from meetings.models import AgendaItem, Document, Session, Topic
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing


def document_list(request: HttpRequest) -> HttpResponse:
    """Every document, by symbol."""
    documents = Document.objects.public().in_order().for_list(Session.objects.public())
    listing = Listing(request, DocumentFilter, documents)
    return render(request, "meetings/documents.html", {"listing": listing})


def document_detail(request: HttpRequest, symbol: str) -> HttpResponse:
    """One document, found by any spelling of its symbol, or of its second one."""
    try:
        key = symbols.parse(symbol).lookup_key
    except symbols.SymbolError as error:
        raise Http404(str(error)) from error
    document = public_or_gone(Document.objects.for_page(Session, AgendaItem, Topic).known_by(key))
    if request.path != document.get_absolute_url():
        return redirect(document, permanent=True)
    family = family_of(document)
    context = {
        "document": document,
        "languages": languages_of(document),
        "family": family,
        "footnotes": Footnotes(document, *document.files.all(), *family.members),
    }
    return render(request, "meetings/document.html", context)
