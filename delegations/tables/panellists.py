"""Panellists as a table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import name_on
from delegations.enums import DeliveryMode, PanelRole
from meetings.records.columns import CHANGED_AT, POSITION, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table


def _load(panellists: Any) -> Any:
    return with_sources(
        panellists.with_may_be_named()
        .select_related("person", "entity", "entry__convening")
        .prefetch_related("entity__former_names")
    )


def _person(panellist: Any) -> Any:
    return panellist.person if panellist.may_be_named else None


def _entity_name(panellist: Any) -> Any:
    entity, convening = panellist.entity, panellist.entry.convening
    return name_on(entity, convening.starts_on) if entity else None


PANELLISTS = Table(
    name="panellists",
    title=_("Panellists"),
    about=_("Who speaks on the panels of public programmes; named where the person may be"),
    key=("pk",),
    load=_load,
    columns=(
        key_column("pk", _("Number of the place on the panel"), "integer"),
        Column(
            name="convening",
            about=_("The convening"),
            refers_to="meetings",
            path="entry__convening__slug",
        ),
        Column(
            name="entry",
            about=_("The entry of the programme that is the panel"),
            type="integer",
            refers_to="programme",
            path="entry_id",
        ),
        Column(name="role", about=_("Panellist or moderator"), choices=tuple(PanelRole.values)),
        Column(
            name="honorific",
            about=_("Form of address"),
            read=lambda p: person.honorific if (person := _person(p)) else None,
        ),
        Column(name="name", about=_("Given and family name"), text=True, read=_person),
        Column(
            name="title",
            about=_("Position at home"),
            text=True,
            read=lambda p: p if p.may_be_named else None,
        ),
        Column(
            name="entity",
            about=_("The State or organization that the panellist comes from"),
            refers_to="entities",
            read=lambda p: p.entity.slug if p.entity else None,
        ),
        Column(
            name="entity_name",
            about=_("Its name on the first day of the convening"),
            text=True,
            read=_entity_name,
            field="name",
        ),
        Column(name="mode", about=_("How it takes part"), choices=tuple(DeliveryMode.values)),
        POSITION,
        SOURCES,
        CHANGED_AT,
    ),
)
