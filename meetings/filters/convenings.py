"""Filters of the list of convenings."""

from meetings.filters.choices import (
    article_facet,
    body_facet,
    format_facet,
    is_published,
    topic_facet,
    year_facet,
)
from meetings.records.days import from_and_to
from meetings.records.facets import FacetedFilterSet

OF_A_PUBLIC_SESSION = is_published("sessions__body__")


class ConveningFilter(FacetedFilterSet):
    """By what its sessions are about, and when. A joint week is found once, whatever is asked."""

    body = body_facet("sessions__body__")
    topic = topic_facet("sessions__items__topics__", where=OF_A_PUBLIC_SESSION)
    article = article_facet("sessions__items__articles__", where=OF_A_PUBLIC_SESSION)
    year = year_facet("starts_on")
    format_of = format_facet("format")


ConveningFilter.also(**from_and_to("starts_on"))
