"""Agenda items read back from their table."""

from meetings.models import AgendaItem, Article, Topic
from meetings.records.imports.fields import Cell, KeyCell, KeysCell, TextCell
from meetings.records.imports.resources import TableResource
from meetings.tables.agenda import ITEMS
from meetings.tables.articles import ARTICLES
from meetings.tables.topics import TOPICS


class ItemResource(TableResource):
    """Agenda items; their sessions and documents are said elsewhere."""

    table = ITEMS
    cells = (
        Cell("number"),
        KeyCell("parent", AgendaItem, ITEMS),
        Cell("position"),
        TextCell("title"),
        Cell("wording"),
        TextCell("annotation"),
        KeysCell("topics", Topic, TOPICS),
        KeysCell("articles", Article, ARTICLES),
        KeysCell("considered_with", AgendaItem, ITEMS),
    )

    class Meta(TableResource.Meta):
        model = AgendaItem
