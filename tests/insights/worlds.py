"""An invented world for charts: much and little of everything, and what is not recorded."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils.text import slugify

from delegations.enums import AttendanceMode, Measure, Presence
from meetings.enums import Availability, Format, HoldingStatus
from meetings.models import DocumentFile
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    EntityFactory,
    OrganizationFactory,
    ParticipantFactory,
    ReportedFigureFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)

CODES = ["COSP", "IRG", "WGAR", "WGP", "EGIC"]
SUBJECTS = [
    "Prevention",
    "Criminalization and law enforcement",
    "International cooperation",
    "Asset recovery",
    "Technical assistance",
    "Review of implementation",
    "Financial and budgetary matters",
    "Beneficial ownership",
]
CITIES = ["Vienna", "Abu Dhabi", "Sharm el-Sheikh", "Saint Petersburg"]
LANGUAGES = [code for code, _name in DocumentFile.LANGUAGES]


@dataclass
class ChartWorld:
    """Convenings from the first year on, two a year; the same on every run."""

    first_year: int = 2018
    convenings: int = 6
    states: int = 8
    random: Random = field(default_factory=lambda: Random(7))

    def __post_init__(self) -> None:
        self.told: list[Any] = []  # convenings of which it is on record who took part
        with editions.raised_once():
            self.subjects()
            for number in range(self.convenings):
                self.convening(number)
            self.beside()

    def subjects(self) -> None:
        self.bodies = [
            BodyFactory(code=code, slug=code.lower(), short_name=f"{code} in short", position=n)
            for n, code in enumerate(CODES)
        ]
        self.topics = [
            TopicFactory(name=name, slug=slugify(name), position=n)
            for n, name in enumerate(SUBJECTS)
        ]
        self.topics.append(TopicFactory(name="Gender and corruption", position=9))  # of nothing
        self.topics.append(
            TopicFactory(name="Return of assets", parent=self.topics[3], position=10)
        )
        self.articles = [
            ArticleFactory(number=n, chapter__number=(n - 1) // 9 + 1) for n in range(1, 72)
        ]
        self.entities = [EntityFactory() for _ in range(self.states)]
        self.entities.append(OrganizationFactory())

    def some(self, records: list, most: int) -> list:
        """Some of the records, none to as many as said."""
        return self.random.sample(records, self.random.randint(0, min(most, len(records))))

    def convening(self, number: int) -> None:
        day = date(self.first_year + number // 2, 5 if number % 2 else 11, 3 + number % 9)
        convening = ConveningFactory(
            starts_on=day,
            ends_on=None if number % 4 == 3 else day + timedelta(days=number % 5),
            city=CITIES[number % 4],
            format=list(Format)[number % 4],
            holding=HoldingStatus.CANCELLED if number == 4 else HoldingStatus.HELD,
            participants_status=Status.DRAFT if number % 3 == 2 else Status.PUBLISHED,
        )
        bodies = [self.bodies[number % 5], *self.some(self.bodies[1:], 2)]
        items = [
            item
            for position, body in enumerate(dict.fromkeys(bodies))
            for item in self.session(convening, body, number + 1, position)
        ]
        if number % 5 != 4:  # of some nothing is known
            self.told.append(convening)
            self.attendance(convening, items, number)

    def session(self, convening: Any, body: Any, ordinal: int, position: int) -> list:
        session = SessionFactory(body=body, ordinal=ordinal, convening=convening, position=position)
        items = [
            AgendaItemFactory(
                session=session,
                topics=self.some(self.topics[:8], 2),
                articles=self.some(self.articles[:60], 3),
            )
            for _ in range(3)
        ]
        for number in range(self.random.randint(0, 4)):
            self.document(session, number)
        return items

    def document(self, session: Any, number: int) -> None:
        before = self.random.choice([90, 60, 60, 42, 21, 7, 0, -5, None])
        day = session.convening.starts_on
        document = DocumentFactory(
            sessions=[session],
            issued_on=None if before is None else day - timedelta(days=before),
            topics=self.some(self.topics[:8], 2),
        )
        for language in LANGUAGES[: self.random.randint(0, 6)]:
            kind = Availability.NOT_ISSUED if language == "ru" else Availability.ISSUED
            DocumentFileFactory(document=document, language=language, availability=kind)

    def attendance(self, convening: Any, items: list, number: int) -> None:
        modes = list(AttendanceMode)
        self.spoke(convening, items[0])
        for place, entity in enumerate(self.entities[: 2 + number % self.states]):
            mode = AttendanceMode.NOT_RECORDED if place % 2 else modes[(place + number) % 4]
            delegation = DelegationFactory(convening=convening, entity=entity, mode=mode)
            for seat in range(place % 3):
                presence = Presence.DID_NOT_ATTEND if place == 5 else Presence.NOT_RECORDED
                ParticipantFactory(
                    delegation=delegation, mode=modes[(place + seat) % 4], presence=presence
                )
            for item in self.some(items, 2):
                StatementFactory(
                    delegation=delegation,
                    item=item,
                    topics=self.some([*self.topics[:5], self.topics[-1]], 2),
                    articles=self.some(self.articles[:60], 1),
                )
        ReportedFigureFactory(convening=convening, value=103 + number)
        if number % 2 == 0:
            for qualifier, value in [("about", 250), ("more_than", 300)]:
                ReportedFigureFactory(
                    convening=convening,
                    value=value,
                    qualifier=qualifier,
                    measure=Measure.REPRESENTATIVES,
                )

    def spoke(self, convening: Any, item: Any) -> None:
        """Someone of whom nothing else is known spoke on technical assistance."""
        delegation = DelegationFactory(convening=convening)
        StatementFactory(delegation=delegation, item=item, topics=[self.topics[4]])

    def beside(self) -> None:
        """What no chart may count: a draft and an example of everything, people not listed."""
        about = {"topics": [self.topics[8]], "articles": [self.articles[70]]}
        for number, fields in enumerate(({"status": Status.DRAFT}, {"is_example": True})):
            hidden = ConveningFactory(city="SECRET", starts_on=date(2031, 6, 9), **fields)
            session = SessionFactory(body=self.bodies[0], convening=hidden, ordinal=98 + number)
            item = AgendaItemFactory(session=session, **about)
            delegation = DelegationFactory(convening=hidden, entity=self.entities[0])
            ParticipantFactory(delegation=delegation)
            StatementFactory(delegation=delegation, item=item, **about)
            ReportedFigureFactory(convening=hidden, value=9999)
            paper = DocumentFactory(sessions=[session], issued_on=date(2031, 1, 1), **about)
            DocumentFileFactory(document=paper, language="en")
