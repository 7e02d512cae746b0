"""Documents read back from their table."""

from meetings.models import AgendaItem, Article, Document, Session, Topic
from meetings.records.imports.fields import Cell, KeyCell, KeysCell, TextCell
from meetings.records.imports.resources import TableResource
from meetings.tables.agenda import ITEMS
from meetings.tables.articles import ARTICLES
from meetings.tables.documents import DOCUMENTS
from meetings.tables.sessions import SESSIONS
from meetings.tables.topics import TOPICS


class DocumentResource(TableResource):
    """Documents; a symbol names its document and cannot be changed here."""

    table = DOCUMENTS
    cells = (
        Cell("second_symbol"),
        Cell("kind"),
        TextCell("title"),
        Cell("issued_on"),
        TextCell("issue_note"),
        Cell("issue_status"),
        Cell("job_number"),
        Cell("distribution"),
        Cell("original_language"),
        KeyCell("parent", Document, DOCUMENTS),
        KeysCell("sessions", Session, SESSIONS),
        KeysCell("items", AgendaItem, ITEMS),
        KeysCell("topics", Topic, TOPICS),
        KeysCell("articles", Article, ARTICLES),
    )

    class Meta(TableResource.Meta):
        model = Document
