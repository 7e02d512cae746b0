"""The administration of meetings."""

from meetings.admin.agenda import AgendaItemAdmin
from meetings.admin.articles import ArticleAdmin, ChapterAdmin
from meetings.admin.bodies import BodyAdmin
from meetings.admin.changes import ProgrammeChangeAdmin
from meetings.admin.convenings import ConveningAdmin
from meetings.admin.copying import copy_convening
from meetings.admin.documents import DocumentAdmin
from meetings.admin.files import DocumentFileAdmin, FormerFileAdmin
from meetings.admin.imports import ImportAdmin
from meetings.admin.journal import journal
from meetings.admin.pasting import paste_agenda
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
    "ImportAdmin",
    "ProgrammeChangeAdmin",
    "ProgrammeEntryAdmin",
    "SessionAdmin",
    "SittingAdmin",
    "TopicAdmin",
    "copy_convening",
    "journal",
    "paste_agenda",
]
