"""Questions about convenings."""

from typing import Any, Self

from django.db.models import Prefetch

from meetings.records.querysets import RecordQuerySet


class ConveningQuerySet(RecordQuerySet):
    """A convening is public by its own status, and decides over all that happened at it."""

    example_path = "is_example"
    body_path = "sessions__body"
    convening_path = "pk"

    def examples(self) -> Self:
        """Public convenings that are invented to show the portal."""
        return self.public().filter(is_example=True)

    def in_order(self) -> Self:
        """Newest first."""
        return self.order_by("-starts_on", "slug")

    def with_sessions(self, sessions: Any) -> Self:
        """Each convening with the given sessions of it, in the order of the convening."""
        return self.prefetch_related(Prefetch("sessions", queryset=sessions.in_convening_order()))
