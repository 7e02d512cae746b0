"""Languages and history of meetings."""

from meetings.models import (
    AgendaItem,
    Article,
    Body,
    Chapter,
    Convening,
    Document,
    DocumentFile,
    FormerFile,
    ProgrammeChange,
    ProgrammeEntry,
    Session,
    Sitting,
    Topic,
)
from meetings.records.registration import register

register(
    Body,
    translated=("name", "short_name", "mandate", "established_by", "established_at", "presided_by"),
)
register(Chapter, translated=("title",))
register(Article, translated=("title",))
register(Topic, translated=("name", "description"))
register(Convening, translated=("city", "venue", "dates_note", "format_note", "note"))
register(Session, translated=("dates_note",))
register(
    AgendaItem, translated=("title", "annotation"), many=("topics", "articles", "considered_with")
)
register(Sitting, translated=("room",))
register(ProgrammeEntry, translated=("title", "note"), many=("items",))
register(
    Document, translated=("title", "issue_note"), many=("sessions", "items", "topics", "articles")
)
register(DocumentFile)
register(FormerFile)
register(ProgrammeChange)
