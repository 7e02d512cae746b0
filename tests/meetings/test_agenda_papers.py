"""The annotated agenda of a session as PDF and Word."""

from datetime import UTC, date, datetime

import pytest

from meetings.enums import (
    AgendaStatus,
    DocumentKind,
    EntryKind,
    HoldingStatus,
    IssueStatus,
    Wording,
)
from meetings.records.domain.publication import withdraw
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    PanellistFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    TopicFactory,
)
from tests.support.html import read
from tests.support.papers import WORD, edition_in_words, pdf_text, word_lines

pytestmark = pytest.mark.django_db

ADDRESS = "/sessions/irg-12-resumed/agenda"
HEADERS = [
    "Content-Type",
    "Content-Disposition",
    "Content-Language",
    "Cache-Control",
    "X-Robots-Tag",
    "Set-Cookie",
]


@pytest.fixture
def session():
    """A session with much on it beside another, in a week of one day on record."""
    week = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=date(2021, 9, 10))
    irg, wgar = (
        SessionFactory(
            convening=week,
            body=BodyFactory(code=code, name=name),
            ordinal=number,
            position=number,
            part=part,
            slug=slug,
        )
        for code, name, number, part, slug in [
            ("IRG", "Implementation Review Group", 12, "resumed", "irg-12-resumed"),
            ("WGAR", "Working Group on Asset Recovery", 15, "regular", "wgar-15"),
        ]
    )
    irg.agenda_status = AgendaStatus.PROVISIONAL
    irg.save()
    _fill(week, irg, wgar)
    return irg


def _fill(week, irg, wgar):
    whole = AgendaItemFactory(
        session=irg, number="4", slug="4", position=4, title="Technical assistance"
    )
    part = AgendaItemFactory(
        session=irg,
        number="4(a)",
        slug="4a",
        position=5,
        parent=whole,
        title="Needs",
        annotation="Needs are told.\n\nThen they are met.",
        topics=[TopicFactory(name="Assistance"), TopicFactory(name="X", status=Status.DRAFT)],
        articles=[ArticleFactory(number=60), ArticleFactory(number=61)],
    )
    AgendaItemFactory(
        session=irg,
        number="",
        slug="other",
        position=9,
        title="Other matters",
        wording=Wording.REPORTED,
    )
    joint = AgendaItemFactory(session=wgar, number="3", title="Forum", considered_with=[part])
    issued = {"sessions": [irg], "items": [part]}
    DocumentFactory(symbol="CAC/COSP/IRG/2021/1", kind=DocumentKind.AGENDA, sessions=[irg])
    DocumentFactory(symbol="CAC/COSP/IRG/2021/7", title="Needs by region", **issued)
    DocumentFactory(
        symbol="CAC/COSP/IRG/2021/8", title="", issue_status=IssueStatus.RESERVED, **issued
    )
    DocumentFactory(symbol="CAC/COSP/IRG/2021/9", title="SECRET", status=Status.DRAFT, **issued)
    morning, afternoon = (
        SittingFactory(
            convening=week,
            ordinal=number,
            starts_at=datetime(2021, 9, 6, hour, tzinfo=UTC),
            ends_at=datetime(2021, 9, 6, hour + 3, tzinfo=UTC),
            room=room,
        )
        for number, hour, room in [(1, 8, "Boardroom D"), (2, 13, "")]
    )
    timed = {"convening": week, "title": ""}
    ProgrammeEntryFactory(sitting=morning, kind=EntryKind.OPENING, **timed)
    ProgrammeEntryFactory(sitting=morning, items=[part, joint], note="Bring questions.", **timed)
    ProgrammeEntryFactory(sitting=morning, items=[joint], **timed)
    ProgrammeEntryFactory(sitting=afternoon, items=[part], status=HoldingStatus.CANCELLED, **timed)
    panel = ProgrammeEntryFactory(
        convening=week, sitting=None, kind=EntryKind.PANEL, title="On trust", items=[whole]
    )
    PanellistFactory(entry=panel, person__name="SECRET")


PAPER = [
    "UNCAC meeting records\tIRG",
    "Implementation Review Group",
    "Generated from the record, edition {edition} of {day}",
    "Not an official document of the United Nations",
    "http://testserver/sessions/irg-12-resumed/",
    "Agenda issued as: CAC/COSP/IRG/2021/1",
    "Resumed twelfth session",
    "Vienna, 6–10 September 2021",
    "Own days: not recorded",
    "Annotated provisional agenda",
    "Provisional agenda",
    "4.\tTechnical assistance",
    "(a)\tNeeds",
    "–\tOther matters",
    "Item numbers: – not recorded",
    "Annotations",
    "4. Technical assistance",
    "Annotation: not recorded",
    "Documentation: not recorded",
    "(a) Needs",
    "Needs are told.",
    "Then they are met.",
    "Considered together with WGAR 3, Forum",
    "Topics: Assistance",
    "Articles of the Convention: 60, 61",
    "Documentation:",
    "CAC/COSP/IRG/2021/7 Needs by region",
    "CAC/COSP/IRG/2021/8 title not recorded (symbol reserved; not issued yet)",
    "Other matters",
    "Subject as reported; the exact title is not recorded",
    "Annotation: not recorded",
    "Documentation: not recorded",
    "Proposed organization of work",
    "Times in Vienna (UTC+2), the time of the venue.",
    "Time | Item | Title or description",
    "Monday, 6 September 2021",
    "10:00–13:00 / Sitting 1 / Boardroom D | IRG 4(a), WGAR 3 | Needs; Forum / Bring questions.",
    "15:00–18:00 / Sitting 2 / Room: not recorded | IRG 4(a) | Needs / Cancelled",
    "Date and time: not recorded",
    "not recorded | IRG 4 | On trust · panel",
]


def test_the_agenda_in_word_says_what_is_on_record_and_nothing_else(session, client):
    response = client.get(f"{ADDRESS}.docx")
    edition = edition_in_words()
    assert word_lines(response.content) == [line.format(**edition) for line in PAPER]


def test_the_agenda_as_pdf_says_the_same(session, client):
    said = pdf_text(client.get(f"{ADDRESS}.pdf").content).replace(" ", "")
    edition = edition_in_words()
    words = [word for line in PAPER for word in line.format(**edition).split()]
    assert [word for word in words if word not in "/|" and word not in said] == []
    assert "SECRET" not in said


@pytest.mark.parametrize(
    ("kind", "content_type", "disposition"),
    [("pdf", "application/pdf", "inline"), ("docx", WORD, "attachment")],
)
def test_a_paper_says_what_it_is_and_costs_one_query_to_ask_for_again(
    kind, content_type, disposition, session, client, django_assert_num_queries
):
    response = client.get(f"/fr{ADDRESS}.{kind}")
    name = f"irg-12-resumed-agenda-fr.{kind}"
    assert {name: response.headers.get(name) for name in HEADERS} == {
        "Content-Type": content_type,
        "Content-Disposition": f'{disposition}; filename="{name}"',
        "Content-Language": "fr",
        "Cache-Control": "public, no-cache",
        "X-Robots-Tag": None,
        "Set-Cookie": None,
    }
    assert client.get(f"/fr{ADDRESS}.{kind}").content == response.content
    with django_assert_num_queries(1):
        again = client.get(f"/fr{ADDRESS}.{kind}", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("language", ["es", "ar", "zh-hans", "ru", "vi"])
def test_a_text_that_the_language_lacks_is_marked(language, session, client):
    item = session.items.get(slug="other")
    setattr(item, f"title_{language.replace('-', '_')}", "中 Ж ع ế")
    item.save()
    lines = word_lines(client.get(f"/{language}{ADDRESS}.docx").content)
    assert "–\t中 Ж ع ế" in lines
    assert "(a)\tNeeds\xa0EN" in lines
    assert "EN" in pdf_text(client.get(f"/{language}{ADDRESS}.pdf").content)


def test_an_adopted_agenda_and_its_own_days_are_called_so(session, client):
    session.agenda_status = AgendaStatus.ADOPTED
    session.starts_on = session.ends_on = date(2021, 9, 8)
    session.save()
    lines = word_lines(client.get(f"{ADDRESS}.docx").content)
    assert lines[6:10] == [
        "Resumed twelfth session",
        "Vienna, 8 September 2021",
        "Annotated agenda",
        "Adopted agenda",
    ]
    assert "Organization of work" in lines


def test_a_session_without_an_agenda_says_so(client):
    SessionFactory(slug="irg-12-resumed")
    lines = word_lines(client.get(f"{ADDRESS}.docx").content)
    assert lines[-6:] == [
        "Own days: not recorded",
        "Annotated agenda",
        "Agenda",
        "Agenda: not recorded",
        "Organization of work",
        "Programme: not recorded",
    ]


def test_a_programme_that_is_not_public_is_not_in_the_agenda(session, client):
    session.convening.programme_status = Status.DRAFT
    session.convening.save()
    lines = word_lines(client.get(f"{ADDRESS}.docx").content)
    assert lines[-2:] == ["Proposed organization of work", "Programme: not recorded"]


def test_the_agenda_of_an_example_says_so_and_is_not_to_be_indexed(session, client):
    session.convening.is_example = True
    session.convening.save()
    response = client.get(f"{ADDRESS}.pdf")
    assert pdf_text(response.content).startswith("Example: invented to show the portal ")
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_is_not_public_has_no_paper(kind, session, client):
    session.convening.status = Status.DRAFT
    session.convening.save()
    assert client.get(f"{ADDRESS}.{kind}").status_code == 404
    session.convening.status = Status.PUBLISHED
    session.convening.save()
    withdraw([session.convening])
    assert client.get(f"{ADDRESS}.{kind}").status_code == 410
    assert client.get(f"{ADDRESS}.odt").status_code == 404


def test_the_page_of_the_session_leads_to_both_papers(session, client):
    section = read(client, f"/fr{session.get_absolute_url()}").section("Ordre du jour provisoire")
    papers = [link for link in section.links if "/agenda." in link[1]]
    assert papers == [("PDF", f"/fr{ADDRESS}.pdf"), ("Word", f"/fr{ADDRESS}.docx")]
