"""Pages of bodies."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from meetings.domain.timelines import timeline_of
from meetings.models import Body, Session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import download
from meetings.records.gone import public_or_gone
from meetings.tables.bodies import BODIES


def body_list(request: HttpRequest) -> HttpResponseBase:
    """The Conference and its subsidiary bodies."""
    if file := download(request, BODIES, Body.objects.public()):
        return file
    bodies = list(Body.objects.public().with_session_counts())
    context = {"bodies": bodies, "footnotes": Footnotes(*bodies)}
    return render(request, "meetings/bodies.html", context)


def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: what it is for, and the series of its sessions."""
    body = public_or_gone(Body.objects, slug=slug)
    sessions = list(
        Session.objects.of_the_record()
        .of_body(body)
        .for_page()
        .with_item_counts()
        .in_series_order()
    )
    context = {
        "body": body,
        "parent": Body.objects.public().filter(pk=body.parent_id).first(),
        "subsidiary_bodies": Body.objects.public().filter(parent=body),
        "sessions": sessions,
        "timeline": timeline_of(sessions),
        "footnotes": Footnotes(body, *sessions),
    }
    return render(request, "meetings/body.html", context)
