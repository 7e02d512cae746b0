"""Bodies as a table."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from meetings.enums import SessionNoun
from meetings.models import Body
from meetings.records.columns import CHANGED_AT, POSITION, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table

BODIES = Table(
    name="bodies",
    title=_("Bodies"),
    about=_("The Conference of the States Parties and its subsidiary bodies"),
    key=("slug",),
    load=lambda bodies: with_sources(
        bodies.prefetch_related(Prefetch("parent", queryset=Body.objects.public()))
    ),
    columns=(
        key_column("slug", _("The letters that the body goes by: irg")),
        Column(name="code", about=_("The letters that the body goes by, in capitals")),
        Column(name="name", about=_("Its full official name"), text=True),
        Column(name="short_name", about=_("Its name in lists"), text=True),
        Column(
            name="session_noun",
            about=_("What its gatherings are called"),
            choices=tuple(SessionNoun.values),
        ),
        Column(name="symbol_prefix", about=_("How the symbols of its documents begin")),
        Column(
            name="parent",
            about=_("The body that it is a subsidiary body of"),
            refers_to="bodies",
            read=lambda b: b.parent.slug if b.parent else None,
        ),
        Column(name="mandate", about=_("What it is for, in our own words"), text=True),
        Column(name="established_by", about=_("What established it"), text=True),
        Column(name="established_at", about=_("Where it was established"), text=True),
        Column(name="presided_by", about=_("Who presides over it by rule"), text=True),
        Column(name="first_year", about=_("The year in which it first met"), type="integer"),
        Column(name="dissolved_year", about=_("Last year of a former body"), type="integer"),
        POSITION,
        SOURCES,
        CHANGED_AT,
    ),
)
