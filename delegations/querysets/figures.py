"""Questions about reported figures."""

from meetings.records.querysets import RecordQuerySet


class ReportedFigureQuerySet(RecordQuerySet):
    """A reported figure is public with its convening."""

    publication_path = "convening__status"
