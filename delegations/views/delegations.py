"""Who took part in a convening."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from delegations.domain.delegations import grouped, in_order, tell_participation
from delegations.domain.figures import reported_at
from delegations.domain.headcounts import headcount_of
from delegations.filters.participants import ParticipantsListing
from delegations.outputs import participants as papers
from delegations.tables.delegations import PARTICIPANTS
from meetings.models import Convening, Session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import asked_format, download_list
from meetings.records.gone import public_or_gone, published_or_gone
from meetings.records.papers.answers import imprint_of, paper_response


def participants(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Delegations in the order of the United Nations, and people where their list is public.

    The first page has the figures and the delegations; a filtered one the delegations that answer;
    the others have people alone.
    """
    convening = public_or_gone(Convening.objects, slug=slug)
    if asked_format(request):
        published_or_gone(convening.participants_status)
    delegations = in_order(convening)
    listing = ParticipantsListing(request, convening, delegations)
    name = f"{slug}-participants"
    if file := download_list(
        request, PARTICIPANTS, listing, name=name, is_example=convening.is_example
    ):
        return file
    shown = listing.delegations if listing.page.number == 1 else []
    if shown:
        tell_participation(shown)
    is_whole = listing.page.number == 1 and not listing.is_filtered
    reported = reported_at(convening) if is_whole else None
    figures = reported.everything if reported else []
    context = {
        "convening": convening,
        "tab": "participants",
        "listing": listing,
        "is_whole": is_whole,
        "groups": grouped(shown),
        "delegation_count": len(delegations),
        "headcount": headcount_of(convening) if is_whole else None,
        "reported": reported,
        "footnotes": Footnotes(convening, *figures, *shown, *listing.page),
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
