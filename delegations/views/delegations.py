"""Who took part in a convening."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from delegations.domain.delegations import delegations_of, grouped
from delegations.domain.figures import reported_at
from delegations.domain.headcounts import headcount_of
from delegations.outputs import participants as papers
from meetings.models import Convening, Session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone, published_or_gone
from meetings.records.papers.answers import imprint_of, paper_response


def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Delegations in the order of the United Nations, and people where their list is public."""
    convening = public_or_gone(Convening.objects, slug=slug)
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
