"""Records that nobody may see, beside those of a world: each says SECRET wherever it has words."""

from itertools import count
from typing import Any

from django.db import models

from delegations.models import RoomLimitException
from meetings.enums import EntryKind
from meetings.models import Import, ImportRow
from meetings.records.enums import Standing, Status
from meetings.records.models import JournalEntry, StatusMove
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    DocumentSubmissionFactory,
    EntityFactory,
    EntityNameFactory,
    FormerFileFactory,
    OfficerFactory,
    OfficerTitleFactory,
    OrganizationFactory,
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
    TopicFactory,
    TreatyActionFactory,
)
from tests.support.worlds import World

# Texts that have a form of their own, and no room for a secret.
FORMAL = {"symbol", "second_symbol", "lookup_key", "second_lookup_key", "sort_key", "number"}
FORMAL |= {"country", "time_zone", "iso2", "iso3", "m49", "sha256", "language", "code"}
FORMAL |= {"original_language", "symbol_prefix", "place"}
SECRET_SUBJECT = {"items": [], "titles": {"en": "SECRET title"}}
NUMBERS = count(1001)
ORDINALS = count(501)


def secret(factory: type[RecordFactory], **fields: Any) -> Any:
    """A record of the factory with the given fields, and secrets in all others that hold words."""
    return saying("SECRET", factory, **fields)


def saying(word: str, factory: type[RecordFactory], **fields: Any) -> Any:
    """A record of the factory that says the word in every field that holds words."""
    words = {
        field.name: _words_of(field, word)
        for field in factory._meta.model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in FORMAL
        and not field.name.endswith("_en")  # the same column as without a language
    }
    return factory(**words | fields)


def _words_of(field: models.Field, word: str) -> str:
    slug = word.lower()
    name = f"{field.model.__name__}-{field.name}".lower().replace("_", "-")
    if isinstance(field, models.SlugField):
        return f"{slug}-{next(NUMBERS)}"
    if isinstance(field, models.EmailField):
        return f"{slug}@{slug}.example"
    if isinstance(field, models.URLField):
        return f"https://{slug}.example/{name}"
    return f"{word} {name}"[: field.max_length]


def _code() -> str:
    return f"SECRET{next(NUMBERS)}"


class Hidden:
    """What is hidden under one status; `addresses` are those of its pages."""

    def __init__(self, world: World, status: Status) -> None:
        self.world = world
        self.status = status
        self.addresses: list[str] = []
        self.subjects = {"topics": [world.topic], "articles": [world.article]}
        self.cite = {"source": SourceFactory()}
        self.convening()
        self.parts_of_public_records()
        self.entities()
        self.topics()
        self.bodies()
        self.once_withdrawn()
        self.sources()
        self.behind_the_scenes()

    def page(self, factory: type[RecordFactory], **fields: Any) -> Any:
        record = self.cited(factory, **fields)
        self.addresses.append(record.get_absolute_url())
        return record

    def cited(self, factory: type[RecordFactory], **fields: Any) -> Any:
        """A hidden record that cites a public source."""
        record = secret(factory, **fields)
        secret(CitationFactory, record=record, standing=Standing.DISPUTED, **self.cite)
        return record

    def paper(self, **fields: Any) -> Any:
        symbol = f"CAC/COSP/2099/{next(NUMBERS)}"
        document = self.page(DocumentFactory, symbol=symbol, **self.subjects, **fields)
        version = self.page(DocumentFileFactory, document=document)
        self.page(FormerFileFactory, version=version)
        self.cited(DocumentSubmissionFactory, document=document, entity=self.world.state)
        return document

    def convening(self) -> None:
        """Everything at a convening that is not public, though each part by itself is."""
        world = self.world
        convening = self.page(ConveningFactory, status=self.status)
        there = {"convening": convening}
        for name in ("programme", "calendar", "participants", "statements", "documents"):
            self.addresses.append(f"{convening.get_absolute_url()}{name}/")
        session = self.page(SessionFactory, body=world.body, ordinal=next(ORDINALS), **there)
        item = self.page(
            AgendaItemFactory, session=session, considered_with=[world.item], **self.subjects
        )
        sitting = self.cited(SittingFactory, **there)
        entry = self.cited(ProgrammeEntryFactory, sitting=sitting, items=[item], **there)
        self.cited(PanellistFactory, entry=entry, person=self.cited(PersonFactory))
        self.cited(ProgrammeChangeFactory, subject=SECRET_SUBJECT, **there)
        self.paper(sessions=[session], items=[item], parent=world.document)
        self.paper(sessions=[session, world.session], items=[item, world.item])
        self.takes_part(world.state, convening, item)
        self.cited(ReportedFigureFactory, **there)
        self.cited(ReportedFigureFactory, session=session, value=None, **there)
        self.officer(entity=world.state, **there)
        self.officer(session=session, entity=world.state, **there)

    def takes_part(self, entity: Any, convening: Any, item: Any) -> None:
        delegation = self.cited(DelegationFactory, entity=entity, convening=convening)
        person = self.cited(PersonFactory)
        self.cited(ParticipantFactory, delegation=delegation, person=person)
        paper = self.world.document
        statement = {"delegation": delegation, "item": item, "speaker": person, "document": paper}
        self.page(StatementFactory, **statement, **self.subjects)

    def officer(self, **fields: Any) -> None:
        officer = self.cited(OfficerFactory, person=self.cited(PersonFactory), **fields)
        self.cited(OfficerTitleFactory, officer=officer)

    def parts_of_public_records(self) -> None:
        """Papers, statements, programmes and lists that are not public by their own status."""
        world = self.world
        public = {"sessions": [world.session], "items": [world.item]}
        self.paper(status=self.status, parent=world.document, **public)
        delegation = world.statement.delegation
        said = {"delegation": delegation, "item": world.item, "status": self.status}
        self.page(StatementFactory, document=world.document, **said, **self.subjects)
        half = ConveningFactory(programme_status=self.status, participants_status=self.status)
        item = AgendaItemFactory(session__convening=half)
        sitting = self.cited(SittingFactory, convening=half)
        for where in (sitting, None):
            entry = {"convening": half, "sitting": where, "kind": EntryKind.PANEL}
            panel = self.cited(ProgrammeEntryFactory, items=[item], **entry)
            self.cited(PanellistFactory, entry=panel, person=self.cited(PersonFactory))
        self.cited(ProgrammeChangeFactory, convening=half, subject=SECRET_SUBJECT)
        there = DelegationFactory(convening=half, entity=world.state)
        person = self.cited(PersonFactory)
        self.cited(ParticipantFactory, delegation=there, person=person)
        StatementFactory(delegation=there, item=item, speaker=person)
        panel = world.convening.entries.filter(kind=EntryKind.PANEL).first()
        secret(PanellistFactory, entry=panel, person=person)
        unlisted = {"delegation": delegation, "listed": False}
        self.cited(ParticipantFactory, person=self.cited(PersonFactory), **unlisted)

    def behind_the_scenes(self) -> None:
        """What staff note of public records: imports, exceptions, reasons."""
        convening, delegation = self.world.convening, self.world.statement.delegation
        notes = {"sha256": "0" * 64, "bytes": 6, "kind": "participants", "convening": convening}
        of_import = Import.objects.create(name="SECRET.csv", message="SECRET", **notes)
        ImportRow.objects.create(of_import=of_import, number=2, verb="added", label="SECRET")
        RoomLimitException.objects.get_or_create(
            delegation=delegation, defaults={"allowed": 3, "reason": "SECRET reason"}
        )
        JournalEntry.objects.create(detail="SECRET detail", reason="SECRET reason")
        moved = {"record": convening, "part": "status"}
        StatusMove.objects.create(before="draft", after="published", reason="SECRET", **moved)

    def entities(self) -> None:
        """A State and an organization, at a public convening."""
        world = self.world
        for factory, more in [(EntityFactory, {}), (OrganizationFactory, {"acronym": "SECRET"})]:
            entity = self.page(factory, status=self.status, **more)
            self.cited(EntityNameFactory, entity=entity)
            self.cited(TreatyActionFactory, entity=entity)
            self.cited(DocumentSubmissionFactory, document=world.document, entity=entity)
            self.takes_part(entity, world.convening, world.item)
            public = PersonFactory(private_note="SECRET note", email="secret@secret.example")
            OfficerFactory(convening=world.convening, person=public, entity=entity)

    def topics(self) -> None:
        """A topic above, one below and one beside the public ones, on public records."""
        world = self.world
        above = self.page(TopicFactory, status=self.status)
        below = self.page(TopicFactory, status=self.status, parent=world.topic)
        TopicFactory(parent=above)
        for record in (world.item, world.document, world.statement):
            record.topics.add(above, below)

    def bodies(self) -> None:
        """A body above and one below the public one, with a session at a public convening."""
        world = self.world
        body = self.page(BodyFactory, status=self.status, code=_code(), parent=world.body)
        above = self.page(BodyFactory, status=self.status, code=_code())
        BodyFactory(parent=above)
        self.body = body
        there = {"convening": world.convening, "ordinal": next(ORDINALS)}
        session = self.page(SessionFactory, body=body, **there)
        item = self.page(
            AgendaItemFactory, session=session, considered_with=[world.item], **self.subjects
        )
        self.paper(sessions=[session], items=[item, world.item])
        said = {"delegation": world.statement.delegation, "item": item}
        self.page(StatementFactory, **said, **self.subjects)
        self.officer(convening=world.convening, session=session, entity=world.state)
        entry = {"convening": world.convening, "sitting": None, "kind": EntryKind.PANEL}
        ProgrammeEntryFactory(items=[item], **entry)

    def once_withdrawn(self) -> None:
        """What was withdrawn for itself under what is hidden, and the other way round."""
        world, gone = self.world, {"status": Status.WITHDRAWN}
        hidden = self.page(ConveningFactory, status=self.status)
        there = {"convening": hidden, "ordinal": next(ORDINALS)}
        session = self.page(SessionFactory, body=world.body, **there)
        self.paper(sessions=[session], **gone)
        self.paper(sessions=[session, world.session], **gone)
        there = DelegationFactory(convening=hidden, entity=world.state)
        self.page(StatementFactory, delegation=there, item=None, **gone)
        absent = self.page(EntityFactory, status=self.status)
        spoke = DelegationFactory(convening=world.convening, entity=absent)
        self.page(StatementFactory, delegation=spoke, item=None, **gone)
        self.withdrawn_convening = secret(ConveningFactory, **gone)
        there = {"convening": self.withdrawn_convening, "ordinal": next(ORDINALS)}
        session = self.page(SessionFactory, body=self.body, **there)
        item = self.page(AgendaItemFactory, session=session)
        self.paper(sessions=[session], items=[item])
        there = DelegationFactory(convening=self.withdrawn_convening, entity=world.state)
        self.page(StatementFactory, delegation=there, item=item)

    def sources(self) -> None:
        """A source of everything that is public."""
        source = secret(SourceFactory, status=self.status)
        for record in vars(self.world).values():
            secret(CitationFactory, record=record, source=source, standing=Standing.DISPUTED)
