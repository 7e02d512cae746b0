"""Questions about exceptions from the room limit."""

from meetings.records.enums import Level
from meetings.records.querysets import ReachQuerySet


class RoomLimitExceptionQuerySet(ReachQuerySet):
    """An exception is shared by the bodies of the convening, as its delegation is."""

    convening_path = "delegation__convening"
    least_level = Level.PUBLISHER
