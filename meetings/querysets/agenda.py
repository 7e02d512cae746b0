"""Questions about agenda items."""

from typing import Any, Self

from django.db.models import Prefetch

from meetings.querysets.sessions import session_is_public, session_is_withdrawn
from meetings.records.querysets import RecordQuerySet


class AgendaItemQuerySet(RecordQuerySet):
    """An item is public with its session: when the convening and the body are."""

    publication_path = "session__convening__status"
    body_path = "session__body"
    convening_path = "session__convening"
    example_path = "session__convening__is_example"
    natural_key_fields = ("session__slug", "slug")

    def public(self) -> Self:
        return self.filter(session_is_public("session__"))

    def withdrawn(self) -> Self:
        return self.filter(session_is_withdrawn("session__"))

    def for_page(self) -> Self:
        """Items with their session, its body and its convening."""
        return self.select_related("session__body", "session__convening")

    def in_agenda_order(self) -> Self:
        """As the agenda lists them."""
        return self.order_by("position", "id")

    def touching(self, topics: Any) -> Self:
        """Items on any of the topics; each once."""
        return self.filter(topics__in=topics).distinct()

    def newest_first(self) -> Self:
        """Items of the latest convening first, each agenda in its own order."""
        return self.order_by(
            "-session__convening__starts_on", "session__position", "session_id", "position", "id"
        )

    def with_subjects(self, topics: Any) -> Self:
        """Each item with the given topics, its articles, and the items considered with it."""
        return self.prefetch_related(
            Prefetch("topics", queryset=topics),
            "articles",
            Prefetch("considered_with", queryset=self.model._default_manager.public().for_page()),
        )
