"""The rules about meetings; importing them puts them on the list."""

from meetings.domain.checks import (
    agenda,
    convenings,
    papers,
    programme,
    publication,
    sources,
    subjects,
)

__all__ = ["agenda", "convenings", "papers", "programme", "publication", "sources", "subjects"]
