"""Who took part in a convening."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from delegations.domain.delegations import delegations_of, grouped, participants_of
from delegations.domain.figures import reported_at
from delegations.domain.headcounts import headcount_of
from delegations.outputs import participants as papers
from delegations.tables.delegations import PARTICIPANTS
from meetings.models import Convening, Session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import asked_format, download
from meetings.records.gone import public_or_gone, published_or_gone
from meetings.records.papers.answers import imprint_of, paper_response


def participants(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Delegations in the order of the United Nations, and people where their list is public."""
    convening = public_or_gone(Convening.objects, slug=slug)
    if file := _list(request, convening):
        return file
    delegations = delegations_of(convening)
    people = [person for delegation in delegations for person in delegation.participants.all()]
    reported = reported_at(convening)
    context = {
        "convening": convening,
        "tab": "participants",
        "groups": grouped(delegations),
        "people": people,
        "delegation_count": len(delegations),
        "headcount": headcount_of(convening),
        "reported": reported,
        "footnotes": Footnotes(convening, *reported.everything, *delegations, *people),
    }
    return render(request, "delegations/participants.html", context)


def participants_paper(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The published list of participants, as PDF or Word."""
    convening = public_or_gone(Convening.objects, slug=slug)
    published_or_gone(convening.participants_status)
    sessions = Session.objects.public().filter(convening=convening).in_convening_order()
    imprint = imprint_of(request, reverse("delegations:participants", args=[slug]))
    paper = papers.participants_paper(convening, list(sessions), imprint)
    return paper_response(paper, kind, f"{slug}-participants")


def _list(request: HttpRequest, convening: Convening) -> HttpResponseBase | None:
    """The published list of participants as a file, in the order of the page."""
    if not asked_format(request):
        return None
    published_or_gone(convening.participants_status)
    return download(
        request,
        PARTICIPANTS,
        participants_of(convening),
        name=f"{convening.slug}-participants",
        is_example=convening.is_example,
    )
