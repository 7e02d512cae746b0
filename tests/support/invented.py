"""An example beside a world: it touches all that is public and says EXAMPLE wherever it can."""

from typing import Any

from meetings.enums import EntryKind
from meetings.records.querysets.sources import EXAMPLE_SOURCE
from tests.factories import (
    AgendaItemFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    DocumentSubmissionFactory,
    OfficerFactory,
    OfficerTitleFactory,
    PanellistFactory,
    ParticipantFactory,
    PersonFactory,
    ProgrammeChangeFactory,
    ProgrammeEntryFactory,
    RecordFactory,
    ReportedFigureFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
    StatementFactory,
)
from tests.support.hidden import saying
from tests.support.worlds import World


class Example:
    """A public example of the world's body, topics, articles, State and organization."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.subjects = {"topics": [world.topic], "articles": [world.article]}
        self.source = saying("EXAMPLE", SourceFactory, slug=EXAMPLE_SOURCE)
        self.convening = self.cited(ConveningFactory, is_example=True)
        self.session = self.cited(
            SessionFactory, body=world.body, convening=self.convening, ordinal=931
        )
        self.item = self.cited(AgendaItemFactory, session=self.session, **self.subjects)
        self.programme()
        self.document = self.paper()
        self.statement = self.took_part(world.state)
        self.other_statement = self.took_part(world.organization)
        self.offices()

    @property
    def pages(self) -> dict[str, str]:
        """The addresses under which everything of the example stands."""
        return {
            "convening": self.convening.get_absolute_url(),
            "session": self.session.get_absolute_url(),
            "document": self.document.get_absolute_url(),
            "statement": self.statement.get_absolute_url(),
            "other statement": self.other_statement.get_absolute_url(),
        }

    def cited(self, factory: type[RecordFactory], **fields: Any) -> Any:
        record = saying("EXAMPLE", factory, **fields)
        saying("EXAMPLE", CitationFactory, record=record, source=self.source)
        return record

    def programme(self) -> None:
        there = {"convening": self.convening}
        sitting = self.cited(SittingFactory, **there)
        for place in (sitting, None):
            panel = {"sitting": place, "items": [self.item], "kind": EntryKind.PANEL}
            entry = self.cited(ProgrammeEntryFactory, **panel, **there)
            self.cited(PanellistFactory, entry=entry, entity=self.world.state)
        subject = {"items": [], "titles": {"en": "EXAMPLE subject"}}
        self.cited(ProgrammeChangeFactory, subject=subject, place=f"entry-{entry.pk}", **there)

    def paper(self) -> Any:
        issued = {"sessions": [self.session], "items": [self.item]}
        document = self.cited(
            DocumentFactory, symbol="CAC/COSP/IRG/2031/1", **issued, **self.subjects
        )
        self.cited(DocumentFileFactory, document=document)
        for entity in (self.world.state, self.world.organization):
            self.cited(DocumentSubmissionFactory, document=document, entity=entity)
        return document

    def took_part(self, entity: Any) -> Any:
        delegation = self.cited(DelegationFactory, entity=entity, convening=self.convening)
        person = self.cited(PersonFactory)
        self.cited(ParticipantFactory, delegation=delegation, person=person)
        spoke = {"delegation": delegation, "item": self.item, "speaker": person}
        return self.cited(StatementFactory, document=self.document, **spoke, **self.subjects)

    def offices(self) -> None:
        there = {"convening": self.convening, "entity": self.world.state}
        for session in (None, self.session):
            officer = self.cited(
                OfficerFactory, session=session, person=self.cited(PersonFactory), **there
            )
            self.cited(OfficerTitleFactory, officer=officer)
            self.cited(ReportedFigureFactory, convening=self.convening, session=session)
