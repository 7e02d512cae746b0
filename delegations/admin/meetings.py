"""The records of meetings, with what delegations add to them.

`meetings` knows nobody by name, so whoever enters a week would miss the people there: its
administration is registered anew with their rows and the ways to them.
"""

from django.contrib import admin

from delegations.admin.figures import ReportedFigureInline
from delegations.admin.officers import OfficerInline
from delegations.admin.panellists import PanellistInline
from delegations.admin.submissions import DocumentSubmissionInline
from meetings.admin import (
    AgendaItemAdmin,
    ArticleAdmin,
    ConveningAdmin,
    DocumentAdmin,
    ProgrammeEntryAdmin,
    SessionAdmin,
    TopicAdmin,
)
from meetings.models import (
    AgendaItem,
    Article,
    Convening,
    Document,
    ProgrammeEntry,
    Session,
    Topic,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.ways import Contains

admin.site.unregister([AgendaItem, Article, Convening, Document, ProgrammeEntry, Session, Topic])


@admin.register(Convening)
class ConveningWithPeopleAdmin(ConveningAdmin):
    inlines = [
        *(inline for inline in ConveningAdmin.inlines if inline is not CitationInline),
        OfficerInline,
        ReportedFigureInline,
        CitationInline,
    ]
    contains = (
        *ConveningAdmin.contains,
        Contains("delegations.Delegation", "convening", "convening", fills="convening"),
        Contains("delegations.Participant", "delegation__convening", "convening"),
        Contains("delegations.Officer", "convening", "convening", fills="convening"),
        Contains("delegations.Statement", "delegation__convening", "convening"),
        Contains("delegations.ReportedFigure", "convening", "convening", fills="convening"),
    )


@admin.register(ProgrammeEntry)
class ProgrammeEntryWithPeopleAdmin(ProgrammeEntryAdmin):
    inlines = [
        *(inline for inline in ProgrammeEntryAdmin.inlines if inline is not CitationInline),
        PanellistInline,
        CitationInline,
    ]
    contains = (
        *ProgrammeEntryAdmin.contains,
        Contains("delegations.Panellist", "entry", "entry", fills="entry"),
    )


@admin.register(Session)
class SessionWithPeopleAdmin(SessionAdmin):
    contains = (
        *SessionAdmin.contains,
        Contains("delegations.Officer", "session", "session"),
        Contains("delegations.Statement", "item__session", "session"),
        Contains("delegations.ReportedFigure", "session", "session"),
    )


@admin.register(AgendaItem)
class AgendaItemWithPeopleAdmin(AgendaItemAdmin):
    contains = (
        *AgendaItemAdmin.contains,
        Contains("delegations.Statement", "item", "item", fills="item"),
    )


@admin.register(Document)
class DocumentWithPeopleAdmin(DocumentAdmin):
    inlines = [
        *(inline for inline in DocumentAdmin.inlines if inline is not CitationInline),
        DocumentSubmissionInline,
        CitationInline,
    ]
    contains = (
        *DocumentAdmin.contains,
        Contains("delegations.Statement", "document", "document", fills="document"),
    )


@admin.register(Topic)
class TopicWithPeopleAdmin(TopicAdmin):
    contains = (*TopicAdmin.contains, Contains("delegations.Statement", "topics", "topics"))


@admin.register(Article)
class ArticleWithPeopleAdmin(ArticleAdmin):
    contains = (*ArticleAdmin.contains, Contains("delegations.Statement", "articles", "articles"))
