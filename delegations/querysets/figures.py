"""Questions about reported figures."""

from typing import Self

from django.db.models import Q

from meetings.querysets.sessions import session_is_public, session_is_withdrawn
from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class ReportedFigureQuerySet(RecordQuerySet):
    """A reported figure is public with its convening, and its session if it speaks of one."""

    publication_path = "convening__status"
    body_path = "session__body"
    convening_path = "convening"
    example_path = "convening__is_example"

    def public(self) -> Self:
        return super().public().filter(Q(session=None) | session_is_public("session__"))

    def withdrawn(self) -> Self:
        of_withdrawn = Q(convening__status=Status.PUBLISHED) & session_is_withdrawn("session__")
        return self.filter(Q(convening__status=Status.WITHDRAWN) | of_withdrawn)
