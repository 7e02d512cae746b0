"""Filters of the list of documents."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import Availability, DocumentKind
from meetings.filters.choices import (
    article_facet,
    body_facet,
    choices_of,
    format_facet,
    topic_facet,
    words_filter,
    year_facet,
)
from meetings.models import DocumentFile
from meetings.querysets.documents import DocumentQuerySet
from meetings.records.days import from_and_to
from meetings.records.facets import Facet, FacetedFilterSet, Path
from meetings.records.querysets.languages import in_any_language

IS_ISSUED = Q(files__availability__in=[a for a in Availability if a != Availability.NOT_ISSUED])


class DocumentFilter(FacetedFilterSet):
    """By words of symbol or title, by the sessions it was issued for, kind, language and subject.

    Each filter asks for itself: a paper of two sessions has the bodies and the years of both.
    """

    q = words_filter("filter_words", _("Symbol or title"))
    body = body_facet("sessions__body__")
    topic = topic_facet("topics__")
    article = article_facet("articles__")
    year = year_facet("sessions__convening__starts_on")
    format_of = format_facet("sessions__convening__format")
    kind = Facet(Path("kind"), values=choices_of(DocumentKind), label=_("Kind"))
    language = Facet(
        Path("files__language", IS_ISSUED),
        values=lambda: DocumentFile.LANGUAGES,
        label=_("Known to exist in"),
    )

    def filter_words(self, documents: DocumentQuerySet, name: str, words: str) -> DocumentQuerySet:
        return documents.filter(
            Q(symbol__icontains=words)
            | Q(second_symbol__icontains=words)
            | in_any_language("title", words)
        )


DocumentFilter.also(**from_and_to("sessions__convening__starts_on"))
