"""A convening at which nothing is lacking, for tests of the rules that find what is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from delegations.enums import AttendanceMode, Function, Presence
from meetings.enums import AgendaStatus, Format
from meetings.models import DocumentFile
from tests import factories

FIRST_DAY = date(2021, 9, 6)  # a Monday
TODAY = date(2021, 9, 13)


@dataclass
class Sound:
    """The convening and what is at it."""

    convening: Any
    session: Any
    first: Any
    part: Any
    second: Any
    sittings: list[Any]
    entry: Any
    paper: Any
    delegation: Any
    participant: Any
    officer: Any
    statement: Any
    figure: Any


def sound_convening() -> Sound:
    """Five days in Vienna, over by `TODAY`, complete and cited to the last."""
    convening = factories.ConveningFactory(
        starts_on=FIRST_DAY, venue="Centre", format=Format.HYBRID, in_person_limit=2
    )
    session = factories.SessionFactory(
        convening=convening,
        body__code="IRG",
        body__symbol_prefix="CAC/COSP/IRG/",
        ordinal=12,
        agenda_status=AgendaStatus.ADOPTED,
    )
    first = factories.AgendaItemFactory(session=session, number="1", slug="1", position=1)
    part = factories.AgendaItemFactory(
        session=session, number="1(a)", slug="1a", position=2, parent=first
    )
    second = factories.AgendaItemFactory(session=session, number="2", slug="2", position=3)
    monday = datetime(2021, 9, 6, 8, tzinfo=UTC)
    sittings = [
        factories.SittingFactory(
            convening=convening,
            ordinal=number + 1,
            starts_at=monday + timedelta(days=number),
            room="Board Room A",
        )
        for number in range(5)
    ]
    entry = factories.ProgrammeEntryFactory(
        convening=convening, sitting=sittings[0], title="", items=[part, second]
    )
    paper = factories.DocumentFactory(
        symbol="CAC/COSP/IRG/2021/1",
        issued_on=date(2021, 7, 1),
        sessions=[session],
        items=[second],
    )
    for code, _name in DocumentFile.LANGUAGES:
        factories.DocumentFileFactory(document=paper, language=code)
    delegation = factories.DelegationFactory(convening=convening)
    participant = factories.ParticipantFactory(
        delegation=delegation,
        function=Function.HEAD,
        mode=AttendanceMode.IN_PERSON,
        presence=Presence.ATTENDED,
    )
    officer = factories.OfficerFactory(convening=convening)
    statement = factories.StatementFactory(
        delegation=delegation, item=second, speaker=participant.person, delivered_on=FIRST_DAY
    )
    figure = factories.ReportedFigureFactory(convening=convening)
    source = factories.SourceFactory()
    for record in (
        *(convening, session, first, part, second, *sittings, entry, paper),
        *(delegation, officer, statement, figure),
    ):
        factories.CitationFactory(record=record, source=source)
    return Sound(
        *(convening, session, first, part, second, sittings, entry, paper),
        *(delegation, participant, officer, statement, figure),
    )


def change(record: Any, **values: Any) -> None:
    """Write values past every form, as imports of the past may have."""
    type(record)._default_manager.filter(pk=record.pk).update(**values)
