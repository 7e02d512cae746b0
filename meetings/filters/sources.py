"""Filters of the list of sources."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.records.domain.languages import language_name
from meetings.records.enums import SourceKind
from meetings.records.models import Source
from meetings.records.querysets import SourceQuerySet


def languages_of_sources() -> list[tuple[str, str]]:
    """Languages that the sources of the record are in."""
    codes = Source.objects.of_the_record().exclude(language="").order_by("language")
    return [
        (code, language_name(code)) for code in codes.values_list("language", flat=True).distinct()
    ]


class SourceFilter(django_filters.FilterSet):
    """By words, kind and language."""

    q = django_filters.CharFilter(method="filter_words", label=_("Publisher, title or symbol"))
    kind = django_filters.ChoiceFilter(
        choices=SourceKind.choices, label=_("Kind"), empty_label=_("any")
    )
    language = django_filters.ChoiceFilter(
        choices=languages_of_sources, label=_("Language"), empty_label=_("any")
    )

    class Meta:
        model = Source
        fields: list[str] = []

    def filter_words(self, sources: SourceQuerySet, name: str, words: str) -> SourceQuerySet:
        return sources.filter(
            Q(publisher__icontains=words) | Q(title__icontains=words) | Q(symbol__icontains=words)
        )
