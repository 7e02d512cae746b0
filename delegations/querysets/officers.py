"""Questions about officers and their titles."""

from typing import Any, Self

from django.db.models import Q

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class OfficerQuerySet(RecordQuerySet):
    """An office is public with its convening, and its session if it is of one."""

    publication_path = "convening__status"

    def public(self) -> Self:
        of_public = Q(session=None) | Q(session__body__status=Status.PUBLISHED)
        return super().public().filter(of_public)

    def for_page(self) -> Self:
        """Officers with person, State, session and titles."""
        return self.select_related(
            "person", "entity", "session__body", "convening"
        ).prefetch_related("titles", "entity__former_names")

    def serving(self, session: Any, convening: Any) -> Self:
        """Officers of the session itself, or of its convening as a whole."""
        return self.filter(Q(session=session) | Q(session=None, convening=convening))

    def newest_first(self) -> Self:
        """Of the latest convening first."""
        return self.order_by("-convening__starts_on", "position", "id")


class OfficerTitleQuerySet(RecordQuerySet):
    """A title is public with its office."""

    publication_path = "officer__convening__status"

    def public(self) -> Self:
        of_public = Q(officer__session=None) | Q(officer__session__body__status=Status.PUBLISHED)
        return super().public().filter(of_public)
