"""Filters of officers."""

from django.utils.translation import gettext_lazy as _

from delegations.enums import Role
from delegations.filters.choices import group_facet, organization_facet, state_facet
from meetings.filters.choices import body_facet, choices_of, format_facet, year_facet
from meetings.records.days import from_and_to
from meetings.records.facets import Facet, FacetedFilterSet, Path


class OfficerFilter(FacetedFilterSet):
    """By where the officer comes from, the office, and the body and time of it."""

    state = state_facet("entity__")
    organization = organization_facet("entity__")
    group = group_facet("entity__")
    body = body_facet("session__body__")
    year = year_facet("convening__starts_on")
    format_of = format_facet("convening__format")
    kind = Facet(Path("role"), values=choices_of(Role), label=_("Office"))


OfficerFilter.also(**from_and_to("convening__starts_on"))
