"""Participants read back from their table."""

from delegations.models import Participant
from delegations.tables.delegations import PARTICIPANTS
from meetings.records.imports.fields import Cell, TextCell
from meetings.records.imports.resources import TableResource


class ParticipantResource(TableResource):
    """Participants; a changed name is that of the person, wherever else the person took part."""

    table = PARTICIPANTS
    cells = (
        Cell("position"),
        Cell("honorific", of="person"),
        TextCell("name", of="person"),
        TextCell("title"),
        Cell("function"),
        Cell("mode"),
        Cell("presence"),
    )

    class Meta(TableResource.Meta):
        model = Participant
