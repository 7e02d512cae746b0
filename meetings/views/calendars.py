"""Calendars for the programs of readers, and the page that leads to them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meetings.domain.agenda import agendas_of
from meetings.domain.calendars import Slot, Span, choice_among, of_convenings, of_sessions
from meetings.domain.naming import convening_name, session_name
from meetings.filters.convenings import ConveningFilter
from meetings.filters.sessions import SessionFilter
from meetings.models import AgendaItem, Body, Convening, Session
from meetings.outputs.calendars import as_ics
from meetings.querysets.convenings import ConveningQuerySet
from meetings.records.domain.footnotes import Footnotes
from meetings.records.domain.languages import text_of
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing
from meetings.records.searches import unlisted


def whole_calendar(request: HttpRequest) -> HttpResponse:
    """Everything on record: the days of each convening, and the hours of public programmes."""
    convenings = _convenings(Convening.objects.of_the_record()).in_order()
    return _calendar(request, "uncac-meetings", _("UNCAC meetings"), of_convenings(convenings))


def convening_list_calendar(request: HttpRequest) -> HttpResponse:
    """The convenings that answer the filters of their list."""
    convenings = _convenings(Convening.objects.of_the_record()).in_order()
    listing = Listing(request, ConveningFilter, convenings)
    return _calendar(request, "uncac-meetings", _("UNCAC meetings"), of_convenings(listing.rows))


def convening_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One convening; with `items`, the hours of those agenda items alone."""
    convening = public_or_gone(_convenings(Convening.objects), slug=slug)
    name, choice = convening_name(convening), None
    if any(asked := request.GET.getlist("items")):
        items = AgendaItem.objects.public().filter(session__convening=convening)
        choice = choice_among(list(items.for_page()), asked)
        name = _("My items, %(convening)s") % {"convening": name}
    calendar = _calendar(request, slug, name, of_convenings([convening], choice))
    return unlisted(calendar, convening.is_example)


def session_list_calendar(request: HttpRequest) -> HttpResponse:
    """The sessions that answer the filters of their list."""
    sessions = Session.objects.of_the_record().for_page().with_revisions().newest_first()
    listing = Listing(request, SessionFilter, sessions)
    return _calendar(request, "uncac-sessions", _("UNCAC sessions"), of_sessions(listing.rows))


def session_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One session: its days, and the hours in which its items are taken up."""
    session = public_or_gone(Session.objects.for_page().with_revisions(), slug=slug)
    name = f"{session.body.code} · {session_name(session)}"
    calendar = _calendar(request, slug, name, of_sessions([session]))
    return unlisted(calendar, session.convening.is_example)


def body_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Every session of a body."""
    body = public_or_gone(Body.objects, slug=slug)
    sessions = Session.objects.of_the_record().of_body(body).for_page().with_revisions()
    name = text_of(body, "short_name").text
    return _calendar(request, slug, name, of_sessions(sessions.in_series_order()))


def convening_calendar_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a reader chooses agenda items and gets the address of their calendar."""
    convening = public_or_gone(Convening.objects, slug=slug)
    agendas = agendas_of(convening)
    items = [item for agenda in agendas for item in agenda.items]
    context = {
        "convening": convening,
        "tab": "calendar",
        "agendas": agendas,
        "choice": choice_among(items, request.GET.getlist("items")),
        "footnotes": Footnotes(convening, *(agenda.session for agenda in agendas)),
    }
    return render(request, "meetings/convening_calendar.html", context)


def _convenings(convenings: Any) -> ConveningQuerySet:
    return convenings.with_sessions(Session.objects.public()).with_revisions()


def _calendar(
    request: HttpRequest, slug: str, name: str, entries: Iterable[Span | Slot]
) -> HttpResponse:
    text = as_ics(name, entries, request.build_absolute_uri)
    headers = {"Content-Disposition": f'inline; filename="{slug}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
