"""Filters of articles."""

from meetings.filters.choices import article_facet, topic_facet
from meetings.records.facets import FacetedFilterSet


class ArticleFilter(FacetedFilterSet):
    """By its number, and by the topics that stand for its chapter."""

    topic = topic_facet("chapter__topics__")
    article = article_facet("")
