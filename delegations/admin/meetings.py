"""The records of meetings, with what delegations add to them.

`meetings` knows nobody by name, so whoever enters a week would miss the people there: its
administration is registered anew with their rows and the ways to them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

import delegations.domain.remarks  # noqa: F401 (tells them to whoever publishes)
from delegations.admin.figures import ReportedFigureInline
from delegations.admin.officers import OfficerInline
from delegations.admin.panellists import PanellistInline
from delegations.admin.submissions import DocumentSubmissionInline
from delegations.domain.room_limits import over_the_limit
from delegations.domain.rules import held_by_session, spoken_under, statements_outside
from meetings.admin import (
    AgendaItemAdmin,
    ArticleAdmin,
    ConveningAdmin,
    DocumentAdmin,
    ProgrammeEntryAdmin,
    SessionAdmin,
    TopicAdmin,
)
from meetings.admin.agenda import AgendaItemForm
from meetings.admin.sessions import SessionForm
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

    def also_outside(self, convening: Convening) -> Iterable[Model]:
        return statements_outside(convening)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """A limit may be lowered below what is on record, which is a fact; it is said."""
        super().save_related(request, form, formsets, change)
        if change and "in_person_limit" in form.changed_data:
            over = over_the_limit(form.instance)
            names = [f"{d.entity} ({number})" for d, number, _limit in over]
            if names:
                sentence = _("More are in the room than the limit allows: %(delegations)s.")
                messages.warning(request, sentence % {"delegations": ", ".join(names)})


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


class SessionWithPeopleForm(SessionForm):
    def held(self, convening: Convening) -> Iterator[QuerySet]:
        yield from super().held(convening)
        yield from held_by_session(self.instance, convening)


class AgendaItemWithPeopleForm(AgendaItemForm):
    def held(self, session: Session) -> Iterator[QuerySet]:
        yield from super().held(session)
        yield spoken_under([self.instance.pk], session.convening_id)


@admin.register(Session)
class SessionWithPeopleAdmin(SessionAdmin):
    form = SessionWithPeopleForm
    contains = (
        *SessionAdmin.contains,
        Contains("delegations.Officer", "session", "session"),
        Contains("delegations.Statement", "item__session", "session"),
        Contains("delegations.ReportedFigure", "session", "session"),
    )


@admin.register(AgendaItem)
class AgendaItemWithPeopleAdmin(AgendaItemAdmin):
    form = AgendaItemWithPeopleForm
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
