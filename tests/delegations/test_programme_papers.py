"""The programme of a convening as PDF and Word, with who speaks."""

from datetime import UTC, datetime

import pytest

from delegations.enums import DeliveryMode, PanelRole
from meetings.enums import EntryKind, HoldingStatus
from meetings.models import AgendaItem
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    PanellistFactory,
    ParticipantFactory,
    PersonFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
)
from tests.support.papers import edition_in_words, pdf_text, word_lines

pytestmark = pytest.mark.django_db

ADDRESS = "/meetings/2021-09-06-vienna/programme"


@pytest.fixture
def week():
    """Published at once; then the sitting on Tuesday gets another room."""
    with editions.raised_once():
        week = _week()
    tuesday = week.sittings.get(ordinal=3)
    tuesday.room = "Room E"
    tuesday.save()
    return week


def _week():
    """Two days: joint items with a panel, a break, a sitting moved, one without anything."""
    week = ConveningFactory(slug="2021-09-06-vienna", venue="International Centre")
    items = [
        AgendaItemFactory(
            session=SessionFactory(
                convening=week, body=BodyFactory(code=code, name=name), ordinal=12, position=n
            ),
            number=number,
            title="Assistance",
        )
        for n, (code, name, number) in enumerate(
            [("IRG", "Review Group", "4"), ("WGAR", "Working Group", "3")]
        )
    ]
    DocumentFactory(symbol="CAC/COSP/IRG/2021/7", items=items)
    DocumentFactory(symbol="CAC/COSP/IRG/2021/8", items=items, status=Status.DRAFT)
    morning, noon, next_day = (
        SittingFactory(
            convening=week,
            ordinal=number,
            room=room,
            starts_at=datetime(2021, 9, day, hour, tzinfo=UTC),
            ends_at=datetime(2021, 9, day, hour + 3, tzinfo=UTC),
        )
        for number, room, day, hour in [(1, "Room D", 6, 8), (2, "", 6, 13), (3, "Room D", 7, 8)]
    )
    noon.status, noon.moved_to = HoldingStatus.MOVED, next_day
    noon.save()
    untitled = {"convening": week, "title": ""}
    ProgrammeEntryFactory(sitting=morning, items=items, **untitled)
    panel = ProgrammeEntryFactory(
        convening=week,
        sitting=morning,
        kind=EntryKind.PANEL,
        title="On trust",
        starts_at=datetime(2021, 9, 6, 9, 30, tzinfo=UTC),
    )
    ProgrammeEntryFactory(
        sitting=None,
        kind=EntryKind.BREAK,
        starts_at=morning.ends_at,
        ends_at=noon.starts_at,
        **untitled,
    )
    ProgrammeEntryFactory(sitting=next_day, items=items[:1], **untitled)
    _seat(panel)
    return week


def _seat(panel):
    """One who is on the public list, one who may not be listed, one of whom nothing is public."""
    state = EntityFactory(name="State of Aaa")
    listed, unlisted = PersonFactory(name="Ann Bee", honorific="Ms."), PersonFactory(name="SECRET")
    delegation = DelegationFactory(convening=panel.convening, entity=state)
    ParticipantFactory(delegation=delegation, person=listed)
    ParticipantFactory(delegation=delegation, person=unlisted, listed=False)
    seats = {"entry": panel, "entity": state}
    PanellistFactory(
        person=listed,
        title="Judge",
        role=PanelRole.MODERATOR,
        mode=DeliveryMode.ONLINE,
        position=1,
        **seats,
    )
    PanellistFactory(person=unlisted, title="SECRET", position=2, **seats)
    PanellistFactory(entry=panel, person__name="SECRET", title="SECRET", entity=None, position=3)
    hidden = EntityFactory(name="SECRET", status=Status.DRAFT)
    PanellistFactory(entry=panel, entity=hidden, position=4)


PAPER = [
    "UNCAC meeting records\tIRG · WGAR",
    "Review Group",
    "Working Group",
    "Generated from the record, edition {edition} of {day}",
    "Not an official document of the United Nations",
    "http://testserver/meetings/2021-09-06-vienna/programme/",
    "Twelfth session (IRG); Twelfth session (WGAR)",
    "International Centre, Vienna, 6–10 September 2021",
    "Programme",
    "Times in Vienna (UTC+2), the time of the venue.",
    "Time | Item | Title or description",
    "Monday, 6 September 2021",
    "10:00–13:00 / Sitting 1 / Room D | IRG 4, WGAR 3 | Assistance / "
    "Documents: CAC/COSP/IRG/2021/7",
    "11:30 |  | On trust · panel / Moderator: Ms. Ann Bee, Judge, State of Aaa · online / "
    "State of Aaa / Name: not recorded",
    "13:00–15:00 |  | Break",
    "15:00–18:00 / Sitting 2 / Room: not recorded |  | not recorded / Moved to Tuesday 10:00",
    "Tuesday, 7 September 2021",
    "10:00–13:00 / Sitting 3 / Room E | IRG 4 | Assistance / continued from Monday 10:00 / "
    "Documents: CAC/COSP/IRG/2021/7",
    "Changes since it was published",
    "Sitting 3 is now in Room E ({day})",
]


def test_the_programme_in_word_has_every_line_and_names_who_may_be_named(week, client):
    response = client.get(f"{ADDRESS}.docx")
    edition = edition_in_words()
    assert word_lines(response.content) == [line.format(**edition) for line in PAPER]
    assert response["Content-Disposition"] == (
        'attachment; filename="2021-09-06-vienna-programme-en.docx"'
    )


def test_the_programme_as_pdf_says_the_same(week, client):
    response = client.get(f"{ADDRESS}.pdf")
    said = pdf_text(response.content).replace(" ", "")
    edition = edition_in_words()
    words = [word for line in PAPER for word in line.format(**edition).split()]
    assert [word for word in words if word not in "/|" and word not in said] == []
    assert "SECRET" not in said
    assert response["Content-Disposition"] == (
        'inline; filename="2021-09-06-vienna-programme-en.pdf"'
    )


def test_items_that_were_taken_up_at_different_times_say_each_their_own(week, client):
    later = SittingFactory(
        convening=week,
        ordinal=4,
        starts_at=datetime(2021, 9, 8, 8, tzinfo=UTC),
        ends_at=datetime(2021, 9, 8, 11, tzinfo=UTC),
    )
    items = AgendaItem.objects.filter(session__convening=week)
    ProgrammeEntryFactory(convening=week, sitting=later, title="Both", items=items)
    lines = word_lines(client.get(f"{ADDRESS}.docx").content)
    assert lines[lines.index("Wednesday, 8 September 2021") + 1] == (
        "10:00–13:00 / Sitting 4 / Room: not recorded | IRG 4, WGAR 3 | Both / "
        "IRG 4 continued from Tuesday 10:00 / WGAR 3 continued from Monday 10:00 / "
        "Documents: CAC/COSP/IRG/2021/7"
    )


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("status", "answer"), [(Status.DRAFT, 404), (Status.IN_REVIEW, 404), (Status.WITHDRAWN, 410)]
)
@pytest.mark.parametrize("field", ["status", "programme_status"])
def test_a_programme_that_is_not_public_has_no_paper(kind, status, answer, field, week, client):
    setattr(week, field, status)
    week.save()
    assert client.get(f"{ADDRESS}.{kind}").status_code == answer
