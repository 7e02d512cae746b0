"""The programme of a convening."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.domain.programme import programme_of
from meetings.models import Convening
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Sittings and what they took up, day by day, in the time of the venue."""
    convening = public_or_gone(Convening.objects, slug=slug)
    built = programme_of(convening)
    context = {
        "convening": convening,
        "tab": "programme",
        "programme": built,
        "footnotes": Footnotes(convening, *built.sittings, *built.entries),
    }
    return render(request, "meetings/programme.html", context)
