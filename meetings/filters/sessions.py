"""Filters of the list of sessions."""

from django.utils.translation import gettext_lazy as _

from meetings.enums import Part
from meetings.filters.choices import (
    article_facet,
    body_facet,
    choices_of,
    format_facet,
    topic_facet,
    year_facet,
)
from meetings.records.days import from_and_to
from meetings.records.facets import Facet, FacetedFilterSet, Path


class SessionFilter(FacetedFilterSet):
    """By body, by what the agenda is about, and when."""

    body = body_facet("body__")
    topic = topic_facet("items__topics__")
    article = article_facet("items__articles__")
    year = year_facet("convening__starts_on")
    format_of = format_facet("convening__format")
    kind = Facet(Path("part"), values=choices_of(Part), label=_("Part"))


SessionFilter.also(**from_and_to("convening__starts_on"))
