"""Models of the ground floor."""

from meetings.records.models.editions import Edition
from meetings.records.models.journal import HistoryRow, JournalEntry, JournalPlace
from meetings.records.models.publication import ScheduledMove, StatusMove
from meetings.records.models.records import Publishable, Record
from meetings.records.models.seeding import SeededRecord
from meetings.records.models.sources import Citation, Source

__all__ = [
    "Citation",
    "Edition",
    "HistoryRow",
    "JournalEntry",
    "JournalPlace",
    "Publishable",
    "Record",
    "ScheduledMove",
    "SeededRecord",
    "Source",
    "StatusMove",
]
