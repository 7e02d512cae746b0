"""Sessions as a table."""

from django.utils.translation import gettext_lazy as _

from meetings.domain.naming import session_name
from meetings.enums import AgendaStatus, Format, Part
from meetings.records.columns import CHANGED_AT, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table

SESSIONS = Table(
    name="sessions",
    title=_("Sessions"),
    about=_("Each numbered gathering of one body, whether held alone or with others"),
    key=("slug",),
    load=lambda sessions: with_sources(sessions.for_page()),
    columns=(
        key_column("slug", _("Body, number and part: irg-12-resumed")),
        Column(
            name="body",
            about=_("The body whose session it is"),
            refers_to="bodies",
            path="body__slug",
        ),
        Column(name="ordinal", about=_("Number of the session"), type="integer"),
        Column(name="part", about=_("Which part of the session"), choices=tuple(Part.values)),
        Column(name="name", about=_("What the session is called"), read=session_name),
        Column(
            name="convening",
            about=_("The convening in which it was held"),
            refers_to="meetings",
            path="convening__slug",
        ),
        Column(name="starts_on", about=_("Its own first day"), type="date"),
        Column(name="ends_on", about=_("Its own last day"), type="date"),
        Column(name="dates_note", about=_("What is uncertain about the dates"), text=True),
        Column(
            name="format",
            about=_("How the convening was held"),
            choices=tuple(Format.values),
            path="convening__format",
        ),
        Column(
            name="agenda_status",
            about=_("Whether its agenda is provisional or adopted"),
            choices=tuple(AgendaStatus.values),
        ),
        SOURCES,
        CHANGED_AT,
    ),
)
