"""Questions about topics."""

from typing import Any, Self

from django.db.models import Q

from meetings.records.querysets import RecordQuerySet


class TopicQuerySet(RecordQuerySet):
    """A topic is public by its own status. The tree is at most three levels deep."""

    def within(self, topic: Any) -> Self:
        """The topic and all that belongs to it."""
        return self.filter(Q(pk=topic.pk) | Q(parent=topic) | Q(parent__parent=topic))
