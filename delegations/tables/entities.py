"""States and organizations, their former names and what they did about the Convention."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import LAST_DAY
from delegations.enums import Capacity, EntityKind, RegionalGroup, TreatyActionKind
from meetings.records.columns import CHANGED_AT, POSITION, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table

ENTITIES = Table(
    name="entities",
    title=_("States and organizations"),
    about=_("Whoever can send a delegation"),
    key=("slug",),
    load=lambda entities: with_sources(entities.with_capacity_on(LAST_DAY)),
    columns=(
        key_column("slug", _("ISO alpha-3 code of a State, else the acronym: vnm")),
        Column(name="kind", about=_("What kind of thing it is"), choices=tuple(EntityKind.values)),
        Column(name="name", about=_("Its present short name"), text=True),
        Column(name="acronym", about=_("Acronym of an organization")),
        Column(name="iso2", about=_("ISO alpha-2 code: VN")),
        Column(name="iso3", about=_("ISO alpha-3 code: VNM")),
        Column(name="m49", about=_("UN M49 code, of three digits: 704")),
        Column(
            name="regional_group",
            about=_("Regional group at the United Nations; empty too if it is in none"),
            choices=tuple(RegionalGroup.values),
        ),
        Column(
            name="capacity",
            about=_("Its capacity by the last of its treaty actions on record"),
            choices=tuple(Capacity.values),
        ),
        Column(name="website", about=_("Address of its website")),
        SOURCES,
        CHANGED_AT,
    ),
)

ENTITY = Column(
    name="entity",
    about=_("The State or organization"),
    refers_to="entities",
    path="entity__slug",
)
PLACE_KEY = key_column("entity__slug.position", _("State or organization, and place: swz.0"))


def _load(parts: Any) -> Any:
    return with_sources(parts.select_related("entity"))


FORMER_NAMES = Table(
    name="former_names",
    title=_("Former names"),
    about=_("Names that States and organizations bore for a time"),
    key=("entity__slug", "position"),
    load=_load,
    columns=(
        PLACE_KEY,
        ENTITY,
        POSITION,
        Column(name="name", about=_("The former name"), text=True),
        Column(name="valid_from", about=_("First day in use"), type="date"),
        Column(name="valid_to", about=_("Last day in use"), type="date"),
        Column(name="seen_on", about=_("A day on which a source used it"), type="date"),
        SOURCES,
        CHANGED_AT,
    ),
)

TREATY_ACTIONS = Table(
    name="treaty_actions",
    title=_("Treaty actions"),
    about=_("What States and organizations did about the Convention, and when"),
    key=("entity__slug", "position"),
    load=_load,
    columns=(
        PLACE_KEY,
        ENTITY,
        POSITION,
        Column(name="action", about=_("What it did"), choices=tuple(TreatyActionKind.values)),
        Column(
            name="date",
            about=_("Of signature, or of the deposit of the instrument"),
            type="date",
        ),
        SOURCES,
        CHANGED_AT,
    ),
)
