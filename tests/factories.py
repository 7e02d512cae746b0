"""Factories of every record: plain, valid, public, and the same on every run.

What belongs together is made together: a statement's item stands on the agenda of a session of the
convening that the delegation took part in, whichever of the three the test names. Short names have
leading zeros: in their order, the records are in that in which they were made.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from string import ascii_uppercase
from typing import Any
from zoneinfo import ZoneInfo

import factory
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from delegations.enums import EntityKind, Measure, Role, TreatyActionKind
from delegations.models import (
    Delegation,
    DocumentSubmission,
    Entity,
    EntityName,
    Officer,
    OfficerTitle,
    Panellist,
    Participant,
    Person,
    ReportedFigure,
    Statement,
    TreatyAction,
)
from meetings.enums import ChangeKind, DocumentKind, EntryKind, Part
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
from meetings.records.enums import SourceKind, Status
from meetings.records.models import Citation, Source

THREE_LETTERS = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)]


def related(name: str) -> Any:
    """Lets a factory take a list of records for a many-to-many field: `topics=[topic]`."""

    def add(record: Any, create: bool, records: Any, **more: Any) -> None:
        if create and records:
            getattr(record, name).set(records)

    return factory.post_generation(add)


class RecordFactory(DjangoModelFactory):
    """What the factories share."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True


# Sources


class SourceFactory(RecordFactory):
    class Meta:
        model = Source

    slug = Sequence(lambda n: f"source-{n:05}")
    kind = SourceKind.WEB_PAGE
    publisher = "A publisher"
    title = Sequence(lambda n: f"A page {n}")
    language = "en"
    published_on = date(2021, 9, 17)
    status = Status.PUBLISHED


class CitationFactory(RecordFactory):
    """Needs the record that it supports: `CitationFactory(record=session)`."""

    class Meta:
        model = Citation

    source = SubFactory(SourceFactory)


# What was convened


class BodyFactory(RecordFactory):
    class Meta:
        model = Body

    code = Sequence(lambda n: f"B{n:05}")
    slug = LazyAttribute(lambda body: body.code.lower())
    name = LazyAttribute(lambda body: f"Open-ended Working Group {body.code}")
    short_name = LazyAttribute(lambda body: f"Working Group {body.code}")


class ChapterFactory(RecordFactory):
    class Meta:
        model = Chapter
        django_get_or_create = ["number"]

    number = Sequence(lambda n: n % 8 + 1)
    title = LazyAttribute(lambda chapter: f"Chapter {chapter.number}")


class ArticleFactory(RecordFactory):
    class Meta:
        model = Article
        django_get_or_create = ["number"]

    number = Sequence(lambda n: n % 71 + 1)
    chapter = SubFactory(ChapterFactory)
    title = LazyAttribute(lambda article: f"Article {article.number}")


class TopicFactory(RecordFactory):
    class Meta:
        model = Topic

    slug = Sequence(lambda n: f"topic-{n:05}")
    name = LazyAttribute(lambda topic: topic.slug.capitalize().replace("-", " "))


class ConveningFactory(RecordFactory):
    """A published convening, with its programme and its list of participants published too."""

    class Meta:
        model = Convening

    starts_on = date(2021, 9, 6)
    ends_on = LazyAttribute(lambda convening: convening.starts_on + timedelta(days=4))
    slug = Sequence(lambda n: f"convening-{n:05}")
    city = "Vienna"
    country = "AT"
    status = Status.PUBLISHED
    programme_status = Status.PUBLISHED
    participants_status = Status.PUBLISHED


class SessionFactory(RecordFactory):
    class Meta:
        model = Session

    body = SubFactory(BodyFactory)
    ordinal = Sequence(lambda n: n % 999 + 1)
    convening = SubFactory(ConveningFactory)
    part = Part.REGULAR
    slug = LazyAttribute(
        lambda session: "-".join(
            [session.body.slug, str(session.ordinal), session.part.replace("_", "-")]
        ).removesuffix("-regular")
    )


class AgendaItemFactory(RecordFactory):
    class Meta:
        model = AgendaItem

    session = SubFactory(SessionFactory)
    number = Sequence(lambda n: str(n + 1))
    slug = Sequence(lambda n: str(n + 1))
    position = Sequence(lambda n: n + 1)
    title = LazyAttribute(lambda item: f"Item {item.slug}")

    topics = related("topics")
    articles = related("articles")
    considered_with = related("considered_with")


class SittingFactory(RecordFactory):
    """The morning of the convening's first day, by the clock of its city."""

    class Meta:
        model = Sitting

    convening = SubFactory(ConveningFactory)
    ordinal = Sequence(lambda n: n + 1)
    starts_at = LazyAttribute(
        lambda sitting: datetime.combine(
            sitting.convening.starts_on, time(10), ZoneInfo(sitting.convening.time_zone)
        )
    )
    ends_at = LazyAttribute(lambda sitting: sitting.starts_at + timedelta(hours=3))


class ProgrammeEntryFactory(RecordFactory):
    class Meta:
        model = ProgrammeEntry

    convening = SubFactory(ConveningFactory)
    sitting = SubFactory(SittingFactory, convening=SelfAttribute("..convening"))
    position = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Entry {n}")

    items = related("items")


class ProgrammeChangeFactory(RecordFactory):
    class Meta:
        model = ProgrammeChange

    convening = SubFactory(ConveningFactory)
    made_at = datetime(2021, 9, 1, 12, tzinfo=UTC)
    kind = ChangeKind.MOVED
    place = Sequence(lambda n: f"entry-{n + 1}")
    subject = factory.Dict({"items": factory.List([]), "titles": factory.Dict({"en": "A panel"})})
    before = factory.Dict({"starts_at": "2021-09-07T08:00:00+00:00"})
    after = factory.Dict({"starts_at": "2021-09-08T13:00:00+00:00"})


class DocumentFactory(RecordFactory):
    class Meta:
        model = Document

    symbol = Sequence(lambda n: f"CAC/COSP/2021/{n + 1}")
    kind = DocumentKind.NOTE
    title = LazyAttribute(lambda document: f"The title of {document.symbol}")
    status = Status.PUBLISHED

    sessions = related("sessions")
    items = related("items")
    topics = related("topics")
    articles = related("articles")


class DocumentFileFactory(RecordFactory):
    class Meta:
        model = DocumentFile

    document = SubFactory(DocumentFactory)
    language = "en"


class FormerFileFactory(RecordFactory):
    class Meta:
        model = FormerFile

    version = SubFactory(DocumentFileFactory)
    number = Sequence(lambda n: n + 1)
    file = Sequence(lambda n: f"documents/former-{n}.pdf")
    sha256 = "0" * 64
    bytes = 1
    replaced_at = datetime(2021, 9, 1, 12, tzinfo=UTC)


# Who took part


class EntityFactory(RecordFactory):
    """A State."""

    class Meta:
        model = Entity

    kind = EntityKind.STATE
    iso3 = Sequence(lambda n: THREE_LETTERS[n % len(THREE_LETTERS)])
    slug = LazyAttribute(lambda entity: entity.iso3.lower())
    name = LazyAttribute(lambda entity: f"State of {entity.iso3.capitalize()}")


class OrganizationFactory(RecordFactory):
    """An intergovernmental organization."""

    class Meta:
        model = Entity

    kind = EntityKind.INTERGOVERNMENTAL
    slug = Sequence(lambda n: f"organization-{n:05}")
    name = LazyAttribute(lambda entity: entity.slug.capitalize().replace("-", " "))


class EntityNameFactory(RecordFactory):
    class Meta:
        model = EntityName

    entity = SubFactory(EntityFactory)
    name = Sequence(lambda n: f"Former name {n}")
    position = Sequence(lambda n: n)


class TreatyActionFactory(RecordFactory):
    class Meta:
        model = TreatyAction

    entity = SubFactory(EntityFactory)
    action = TreatyActionKind.RATIFICATION
    date = date(2009, 8, 19)
    position = Sequence(lambda n: n)


class PersonFactory(RecordFactory):
    class Meta:
        model = Person

    slug = Sequence(lambda n: f"person-{n:05}")
    name = LazyAttribute(lambda person: person.slug.capitalize().replace("-", " "))


class DelegationFactory(RecordFactory):
    class Meta:
        model = Delegation

    convening = SubFactory(ConveningFactory)
    entity = SubFactory(EntityFactory)


class ParticipantFactory(RecordFactory):
    """Someone who may be listed."""

    class Meta:
        model = Participant

    delegation = SubFactory(DelegationFactory)
    person = SubFactory(PersonFactory)
    position = Sequence(lambda n: n + 1)
    listed = True


class PanellistFactory(RecordFactory):
    class Meta:
        model = Panellist

    entry = SubFactory(ProgrammeEntryFactory, kind=EntryKind.PANEL)
    entity = SubFactory(EntityFactory)
    person = SubFactory(PersonFactory)
    title = Sequence(lambda n: f"Expert {n}")


class OfficerFactory(RecordFactory):
    class Meta:
        model = Officer

    convening = SubFactory(ConveningFactory)
    role = Role.CHAIR
    person = SubFactory(PersonFactory)


class OfficerTitleFactory(RecordFactory):
    class Meta:
        model = OfficerTitle

    officer = SubFactory(OfficerFactory)
    title = Sequence(lambda n: f"Title {n}")


class StatementFactory(RecordFactory):
    """Takes a `convening` too, or finds it in the delegation or the item that it is given."""

    class Meta:
        model = Statement

    class Params:
        convening = SubFactory(ConveningFactory)

    delegation = SubFactory(DelegationFactory, convening=SelfAttribute("..convening"))
    item = SubFactory(AgendaItemFactory, session__convening=SelfAttribute("...convening"))
    position = Sequence(lambda n: n + 1)
    summary = Sequence(lambda n: f"Summary {n}.")
    status = Status.PUBLISHED

    topics = related("topics")
    articles = related("articles")

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        if delegation := params.get("delegation"):
            params.setdefault("convening", delegation.convening)
        elif item := params.get("item"):
            params.setdefault("convening", item.session.convening)
        return super()._generate(strategy, params)


class DocumentSubmissionFactory(RecordFactory):
    class Meta:
        model = DocumentSubmission

    document = SubFactory(DocumentFactory)
    entity = SubFactory(EntityFactory)


class ReportedFigureFactory(RecordFactory):
    class Meta:
        model = ReportedFigure

    convening = SubFactory(ConveningFactory)
    measure = Measure.STATES_PARTIES
    value = 120
    position = Sequence(lambda n: n + 1)
