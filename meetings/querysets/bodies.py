"""Questions about bodies."""

from typing import Self

from django.db.models import Count, Max, Min, Q

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class BodyQuerySet(RecordQuerySet):
    """A body is public by its own status."""

    def with_session_counts(self) -> Self:
        """Each body with `session_count`, `first_day` and `last_day` of its sessions on record."""
        counted = Q(
            sessions__convening__status=Status.PUBLISHED, sessions__convening__is_example=False
        )
        return self.annotate(
            session_count=Count("sessions", filter=counted, distinct=True),
            first_day=Min("sessions__convening__starts_on", filter=counted),
            last_day=Max("sessions__convening__starts_on", filter=counted),
        )
