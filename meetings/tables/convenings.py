"""Convenings as a table."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from meetings.enums import Format, HoldingStatus
from meetings.models import Session
from meetings.records.columns import CHANGED_AT, SOURCES, key_column, slugs, with_sources
from meetings.records.tables import Column, Table

# Every convening is scheduled until more is on record: that word tells nothing.
WHAT_BECAME = tuple(v for v in HoldingStatus.values if v != HoldingStatus.SCHEDULED)

MEETINGS = Table(
    name="meetings",
    title=_("Meetings"),
    about=_("Each convening, in which one session or several were held at one place and time"),
    key=("slug",),
    load=lambda convenings: with_sources(
        convenings.prefetch_related(
            Prefetch("sessions", queryset=Session.objects.public().in_convening_order())
        )
    ),
    columns=(
        key_column("slug", _("First day and city: 2021-09-06-vienna")),
        Column(name="starts_on", about=_("First day"), type="date"),
        Column(name="ends_on", about=_("Last day"), type="date"),
        Column(name="dates_note", about=_("What is uncertain about the dates"), text=True),
        Column(name="city", about=_("Where it was convened"), text=True),
        Column(name="country", about=_("ISO 3166-1 alpha-2 code of the country: AT")),
        Column(name="venue", about=_("Building or conference centre"), text=True),
        Column(name="time_zone", about=_("Time zone of the venue: Europe/Vienna")),
        Column(name="format", about=_("How it was held"), choices=tuple(Format.values)),
        Column(name="format_note", about=_("What there is to say about the format"), text=True),
        Column(
            name="holding",
            about=_("What became of it; empty where only that it was convened is on record"),
            choices=WHAT_BECAME,
        ),
        Column(
            name="in_person_limit",
            about=_("How many representatives of each State could be in the room"),
            type="integer",
        ),
        Column(name="note", about=_("What else a reader should know"), text=True),
        Column(
            name="sessions",
            about=_("The sessions held in it"),
            refers_to="sessions",
            many=True,
            read=lambda c: slugs(c.sessions),
        ),
        SOURCES,
        CHANGED_AT,
    ),
)
