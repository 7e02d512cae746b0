"""Officers as a table."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import name_on
from delegations.enums import Role
from delegations.models import Entity, Officer
from meetings.models import Session
from meetings.records.columns import CHANGED_AT, POSITION, SOURCES, key_column, with_sources
from meetings.records.domain.languages import text_of
from meetings.records.tables import Column, Table


def _load(officers: Any) -> Any:
    """Officers with what their columns read, none of it hidden."""
    return with_sources(
        officers.select_related("person", "convening").prefetch_related(
            Prefetch("session", queryset=Session.objects.public()),
            Prefetch("entity", queryset=Entity.objects.public().with_names()),
            "titles",
        )
    )


def _entity_name(officer: Officer) -> Any:
    return name_on(officer.entity, officer.convening.starts_on) if officer.entity else None


OFFICERS = Table(
    name="officers",
    title=_("Officers"),
    about=_("Presidents, Chairs, Vice-Chairs and Rapporteurs of convenings and sessions"),
    key=("pk",),
    load=_load,
    columns=(
        key_column("pk", _("Number of the office"), "integer"),
        Column(
            name="convening",
            about=_("The convening"),
            refers_to="meetings",
            path="convening__slug",
        ),
        Column(
            name="session",
            about=_("The session; empty: of the convening as a whole"),
            refers_to="sessions",
            read=lambda o: o.session.slug if o.session else None,
        ),
        Column(name="role", about=_("The office held"), choices=tuple(Role.values)),
        Column(
            name="honorific",
            about=_("Form of address"),
            read=lambda o: o.person.honorific if o.person else None,
        ),
        Column(name="name", about=_("Given and family name"), text=True, read=lambda o: o.person),
        Column(
            name="entity",
            about=_("The State or organization that the officer comes from"),
            refers_to="entities",
            read=lambda o: o.entity.slug if o.entity else None,
        ),
        Column(
            name="entity_name",
            about=_("Its name on the first day of the convening"),
            text=True,
            read=_entity_name,
            field="name",
        ),
        Column(
            name="titles",
            about=_("Titles under which sources name the officer"),
            many=True,
            read=lambda o: [text_of(title, "title").text for title in o.titles.all()],
        ),
        Column(name="note", about=_("What a reader should know"), text=True),
        POSITION,
        SOURCES,
        CHANGED_AT,
    ),
)

OFFICER_TITLES = Table(
    name="officer_titles",
    title=_("Titles of officers"),
    about=_("Each title under which a source names an officer; sources may differ"),
    key=("pk",),
    load=with_sources,
    columns=(
        key_column("pk", _("Number of the title"), "integer"),
        Column(
            name="officer",
            about=_("Who bears the title"),
            type="integer",
            refers_to="officers",
            path="officer_id",
        ),
        Column(name="title", about=_("The title"), text=True),
        POSITION,
        SOURCES,
        CHANGED_AT,
    ),
)
