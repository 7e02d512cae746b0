"""A whole world of records: everything that a page can show, and as many of it as is asked for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from delegations.enums import TreatyActionKind
from meetings.enums import EntryKind, HoldingStatus, Part
from meetings.records.domain import editions
from meetings.records.models import Citation, Record, Source
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    DocumentSubmissionFactory,
    EntityFactory,
    EntityNameFactory,
    OfficerFactory,
    OfficerTitleFactory,
    OrganizationFactory,
    PanellistFactory,
    ParticipantFactory,
    ProgrammeChangeFactory,
    ProgrammeEntryFactory,
    ReportedFigureFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
    StatementFactory,
    TopicFactory,
    TreatyActionFactory,
)
from uncac_portal.insights.registry import CHARTS
from uncac_portal.search.indexing import rebuild

FIRST_DAY = date(2021, 9, 6)
OTHER_PARTS = [Part.RESUMED, Part.FIRST_RESUMED, Part.SECOND_RESUMED]
LANGUAGES = ["en", "fr", "ar"]

# One page of each kind that needs no record; those of records are in `World.pages`.
SITE_PAGES = {
    "home": "/",
    "about": "/about/",
    "help": "/help/",
    "data": "/data/",
    "offline": "/offline/",
    "search": "/search/",
    "meetings": "/meetings/",
    "sessions": "/sessions/",
    "bodies": "/bodies/",
    "topics": "/topics/",
    "articles": "/articles/",
    "documents": "/documents/",
    "sources": "/sources/",
    "states": "/states/",
    "organizations": "/organizations/",
    "statements": "/statements/",
    "insights": "/insights/",
    "compare": "/insights/compare/",
    **{f"chart of {slug}": f"/insights/{slug}/" for slug in CHARTS},
}


@dataclass
class World:
    """The records that everything else is about."""

    convening: Any
    session: Any
    item: Any
    body: Any
    topic: Any
    article: Any
    document: Any
    state: Any
    organization: Any
    statement: Any

    @property
    def pages(self) -> dict[str, str]:
        """The address of one page of each kind."""
        convening = self.convening.get_absolute_url()
        return SITE_PAGES | {
            "convening": convening,
            "programme": f"{convening}programme/",
            "calendar of a convening": f"{convening}calendar/",
            "participants": f"{convening}participants/",
            "statements of a convening": f"{convening}statements/",
            "documents of a convening": f"{convening}documents/",
            "session": self.session.get_absolute_url(),
            "item": self.item.get_absolute_url(),
            "body": self.body.get_absolute_url(),
            "topic": self.topic.get_absolute_url(),
            "article": self.article.get_absolute_url(),
            "document": self.document.get_absolute_url(),
            "state": self.state.get_absolute_url(),
            "organization": self.organization.get_absolute_url(),
            "statement": self.statement.get_absolute_url(),
        }

    @property
    def papers(self) -> dict[str, str]:
        """The address of each kind of paper, up to its ending."""
        convening = self.convening.get_absolute_url()
        return {
            "agenda": f"{self.session.get_absolute_url()}agenda",
            "programme": f"{convening}programme",
            "participants": f"{convening}participants",
        }


def grow(number: int) -> World:
    """A world in which everything has the number, 1 to 3, of everything that belongs to it."""
    with editions.raised_once():
        world = _Growing(number).world
        _cite_everything(number)
    rebuild()
    return world


class _Growing:
    def __init__(self, number: int) -> None:
        self.number = number
        self.each = range(number)
        self.subjects()
        self.meetings()
        self.agendas()
        self.documents()
        self.programme()
        self.delegations()
        self.world = World(
            self.convening,
            self.session,
            self.item,
            self.body,
            self.topic,
            self.articles[0],
            self.document,
            self.state,
            self.organization,
            self.statement,
        )

    def subjects(self) -> None:
        wider = TopicFactory()
        self.topic = TopicFactory(parent=wider)
        narrower = [TopicFactory(parent=self.topic) for _ in self.each]
        self.topics = [self.topic, *narrower]
        self.articles = [ArticleFactory(number=57 + n, chapter__number=5) for n in self.each]

    def meetings(self) -> None:
        self.body = BodyFactory(parent=BodyFactory())
        others = [BodyFactory(parent=self.body) for _ in self.each]
        self.convenings = [
            ConveningFactory(starts_on=FIRST_DAY - n * timedelta(days=180), in_person_limit=2)
            for n in self.each
        ]
        self.convening = self.convenings[0]
        self.sessions = [
            SessionFactory(body=body, convening=convening, ordinal=10 + n, position=position)
            for n, convening in enumerate(self.convenings)
            for position, body in enumerate([self.body, *others])
        ]
        self.session = self.sessions[0]
        for part in OTHER_PARTS[: self.number]:
            SessionFactory(body=self.body, convening=self.convening, ordinal=10, part=part)

    def agendas(self) -> None:
        beside = self.sessions[1 : self.number + 1]  # of the same convening
        items = [self.agenda_of(session) for session in [*beside, self.session]]
        self.items = items[-1]
        self.item = self.items[0]
        self.item.considered_with.set(item for agenda in items[:-1] for item in agenda)
        for session in self.sessions[self.number + 1 :]:
            AgendaItemFactory(session=session, topics=self.topics, articles=self.articles)

    def agenda_of(self, session: Any) -> list[Any]:
        subjects = {"session": session, "topics": self.topics, "articles": self.articles}
        items = [AgendaItemFactory(**subjects) for _ in self.each]
        for _ in self.each:
            AgendaItemFactory(**subjects, parent=items[0])
        return items

    def documents(self) -> None:
        first, *others = [self.paper() for _ in self.each]
        self.document = first
        for document in [first, *others]:
            for _ in self.each:
                self.paper(parent=document)

    def paper(self, **more: Any) -> Any:
        document = DocumentFactory(
            sessions=self.sessions[: self.number + 1],
            items=self.items,
            topics=self.topics,
            articles=self.articles,
            **more,
        )
        for language in LANGUAGES[: self.number]:
            DocumentFileFactory(document=document, language=language)
            DocumentSubmissionFactory(document=document)
        return document

    def programme(self) -> None:
        entry = {"convening": self.convening, "items": self.items}
        for _ in self.each:
            sitting = SittingFactory(convening=self.convening)
            for kind in [EntryKind.PANEL] * self.number:
                panel = ProgrammeEntryFactory(sitting=sitting, kind=kind, **entry)
                for _ in self.each:
                    PanellistFactory(entry=panel)
            ProgrammeEntryFactory(sitting=None, kind=EntryKind.PANEL, **entry)
            ProgrammeEntryFactory(
                convening=self.convening,
                sitting=None,
                kind=EntryKind.BREAK,
                starts_at=sitting.ends_at,
                ends_at=sitting.ends_at + timedelta(hours=2),
            )
            moved = {"status": HoldingStatus.MOVED, "moved_to": sitting}
            SittingFactory(convening=self.convening, **moved)
            ProgrammeChangeFactory(convening=self.convening)
            ReportedFigureFactory(convening=self.convening)
            ReportedFigureFactory(convening=self.convening, value=None)
            ReportedFigureFactory(convening=self.convening, occasion="A briefing")

    def delegations(self) -> None:
        states = [EntityFactory(iso2=f"A{'TUZ'[n]}") for n in self.each]
        organizations = [OrganizationFactory() for _ in self.each]
        self.state, self.organization = states[0], organizations[0]
        statements = [self.took_part(entity) for entity in [*states, *organizations]]
        self.statement = statements[0]
        for _ in self.each:
            DocumentSubmissionFactory(entity=self.state)
            DocumentSubmissionFactory(entity=self.organization)
            for session in (None, self.session):
                officer = OfficerFactory(
                    convening=self.convening, session=session, entity=self.state
                )
                for _ in self.each:
                    OfficerTitleFactory(officer=officer)

    def took_part(self, entity: Any) -> Any:
        for position in self.each:
            day = date(2003, 12, 10) + position * timedelta(days=365)
            EntityNameFactory(entity=entity, position=position, valid_to=day)
            TreatyActionFactory(
                entity=entity, position=position, action=TreatyActionKind.RATIFICATION, date=day
            )
        delegations = [DelegationFactory(entity=entity, convening=c) for c in self.convenings]
        for _ in self.each:
            ParticipantFactory(delegation=delegations[0])
            statement = StatementFactory(
                delegation=delegations[0],
                item=self.item,
                topics=self.topics,
                articles=self.articles,
                document=self.document,
            )
        return statement


def _cite_everything(number: int) -> None:
    sources = [SourceFactory() for _ in range(number)]
    citations = [
        Citation(record_type=kind, record_id=pk, source=source, note_en="A remark.")
        for model in cited_models()
        for kind in [ContentType.objects.get_for_model(model)]
        for pk in model._default_manager.values_list("pk", flat=True)
        for source in sources
    ]
    Citation.objects.bulk_create(citations)


def cited_models() -> list[type[Model]]:
    """Every kind of record that rests on sources."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Record) and model not in (Source, Citation)
    ]
