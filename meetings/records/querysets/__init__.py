"""Querysets of the ground floor."""

from meetings.records.querysets.records import RecordQuerySet, revisions_of
from meetings.records.querysets.sources import CitationQuerySet, SourceQuerySet

__all__ = ["CitationQuerySet", "RecordQuerySet", "SourceQuerySet", "revisions_of"]
