"""Filters of States and organizations."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import LAST_DAY
from delegations.enums import Capacity, EntityKind
from delegations.filters.choices import group_facet, organization_facet, state_facet
from delegations.querysets.entities import EntityQuerySet
from meetings.filters.choices import choices_of, words_filter
from meetings.records.facets import Facet, FacetedFilterSet, Path


def _with_present_capacity(entities: Any) -> Any:
    return entities.with_capacity_on(LAST_DAY)


class NamedFilter(FacetedFilterSet):
    """By name, present or former, in any language; or by ISO code."""

    q = words_filter("filter_words", _("Name or code"))

    def filter_words(self, entities: EntityQuerySet, name: str, words: str) -> EntityQuerySet:
        return entities.called(words)


class EntityFilter(NamedFilter):
    """States and organizations alike."""

    state = state_facet("")
    organization = organization_facet("")
    group = group_facet("")
    kind = Facet(Path("kind"), values=choices_of(EntityKind), label=_("Kind"))


class StateFilter(NamedFilter):
    """The list of States also by regional group and by capacity."""

    group = group_facet("")
    kind = Facet(
        Path("capacity"),
        values=choices_of(Capacity, but=Capacity.OBSERVER),
        label=_("Status"),
        prepare=_with_present_capacity,
    )


class OrganizationFilter(NamedFilter):
    """The list of organizations also by kind."""

    kind = Facet(Path("kind"), values=choices_of(EntityKind, but=EntityKind.STATE), label=_("Kind"))
