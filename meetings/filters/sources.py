"""Filters of the list of sources."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.filters.choices import choices_of, not_recorded, words_filter
from meetings.records.days import from_and_to
from meetings.records.domain.languages import language_name
from meetings.records.enums import SourceKind
from meetings.records.facets import Choices, Facet, FacetedFilterSet, Path
from meetings.records.models import Source
from meetings.records.querysets import SourceQuerySet


def languages_of_sources() -> Choices:
    """Languages that the sources of the record are in."""
    codes = Source.objects.of_the_record().exclude(language="").order_by("language")
    found = codes.values_list("language", flat=True).distinct()
    return [*((code, language_name(code)) for code in found), not_recorded()]


def years_of_sources() -> Choices:
    """Years that sources of the record bear, newest first."""
    days = Source.objects.of_the_record().dates("published_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in days]


class SourceFilter(FacetedFilterSet):
    """By words, kind, language, and the date that a source bears."""

    q = words_filter("filter_words", _("Publisher, title or symbol"))
    year = Facet(Path("published_on__year"), values=years_of_sources, label=_("Published in"))
    kind = Facet(Path("kind"), values=choices_of(SourceKind), label=_("Kind"))
    language = Facet(
        Path("language"), values=languages_of_sources, label=_("Language"), not_recorded=True
    )

    def filter_words(self, sources: SourceQuerySet, name: str, words: str) -> SourceQuerySet:
        return sources.filter(
            Q(publisher__icontains=words) | Q(title__icontains=words) | Q(symbol__icontains=words)
        )


SourceFilter.also(**from_and_to("published_on"))
