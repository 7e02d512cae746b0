"""Pages of documents."""

import logging
from typing import Any
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings import symbols
from meetings.domain.documents import LanguageRow, former_files_of, languages_of
from meetings.domain.families import family_of
from meetings.domain.files import stored_file
from meetings.enums import Availability
from meetings.filters.documents import DocumentFilter
from meetings.models import AgendaItem, Document, Session, Topic
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import download_list
from meetings.records.files import answer
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing
from meetings.records.searches import unlisted
from meetings.tables.documents import DOCUMENTS

logger = logging.getLogger(__name__)


def document_list(request: HttpRequest) -> HttpResponseBase:
    """Every document, by symbol."""
    documents = Document.objects.of_the_record().in_order().for_list(Session.objects.public())
    listing = Listing(request, DocumentFilter, documents)
    if file := download_list(request, DOCUMENTS, listing):
        return file
    context = {"listing": listing, "footnotes": Footnotes(*listing.page)}
    return render(request, "meetings/documents.html", context)


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
        "former_files": former_files_of(document),
        "footnotes": Footnotes(document, *document.files.all(), *family.members),
    }
    return render(request, "meetings/document.html", context)


def document_file(
    request: HttpRequest, symbol: str, language: str, number: int | None = None
) -> HttpResponseBase:
    """A document in one language: the file held here, a former one, or the way to where it is."""
    document = _find(Document.objects.for_list(Session.objects.public()), symbol)
    asked = [document.symbol, language, *([] if number is None else [number])]
    if request.path != (address := reverse("documents:file", args=asked)):
        return redirect(address, permanent=True)
    [row] = [row for row in languages_of(document) if row.code == language]
    if row.file and row.file.availability == Availability.LINKED and number is None:
        return redirect(row.file.url)
    response = _answer(request, document, language, number)
    if response is None:
        return _not_here(request, document, row)
    response.headers["Content-Language"] = language
    return response


def _answer(
    request: HttpRequest, document: Document, language: str, number: int | None
) -> HttpResponseBase | None:
    try:
        stored = stored_file(document, language, number)
        return unlisted(answer(request, stored), document.is_example) if stored else None
    except FileNotFoundError:
        logger.exception("The storage has lost %s in %s.", document, language)
        return None


def _not_here(request: HttpRequest, document: Document, row: LanguageRow) -> HttpResponse:
    """In which languages the document is to be had, where it is not in the one asked for."""
    context = {"document": document, "row": row}
    return render(request, "meetings/no_such_file.html", context, status=404)


def _find(documents: Any, symbol: str) -> Document:
    try:
        key = symbols.parse(unquote(symbol)).lookup_key  # some programs quote a slash twice
    except symbols.SymbolError as error:
        raise Http404(str(error)) from error
    return public_or_gone(documents.known_by(key))
