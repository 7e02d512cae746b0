"""The administration of meetings."""

from meetings.admin.agenda import AgendaItemAdmin
from meetings.admin.articles import ArticleAdmin, ChapterAdmin
from meetings.admin.bodies import BodyAdmin
from meetings.admin.changes import ProgrammeChangeAdmin
from meetings.admin.convenings import ConveningAdmin
from meetings.admin.documents import DocumentAdmin
from meetings.admin.files import DocumentFileAdmin, FormerFileAdmin
from meetings.admin.programme import ProgrammeEntryAdmin, SittingAdmin
from meetings.admin.sessions import SessionAdmin
from meetings.admin.topics import TopicAdmin

__all__ = [
    "AgendaItemAdmin",
    "ArticleAdmin",
    "BodyAdmin",
    "ChapterAdmin",
    "ConveningAdmin",
    "DocumentAdmin",
    "DocumentFileAdmin",
    "FormerFileAdmin",
    "ProgrammeChangeAdmin",
    "ProgrammeEntryAdmin",
    "SessionAdmin",
    "SittingAdmin",
    "TopicAdmin",
]
