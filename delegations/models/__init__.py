"""Models of who took part, how, and what they said."""

from delegations.models.delegations import Delegation, Participant
from delegations.models.entities import Entity, EntityName, TreatyAction
from delegations.models.figures import ReportedFigure
from delegations.models.officers import Officer, OfficerTitle
from delegations.models.panellists import Panellist
from delegations.models.people import Person
from delegations.models.room_limits import RoomLimitException
from delegations.models.statements import Statement
from delegations.models.submissions import DocumentSubmission
from delegations.models.tallies import ParticipantTally, RepeatedPerson

__all__ = [
    "Delegation",
    "DocumentSubmission",
    "Entity",
    "EntityName",
    "Officer",
    "OfficerTitle",
    "Panellist",
    "Participant",
    "ParticipantTally",
    "Person",
    "RepeatedPerson",
    "ReportedFigure",
    "RoomLimitException",
    "Statement",
    "TreatyAction",
]
