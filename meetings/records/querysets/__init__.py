"""Querysets of the ground floor."""

from meetings.records.querysets.latecomers import without_latecomers
from meetings.records.querysets.reach import ReachQuerySet
from meetings.records.querysets.records import RecordQuerySet, revisions_of, withdrawn_by
from meetings.records.querysets.sources import CitationQuerySet, SourceQuerySet

__all__ = [
    "CitationQuerySet",
    "ReachQuerySet",
    "RecordQuerySet",
    "SourceQuerySet",
    "revisions_of",
    "withdrawn_by",
    "without_latecomers",
]
