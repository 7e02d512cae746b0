"""Questions about bodies."""

from typing import Self

from django.db.models import Count, Max, Min, Q

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class BodyQuerySet(RecordQuerySet):
    """A body is public by its own status."""

    def with_session_counts(self) -> Self:
        """Each body with `session_count`, `first_day` and `last_day` of its public sessions."""
        public = Q(sessions__convening__status=Status.PUBLISHED)
        return self.annotate(
            session_count=Count("sessions", filter=public, distinct=True),
            first_day=Min("sessions__convening__starts_on", filter=public),
            last_day=Max("sessions__convening__starts_on", filter=public),
        )
