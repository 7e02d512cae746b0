"""Delegations, and the people on their published lists, as tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import name_on, names_on
from delegations.enums import AttendanceMode, Capacity, Function, Participation, Presence
from delegations.models import Delegation
from meetings.records.columns import CHANGED_AT, POSITION, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table


def _name(delegation: Delegation) -> Any:
    return name_on(delegation.entity, delegation.convening.starts_on)


DELEGATIONS = Table(
    name="delegations",
    title=_("Delegations"),
    about=_("Each State or organization at each convening that it is recorded at"),
    key=("convening__slug", "entity__slug"),
    load=lambda delegations: with_sources(
        delegations.select_related("entity", "convening")
        .prefetch_related("entity__former_names")
        .with_capacity()
        .with_participation()
    ),
    columns=(
        key_column(
            "convening__slug.entity__slug",
            _("Convening, and State or organization: 2021-09-06-vienna.vnm"),
        ),
        Column(
            name="convening",
            about=_("The convening"),
            refers_to="meetings",
            path="convening__slug",
        ),
        Column(
            name="entity",
            about=_("The State or organization"),
            refers_to="entities",
            path="entity__slug",
        ),
        Column(
            name="entity_name",
            about=_("Its name on the first day of the convening"),
            text=True,
            read=_name,
            sql=lambda _model: names_on("entity", "convening__starts_on"),
            field="name",
        ),
        Column(
            name="capacity",
            about=_("Its capacity on the first day of the convening"),
            choices=tuple(Capacity.values),
        ),
        Column(
            name="mode",
            about=_("How it took part, where a source says it of the delegation as a whole"),
            choices=tuple(AttendanceMode.values),
        ),
        Column(
            name="participation",
            about=_("How it took part, by that, or else by its people on the public list"),
            choices=tuple(p for p in Participation.values if p != Participation.NOT_RECORDED),
        ),
        Column(name="note", about=_("What a reader should know"), text=True),
        SOURCES,
        CHANGED_AT,
    ),
)


def _load_participants(participants: Any) -> Any:
    return with_sources(
        participants.select_related(
            "person", "delegation__entity", "delegation__convening"
        ).prefetch_related("delegation__entity__former_names")
    )


PARTICIPANTS = Table(
    name="participants",
    title=_("Participants"),
    about=_("People on the published lists of participants who may be listed"),
    key=("pk",),
    load=_load_participants,
    columns=(
        key_column("pk", _("Number of the place in the list"), "integer"),
        Column(
            name="delegation",
            about=_("The delegation"),
            refers_to="delegations",
            path="delegation__convening__slug.delegation__entity__slug",
        ),
        Column(
            name="convening",
            about=_("The convening"),
            refers_to="meetings",
            path="delegation__convening__slug",
        ),
        Column(
            name="entity",
            about=_("The State or organization"),
            refers_to="entities",
            path="delegation__entity__slug",
        ),
        Column(
            name="entity_name",
            about=_("Its name on the first day of the convening"),
            text=True,
            read=lambda p: _name(p.delegation),
            sql=lambda _model: names_on("delegation__entity", "delegation__convening__starts_on"),
            field="name",
        ),
        POSITION,
        Column(
            name="honorific",
            about=_("Form of address"),
            path="person__honorific",
        ),
        Column(name="name", about=_("Given and family name"), text=True, path="person"),
        Column(name="title", about=_("Position at home, as the list gives it"), text=True),
        Column(
            name="function",
            about=_("Function in the delegation"),
            choices=tuple(Function.values),
        ),
        Column(name="mode", about=_("How it took part"), choices=tuple(AttendanceMode.values)),
        Column(
            name="presence",
            about=_("Registered, attended and did not attend are different facts"),
            choices=tuple(Presence.values),
        ),
        SOURCES,
        CHANGED_AT,
    ),
)
