"""The programme of a convening."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.domain.changes import changes_of, moves_of
from meetings.domain.programme import Programme, programme_of
from meetings.domain.zones import zone_named
from meetings.models import Convening
from meetings.outputs.programme import programme_csv, programme_json
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone
from meetings.records.searches import unlisted


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Sittings and what they take up, day by day, in the time of the venue; as a table too."""
    convening = public_or_gone(Convening.objects, slug=slug)
    asked = request.GET.get("tz", "").strip()
    second_zone = zone_named(asked)
    if second_zone and second_zone.key == convening.time_zone:
        second_zone = None
    built = programme_of(convening, second_zone)
    if request.GET.get("format") in ("csv", "json"):
        return _table(request, built)
    context = {
        "convening": convening,
        "tab": "programme",
        "programme": built,
        "changes": changes_of(convening),
        "moves": moves_of(built),
        "unknown_zone": asked if asked and not zone_named(asked) else "",
        "footnotes": Footnotes(convening, *built.sittings, *built.entries),
    }
    return render(request, "meetings/programme.html", context)


def _table(request: HttpRequest, programme: Programme) -> HttpResponse:
    kind = request.GET["format"]
    if kind == "csv":
        text, content_type = programme_csv(programme), "text/csv; charset=utf-8"
    else:
        url = request.build_absolute_uri(request.path)
        edition = request.edition  # type: ignore[attr-defined]
        text = programme_json(programme, edition=edition, url=url)
        content_type = "application/json"
    name = f"{programme.convening.slug}-programme.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse(text, content_type=content_type, headers=headers)
    return unlisted(response, programme.convening.is_example)
