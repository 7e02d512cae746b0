"""Reported figures as a table."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from delegations.enums import AttendanceMode, Measure, Qualifier
from meetings.models import Session
from meetings.records.columns import CHANGED_AT, POSITION, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table

FIGURES = Table(
    name="figures",
    title=_("Reported figures"),
    about=_("Numbers that sources state, never mixed with what is counted"),
    key=("pk",),
    load=lambda figures: with_sources(
        figures.select_related("convening").prefetch_related(
            Prefetch("session", queryset=Session.objects.public())
        )
    ),
    columns=(
        key_column("pk", _("Number of the figure"), "integer"),
        Column(
            name="convening",
            about=_("The convening that it speaks of"),
            refers_to="meetings",
            path="convening__slug",
        ),
        Column(
            name="session",
            about=_("The session, if it speaks of one only"),
            refers_to="sessions",
            read=lambda f: f.session.slug if f.session else None,
        ),
        Column(name="measure", about=_("What is counted"), choices=tuple(Measure.values)),
        Column(
            name="value",
            about=_("The number; empty: the source says that they took part, not how many"),
            type="integer",
        ),
        Column(name="qualifier", about=_("How exact it is"), choices=tuple(Qualifier.values)),
        Column(
            name="mode",
            about=_("The mode of attendance that it speaks of"),
            choices=tuple(AttendanceMode.values),
        ),
        Column(name="occasion", about=_("The side event that it speaks of"), text=True),
        Column(name="note", about=_("What a reader should know"), text=True),
        POSITION,
        SOURCES,
        CHANGED_AT,
    ),
)
