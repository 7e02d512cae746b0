"""Facets about who took part, that several lists share."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import by_name
from delegations.enums import EntityKind, RegionalGroup
from delegations.models import Entity
from meetings.filters.choices import is_published, not_recorded
from meetings.records.domain.languages import text_of
from meetings.records.facets import EVERYWHERE, Choices, Facet, Path

STATE, ORGANIZATION, REGIONAL_GROUP = _("State"), _("Organization"), _("Regional group")


def public_states() -> Choices:
    """The States of the record, in the order of their names in the language of the page."""
    return _names(Entity.objects.public().states())


def public_organizations() -> Choices:
    """Everything that is not a State and can send a delegation, likewise."""
    return _names(Entity.objects.public().organizations())


def regional_groups() -> Choices:
    """The regional groups, and that a State's is not recorded."""
    return [*RegionalGroup.choices, not_recorded()]


def is_state(entity: str) -> Q:
    """That the entity at the path is a State; the path ends in two underscores."""
    return Q(**{f"{entity}kind": EntityKind.STATE})


def state_facet(entity: str, *, where: Q = EVERYWHERE, label: Any = STATE) -> Facet:
    """`state=vnm`; the path to the entity ends in two underscores"""
    path = Path(f"{entity}slug", where & is_published(entity) & is_state(entity))
    return Facet(path, values=public_states, label=label)


def organization_facet(entity: str, *, where: Q = EVERYWHERE, label: Any = ORGANIZATION) -> Facet:
    """`organization=wco`; the path to the entity ends in two underscores"""
    path = Path(f"{entity}slug", where & is_published(entity) & ~is_state(entity))
    return Facet(path, values=public_organizations, label=label)


def group_facet(entity: str, *, where: Q = EVERYWHERE, label: Any = REGIONAL_GROUP) -> Facet:
    """`group=african`; the path to the entity ends in two underscores"""
    path = Path(f"{entity}regional_group", where & is_published(entity) & is_state(entity))
    return Facet(path, values=regional_groups, label=label, not_recorded=True)


def _names(entities: Iterable[Entity]) -> Choices:
    return [(e.slug, text_of(e, "name").text) for e in sorted(entities, key=by_name)]
