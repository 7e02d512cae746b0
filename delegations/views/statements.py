"""Pages of statements."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from delegations.domain.entities import name_on
from delegations.filters.statements import StatementFilter
from delegations.models import Person, Statement
from delegations.tables.statements import STATEMENTS
from meetings.models import Convening, Document, Topic
from meetings.records.domain.footnotes import Footnotes
from meetings.records.domain.languages import text_of
from meetings.records.downloads import download, download_list
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing


def statement_list(request: HttpRequest) -> HttpResponseBase:
    """Every statement, newest convening first."""
    statements = Statement.objects.of_the_record().for_list().newest_first()
    listing = Listing(request, StatementFilter, statements)
    if file := download_list(request, STATEMENTS, listing):
        return file
    context = {"listing": listing, "footnotes": Footnotes(*listing.page)}
    return render(request, "delegations/statements.html", context)


def convening_statements(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What was said at a convening, item by item."""
    convening = public_or_gone(Convening.objects, slug=slug)
    said = Statement.objects.public().filter(delegation__convening=convening).in_speaking_order()
    name, example = f"{slug}-statements", convening.is_example
    if file := download(request, STATEMENTS, said, name=name, is_example=example):
        return file
    statements = list(said.for_list())
    context = {
        "convening": convening,
        "tab": "statements",
        "statements": statements,
        "footnotes": Footnotes(convening, *statements),
    }
    return render(request, "delegations/convening_statements.html", context)


def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One statement: who, where, under which item, how delivered, what was said."""
    statement = public_or_gone(Statement.objects.for_page(Topic.objects.public()), pk=pk)
    convening = statement.delegation.convening
    spoke = name_on(statement.delegation.entity, convening.starts_on)
    context = {
        "statement": statement,
        "name": text_of(spoke, "name").text,
        "speaker": Person.objects.named_at(convening).filter(pk=statement.speaker_id).first(),
        "paper": Document.objects.public().filter(pk=statement.document_id).first(),
        "articles": statement.articles.all(),
        "convening": convening,
        "footnotes": Footnotes(statement, statement.delegation),
    }
    return render(request, "delegations/statement.html", context)
