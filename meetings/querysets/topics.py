"""Questions about topics."""

from typing import Any, Self

from django.db.models import Count, Q

from meetings.querysets.sessions import session_is_public
from meetings.records.querysets import RecordQuerySet


class TopicQuerySet(RecordQuerySet):
    """A topic is public by its own status. The tree is at most three levels deep."""

    def within(self, topic: Any) -> Self:
        """The topic and all that belongs to it."""
        return self.filter(Q(pk=topic.pk) | Q(parent=topic) | Q(parent__parent=topic))

    def with_item_counts(self) -> Self:
        """Each topic with `item_count`, the public agenda items that touch it."""
        public = session_is_public("items__session__")
        return self.annotate(item_count=Count("items", filter=public, distinct=True))
