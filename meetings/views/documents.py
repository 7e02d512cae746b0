"""Pages of documents."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from meetings import symbols
from meetings.domain.documents import family_of, languages_of
from meetings.enums import Availability
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
    document = _find(Document.objects.for_page(Session, AgendaItem, Topic), symbol)
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


def document_file(request: HttpRequest, symbol: str, language: str) -> HttpResponseBase:
    """A document in one language: the file held here, or the way to where it is linked."""
    version = get_object_or_404(_find(Document.objects, symbol).files, language=language)
    if version.availability == Availability.LINKED:
        return redirect(version.url)
    if version.availability != Availability.HELD:
        raise Http404("No copy of the document is held in this language.")
    name = Path(str(version.file.name))
    return FileResponse(
        version.file.open("rb"),
        as_attachment=True,
        filename=f"{name.parent.name}-{name.name}",
    )


def _find(documents: Any, symbol: str) -> Document:
    try:
        key = symbols.parse(symbol).lookup_key
    except symbols.SymbolError as error:
        raise Http404(str(error)) from error
    return public_or_gone(documents.known_by(key))
