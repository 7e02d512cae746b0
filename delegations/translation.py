"""Languages and history of delegations."""

from delegations.models import (
    Delegation,
    DocumentSubmission,
    Entity,
    EntityName,
    Officer,
    OfficerTitle,
    Panellist,
    Participant,
    Person,
    ReportedFigure,
    RoomLimitException,
    Statement,
    TreatyAction,
)
from meetings.records.registration import register

register(Entity, translated=("name",))
register(EntityName, translated=("name",))
register(TreatyAction)
register(Person, translated=("name",))
register(Delegation, translated=("note",))
register(Participant, translated=("title",))
register(Officer, translated=("note",))
register(OfficerTitle, translated=("title",))
register(Panellist, translated=("title",))
register(Statement, translated=("on_behalf_of", "summary"), many=("topics", "articles"))
register(DocumentSubmission, translated=("note",))
register(ReportedFigure, translated=("occasion", "note"))
register(RoomLimitException)
