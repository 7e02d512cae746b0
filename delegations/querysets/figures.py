"""Questions about reported figures."""

from typing import Self

from django.db.models import Q

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class ReportedFigureQuerySet(RecordQuerySet):
    """A reported figure is public with its convening, and its session if it speaks of one."""

    publication_path = "convening__status"

    def public(self) -> Self:
        of_public = Q(session=None) | Q(session__body__status=Status.PUBLISHED)
        return super().public().filter(of_public)
