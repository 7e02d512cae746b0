"""Filters of delegations and participants."""

from django.utils.translation import gettext_lazy as _

from delegations.enums import AttendanceMode, EntityKind, Function
from delegations.filters.choices import group_facet, organization_facet, state_facet
from meetings.filters.choices import body_facet, choices_of, format_facet, year_facet
from meetings.records.days import from_and_to
from meetings.records.facets import Facet, FacetedFilterSet, Path


def mode_facet() -> Facet:
    """`mode=online`"""
    return Facet(Path("mode"), values=choices_of(AttendanceMode), label=_("Took part"))


class DelegationFilter(FacetedFilterSet):
    """By who it is of, when, at which bodies' sessions, and how it took part."""

    state = state_facet("entity__")
    organization = organization_facet("entity__")
    group = group_facet("entity__")
    body = body_facet("convening__sessions__body__")
    year = year_facet("convening__starts_on")
    mode = mode_facet()
    format_of = format_facet("convening__format")
    kind = Facet(Path("entity__kind"), values=choices_of(EntityKind), label=_("Kind"))


class ParticipantFilter(FacetedFilterSet):
    """By delegation, when, at which bodies' sessions, how they took part, and as what."""

    state = state_facet("delegation__entity__")
    organization = organization_facet("delegation__entity__")
    group = group_facet("delegation__entity__")
    body = body_facet("delegation__convening__sessions__body__")
    year = year_facet("delegation__convening__starts_on")
    mode = mode_facet()
    format_of = format_facet("delegation__convening__format")
    kind = Facet(Path("function"), values=choices_of(Function), label=_("Function"))


DelegationFilter.also(**from_and_to("convening__starts_on"))
ParticipantFilter.also(**from_and_to("delegation__convening__starts_on"))
