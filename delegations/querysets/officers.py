"""Questions about officers and their titles."""

from typing import Any, Self

from django.db.models import Q

from meetings.querysets.sessions import session_is_public, session_is_withdrawn
from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class OfficerQuerySet(RecordQuerySet):
    """An office is public with its convening, and its session if it is of one."""

    publication_path = "convening__status"
    body_path = "session__body"
    convening_path = "convening"
    example_path = "convening__is_example"

    def public(self) -> Self:
        return super().public().filter(Q(session=None) | session_is_public("session__"))

    def withdrawn(self) -> Self:
        of_withdrawn = Q(convening__status=Status.PUBLISHED) & session_is_withdrawn("session__")
        return self.filter(Q(convening__status=Status.WITHDRAWN) | of_withdrawn)

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
    body_path = "officer__session__body"
    convening_path = "officer__convening"
    example_path = "officer__convening__is_example"

    def public(self) -> Self:
        of_public = Q(officer__session=None) | session_is_public("officer__session__")
        return super().public().filter(of_public)

    def withdrawn(self) -> Self:
        officers = self.model._meta.get_field("officer").related_model.objects
        return self.filter(officer__in=officers.withdrawn())
