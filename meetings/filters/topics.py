"""Filters of topics."""

from meetings.filters.choices import topic_facet
from meetings.records.facets import FacetedFilterSet


class TopicFilter(FacetedFilterSet):
    """By the topic itself and by those that it belongs to."""

    topic = topic_facet("")
