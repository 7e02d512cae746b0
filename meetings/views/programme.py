"""The programme of a convening."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from meetings.domain.changes import changes_of, moves_of
from meetings.domain.programme import Programme, programme_of
from meetings.domain.zones import zone_named
from meetings.models import Convening
from meetings.outputs.programme import LINES, facts_of
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import asked_format, download
from meetings.records.enums import Status
from meetings.records.gone import Gone, public_or_gone


def programme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Sittings and what they take up, day by day, in the time of the venue; as a table too.

    A withdrawn programme leaves the page, which says so.
    """
    convening = public_or_gone(Convening.objects, slug=slug)
    asked = request.GET.get("tz", "").strip()
    second_zone = zone_named(asked)
    if second_zone and second_zone.key == convening.time_zone:
        second_zone = None
    built = programme_of(convening, second_zone)
    if file := _file(request, built):
        return file
    context = {
        "convening": convening,
        "tab": "programme",
        "programme": built,
        "changes": changes_of(convening),
        "moves": moves_of(built),
        "unknown_zone": asked if asked and not zone_named(asked) else "",
        "footnotes": Footnotes(convening, *built.sittings, *built.entries),
    }
    is_gone = convening.programme_status == Status.WITHDRAWN
    return render(request, "meetings/programme.html", context, status=410 if is_gone else 200)


def _file(request: HttpRequest, programme: Programme) -> HttpResponseBase | None:
    convening = programme.convening
    if asked_format(request) and convening.programme_status == Status.WITHDRAWN:
        raise Gone
    return download(
        request,
        LINES,
        programme.lines,
        name=f"{convening.slug}-programme",
        more=facts_of(programme, request.build_absolute_uri(request.path)),
        is_example=convening.is_example,
    )
