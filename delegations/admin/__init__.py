"""The administration of who took part, how, and what they said."""

from delegations.admin.delegations import DelegationAdmin, ParticipantAdmin
from delegations.admin.entities import EntityAdmin, EntityNameAdmin, TreatyActionAdmin
from delegations.admin.figures import ReportedFigureAdmin
from delegations.admin.meetings import ConveningWithPeopleAdmin
from delegations.admin.officers import OfficerAdmin, OfficerTitleAdmin
from delegations.admin.overview import convening_overview
from delegations.admin.panellists import PanellistAdmin
from delegations.admin.pasting import paste_attendance
from delegations.admin.people import PersonAdmin
from delegations.admin.statements import StatementAdmin
from delegations.admin.submissions import DocumentSubmissionAdmin

__all__ = [
    "ConveningWithPeopleAdmin",
    "DelegationAdmin",
    "DocumentSubmissionAdmin",
    "EntityAdmin",
    "EntityNameAdmin",
    "OfficerAdmin",
    "OfficerTitleAdmin",
    "PanellistAdmin",
    "ParticipantAdmin",
    "PersonAdmin",
    "ReportedFigureAdmin",
    "StatementAdmin",
    "TreatyActionAdmin",
    "convening_overview",
    "paste_attendance",
]
