"""Filters of agenda items."""

from meetings.filters.choices import (
    article_facet,
    body_facet,
    format_facet,
    topic_facet,
    year_facet,
)
from meetings.records.days import from_and_to
from meetings.records.facets import FacetedFilterSet


class AgendaItemFilter(FacetedFilterSet):
    """By body, by what the item is about, and when it was taken up."""

    body = body_facet("session__body__")
    topic = topic_facet("topics__")
    article = article_facet("articles__")
    year = year_facet("session__convening__starts_on")
    format_of = format_facet("session__convening__format")


AgendaItemFilter.also(**from_and_to("session__convening__starts_on"))
