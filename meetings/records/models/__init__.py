"""Models of the ground floor."""

from meetings.records.models.editions import Edition
from meetings.records.models.records import Publishable, Record
from meetings.records.models.seeding import SeededRecord
from meetings.records.models.sources import Citation, Source

__all__ = ["Citation", "Edition", "Publishable", "Record", "SeededRecord", "Source"]
