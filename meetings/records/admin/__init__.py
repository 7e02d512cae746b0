"""The administration of sources and editions, and what all administration shares."""

from meetings.records.admin.citations import CitationAdmin, CitationInline
from meetings.records.admin.editions import EditionAdmin, SeededRecordAdmin
from meetings.records.admin.journal import JournalEntryAdmin
from meetings.records.admin.sources import SourceAdmin

__all__ = [
    "CitationAdmin",
    "CitationInline",
    "EditionAdmin",
    "JournalEntryAdmin",
    "SeededRecordAdmin",
    "SourceAdmin",
]
