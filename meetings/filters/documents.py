"""Filters of the list of documents."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import DocumentKind
from meetings.filters.choices import body_filter, topic_filter, year_filter
from meetings.models import Document, DocumentFile, Session, Topic
from meetings.querysets.documents import DocumentQuerySet
from meetings.records.querysets.languages import in_any_language


class DocumentFilter(django_filters.FilterSet):
    """By words of symbol or title, body, year of the session, kind, language and topic."""

    q = django_filters.CharFilter(method="filter_words", label=_("Symbol or title"))
    body = body_filter("sessions__body")
    year = year_filter("sessions__convening__starts_on")
    kind = django_filters.ChoiceFilter(
        choices=DocumentKind.choices, label=_("Kind"), empty_label=_("any")
    )
    language = django_filters.ChoiceFilter(
        method="filter_language",
        choices=DocumentFile.LANGUAGES,
        label=_("Language"),
        empty_label=_("any"),
    )
    topic = topic_filter("filter_topic")

    class Meta:
        model = Document
        fields: list[str] = []

    def filter_queryset(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        """Where both are asked for, body and year are those of one session."""
        asked = self.form.cleaned_data
        body, year = asked.get("body"), asked.get("year")
        found = super().filter_queryset(documents)
        if not (body and year):
            return found
        sessions = Session.objects.of_body(body).filter(convening__starts_on__year=year)
        return found.filter(Exists(sessions.filter(documents=OuterRef("pk"))))

    def filter_words(self, documents: DocumentQuerySet, name: str, words: str) -> DocumentQuerySet:
        return documents.filter(
            Q(symbol__icontains=words)
            | Q(second_symbol__icontains=words)
            | in_any_language("title", words)
        )

    def filter_language(
        self, documents: DocumentQuerySet, name: str, language: str
    ) -> DocumentQuerySet:
        return documents.issued_in(language)

    def filter_topic(
        self, documents: DocumentQuerySet, name: str, topic: Topic
    ) -> DocumentQuerySet:
        return documents.touching(Topic.objects.public().within(topic))
