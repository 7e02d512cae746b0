"""The rules about people; importing them puts them on the list, after those about meetings."""

from delegations.domain.checks import delegations, officers, participants, sources, statements
from meetings.domain import checks as of_meetings

__all__ = ["delegations", "of_meetings", "officers", "participants", "sources", "statements"]
