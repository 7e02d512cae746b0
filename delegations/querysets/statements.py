"""Questions about statements."""

from typing import Any, Self

from django.db.models import Prefetch, Q

from meetings.querysets.sessions import (
    session_is_public,
    session_is_withdrawn,
    session_was_public,
)
from meetings.records.enums import EVER_PUBLIC, Status
from meetings.records.querysets import RecordQuerySet


class StatementQuerySet(RecordQuerySet):
    """A statement is public when it, its convening, its item and the entity that spoke are."""

    example_path = "delegation__convening__is_example"
    body_path = "item__session__body"
    convening_path = "delegation__convening"

    def public(self) -> Self:
        return (
            super()
            .public()
            .filter(
                Q(item=None) | session_is_public("item__session__"),
                delegation__convening__status=Status.PUBLISHED,
                delegation__entity__status=Status.PUBLISHED,
            )
        )

    def withdrawn(self) -> Self:
        were_public = self.filter(
            Q(item=None) | session_was_public("item__session__"),
            status__in=EVER_PUBLIC,
            delegation__convening__status__in=EVER_PUBLIC,
            delegation__entity__status__in=EVER_PUBLIC,
        )
        return were_public.filter(
            Q(status=Status.WITHDRAWN)
            | Q(delegation__convening__status=Status.WITHDRAWN)
            | Q(delegation__entity__status=Status.WITHDRAWN)
            | session_is_withdrawn("item__session__")
        )

    def for_list(self, topics: Any) -> Self:
        """Statements with who spoke, where, under which item, and the given topics."""
        return self.select_related(
            "delegation__entity",
            "delegation__convening",
            "item__session__body",
            "item__session__convening",
        ).prefetch_related("delegation__entity__former_names", Prefetch("topics", queryset=topics))

    def on_article(self, article: Any) -> Self:
        """Statements that spoke of the article, or under an item that concerns it; each once."""
        return self.filter(Q(articles=article) | Q(item__articles=article)).distinct()

    def touching(self, topics: Any) -> Self:
        """Statements on any of the topics, or under an item on one; each once."""
        return self.filter(Q(topics__in=topics) | Q(item__topics__in=topics)).distinct()

    def in_speaking_order(self) -> Self:
        """By item, then as they spoke."""
        return self.order_by("item__session__position", "item__position", "position", "id")

    def newest_first(self) -> Self:
        """Of the latest convening first, in speaking order."""
        return self.order_by(
            "-delegation__convening__starts_on",
            "item__session__position",
            "item__position",
            "position",
            "id",
        )
