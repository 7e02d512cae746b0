"""Filters of the lists of States and of organizations."""

import django_filters
from django.utils.translation import gettext_lazy as _

from delegations.enums import Capacity, EntityKind, RegionalGroup
from delegations.models import Entity
from delegations.querysets.entities import EntityQuerySet


class EntityFilter(django_filters.FilterSet):
    """By name, present or former, in the language of the page; or by ISO code."""

    q = django_filters.CharFilter(method="filter_words", label=_("Name or code"))

    class Meta:
        model = Entity
        fields: list[str] = []

    def filter_words(self, entities: EntityQuerySet, name: str, words: str) -> EntityQuerySet:
        return entities.called(words)


class StateFilter(EntityFilter):
    """States also by regional group and by capacity."""

    group = django_filters.ChoiceFilter(
        field_name="regional_group",
        choices=RegionalGroup.choices,
        label=_("Regional group"),
        empty_label=_("any"),
    )
    kind = django_filters.ChoiceFilter(
        field_name="capacity",
        choices=[c for c in Capacity.choices if c[0] != Capacity.OBSERVER],
        label=_("Status"),
        empty_label=_("any"),
    )


class OrganizationFilter(EntityFilter):
    """Organizations also by kind."""

    kind = django_filters.ChoiceFilter(
        choices=[c for c in EntityKind.choices if c[0] != EntityKind.STATE],
        label=_("Kind"),
        empty_label=_("any"),
    )
