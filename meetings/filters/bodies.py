"""Filters of bodies."""

from meetings.filters.choices import body_facet
from meetings.records.facets import FacetedFilterSet


class BodyFilter(FacetedFilterSet):
    """By the body itself."""

    body = body_facet("")
