"""Filters of the list of statements."""

from django.utils.translation import gettext_lazy as _

from delegations.enums import DeliveryMode, StatementKind
from delegations.filters.choices import group_facet, organization_facet, state_facet
from delegations.models import Statement
from meetings.filters.choices import (
    article_facet,
    body_facet,
    choices_of,
    format_facet,
    not_recorded,
    topic_facet,
    year_facet,
)
from meetings.records.days import from_and_to
from meetings.records.domain.languages import language_name
from meetings.records.facets import Choices, Facet, FacetedFilterSet, Path


def languages_of_statements() -> Choices:
    """Languages in which statements of the record were made."""
    spoken = Statement.objects.of_the_record().exclude(original_language="").order_by()
    codes = spoken.values_list("original_language", flat=True).distinct()
    return [
        *((code, language_name(code)) for code in sorted(codes)),
        not_recorded(),
    ]


class StatementFilter(FacetedFilterSet):
    """By who spoke, where and when, on what, in which language and how it was delivered."""

    state = state_facet("delegation__entity__")
    organization = organization_facet("delegation__entity__")
    group = group_facet("delegation__entity__")
    body = body_facet("item__session__body__")
    topic = topic_facet("topics__", "item__topics__")
    article = article_facet("articles__", "item__articles__")
    year = year_facet("delegation__convening__starts_on")
    mode = Facet(Path("mode"), values=choices_of(DeliveryMode), label=_("Delivered"))
    format_of = format_facet("delegation__convening__format")
    kind = Facet(Path("kind"), values=choices_of(StatementKind), label=_("Kind"))
    language = Facet(
        Path("original_language"),
        values=languages_of_statements,
        label=_("Original language"),
        not_recorded=True,
    )


StatementFilter.also(**from_and_to("delegation__convening__starts_on"))
