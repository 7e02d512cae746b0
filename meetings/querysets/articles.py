"""Questions about chapters and articles. The text of the Convention is always public."""

from typing import Any, Self

from django.db.models import Count, Prefetch

from meetings.querysets.sessions import session_is_of_the_record
from meetings.records.querysets import RecordQuerySet


class ChapterQuerySet(RecordQuerySet):
    """Chapters are found by their number."""

    publication_path = None
    natural_key_fields = ("number",)

    def with_articles(self, articles: Any) -> Self:
        """Each chapter with the given articles of it."""
        return self.prefetch_related(Prefetch("articles", queryset=articles))


class ArticleQuerySet(RecordQuerySet):
    """Articles are found by their number."""

    publication_path = None
    natural_key_fields = ("number",)

    def with_mention_counts(self) -> Self:
        """Each article with `item_count`, the agenda items of the record that concern it."""
        counted = session_is_of_the_record("items__session__")
        return self.annotate(item_count=Count("items", filter=counted, distinct=True))
