"""Models of what was convened and what it discussed."""

from meetings.models.agenda import AgendaItem
from meetings.models.articles import Article, Chapter
from meetings.models.bodies import Body
from meetings.models.convenings import Convening
from meetings.models.documents import Document
from meetings.models.files import DocumentFile, FormerFile
from meetings.models.imports import Import, ImportRow
from meetings.models.programme import ProgrammeChange, ProgrammeEntry, ProgrammeState, Sitting
from meetings.models.sessions import Session
from meetings.models.topics import Topic

__all__ = [
    "AgendaItem",
    "Article",
    "Body",
    "Chapter",
    "Convening",
    "Document",
    "DocumentFile",
    "FormerFile",
    "Import",
    "ImportRow",
    "ProgrammeChange",
    "ProgrammeEntry",
    "ProgrammeState",
    "Session",
    "Sitting",
    "Topic",
]
