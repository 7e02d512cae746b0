"""The programme of a convening, where it names who speaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from delegations.outputs.panellists import panel_lines
from meetings.domain.changes import changes_of
from meetings.domain.programme import programme_of
from meetings.models import Convening, Session
from meetings.outputs import programme_paper as papers
from meetings.records.gone import public_or_gone, published_or_gone
from meetings.records.papers.answers import imprint_of, paper_response


def programme_paper(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The published programme with its panels, as PDF or Word."""
    convening = public_or_gone(Convening.objects, slug=slug)
    published_or_gone(convening.programme_status)
    sessions = Session.objects.public().filter(convening=convening).in_convening_order()
    programme = programme_of(convening)
    imprint = imprint_of(request, reverse("convenings:programme", args=[slug]))
    panels = panel_lines(programme.entries)
    paper = papers.programme_paper(
        programme, list(sessions), imprint, panels, changes_of(convening)
    )
    return paper_response(paper, kind, f"{slug}-programme")
