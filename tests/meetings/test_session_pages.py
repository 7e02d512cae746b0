"""Pages of sessions: the list, the agenda, the place in the series."""

from datetime import date

import pytest

from delegations.enums import Role
from meetings.enums import AgendaStatus, Format, Part
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    OfficerFactory,
    OfficerTitleFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db

IRG = {"code": "IRG", "name": "Implementation Review Group", "short_name": "Review Group"}


@pytest.fixture
def irg():
    return BodyFactory(**IRG)


@pytest.fixture
def session(irg):
    return SessionFactory(
        body=irg, ordinal=12, part=Part.RESUMED, convening__starts_on=date(2021, 9, 6)
    )


def page_of(client, record):
    return read(client, record.get_absolute_url())


# The list


def test_the_list_shows_every_session_of_every_body_newest_first(irg, session, client):
    week = session.convening
    wgar = BodyFactory(code="WGAR", short_name="Asset Recovery", session_noun="meeting")
    SessionFactory(body=wgar, ordinal=15, convening=week, position=2)
    alone = SessionFactory(
        body=irg,
        ordinal=6,
        convening__starts_on=date(2015, 6, 1),
        convening__format=Format.IN_PERSON,
        starts_on=date(2015, 6, 1),
        ends_on=date(2015, 6, 5),
    )
    AgendaItemFactory(session=alone)
    SessionFactory(body=irg, ordinal=20, convening__status=Status.DRAFT)
    table = read(client, "/sessions/").content.one("table")
    assert table.rows == [
        ["Session", "Days", "Place", "Format", "Agenda"],
        [
            "IRG Resumed twelfth session Review Group",
            "6–10 September 2021 the joint week; own days not recorded",
            "Vienna",
            "not recorded",
            "not recorded",
        ],
        [
            "WGAR Fifteenth meeting Asset Recovery",
            "6–10 September 2021 the joint week; own days not recorded",
            "Vienna",
            "not recorded",
            "not recorded",
        ],
        ["IRG Sixth session Review Group", "1–5 June 2015", "Vienna", "in person", "1 item"],
    ]
    assert table.addresses == [
        "/sessions/irg-12-resumed/",
        week.get_absolute_url(),
        "/sessions/wgar-15/",
        week.get_absolute_url(),
        "/sessions/irg-6/",
    ]


# One session


def test_a_session_says_whose_it_is_where_and_when(session, client):
    session.dates_note = "Days differ by source."
    session.starts_on, session.ends_on = date(2021, 9, 6), date(2021, 9, 8)
    session.convening.format = Format.HYBRID
    session.convening.save()
    session.save()
    page = page_of(client, session)
    assert page.heading == "Resumed twelfth session"
    assert page.title == "Resumed twelfth session, Review Group · UNCAC meeting records"
    assert page.description.strip() == (
        "Implementation Review Group, Resumed twelfth session: agenda, documents and statements. "
        "6–10 September 2021, Vienna."
    )
    assert page.facts() == {
        "Convening": "6–10 September 2021, Vienna",
        "Own days": "6–8 September 2021 Days differ by source.",
        "Format": "Hybrid",
        "Chair": "not recorded",
    }
    assert page.main.one("nav", class_="breadcrumbs").links == [
        ("Bodies", "/bodies/"),
        ("IRG", "/bodies/irg/"),
    ]


def test_what_is_not_recorded_of_a_session_is_said_in_words(session, client):
    page = page_of(client, session)
    assert page.facts() == {
        "Convening": "6–10 September 2021, Vienna",
        "Own days": "not recorded",
        "Format": "not recorded",
        "Chair": "not recorded",
    }
    assert page.section("Agenda").texts("p") == ["Agenda: not recorded."]
    assert page.section("Documents").texts("p") == ["No document is on record for this session."]
    assert page.section("Statements").texts("p") == ["No statement is on record for this session."]


def test_officers_of_the_session_and_of_its_whole_convening_are_named(session, client):
    week = session.convening
    chair = OfficerFactory(convening=week, person__name="The Chair", position=1)
    OfficerTitleFactory(officer=chair, title="President of the Conference")
    rapporteur = {"role": Role.RAPPORTEUR, "session": session, "position": 2}
    OfficerFactory(convening=week, person__name="The Rapporteur", **rapporteur)
    other = SessionFactory(convening=week)
    OfficerFactory(convening=week, session=other, role=Role.PRESIDENT)
    facts = page_of(client, session).facts()
    assert facts["Chair"] == "The Chair President of the Conference"
    assert facts["Rapporteur"].startswith("The Rapporteur of the Review Group, Resumed twelfth")
    assert "President" not in facts


def test_the_agenda_is_a_tree_with_numbers_subjects_and_joint_items(session, client):
    other = SessionFactory(body__code="WGAR", convening=session.convening)
    joint = AgendaItemFactory(session=other, number="2", slug="2", title="Assistance")
    topic = TopicFactory(slug="assistance", name="Technical assistance")
    article = ArticleFactory(number=60)
    main = AgendaItemFactory(
        session=session,
        number="4",
        slug="4",
        title="Technical assistance",
        annotation="Needs were discussed.",
        position=2,
        topics=[topic, TopicFactory(status=Status.DRAFT, name="SECRET")],
        articles=[article],
        considered_with=[joint],
    )
    part = {"session": session, "parent": main}
    AgendaItemFactory(number="4(b)", slug="4b", title="Second", position=4, **part)
    AgendaItemFactory(number="4(a)", slug="4a", title="First", position=3, **part)
    AgendaItemFactory(session=session, number="", slug="opening", title="Opening", position=1)
    agenda = page_of(client, session).section("Agenda")
    [top, below] = agenda.all("ol", class_="agenda")
    assert [link for link in top.links if "/items/" in link[1]] == [
        ("Opening", "/sessions/irg-12-resumed/items/opening/"),
        ("Technical assistance", "/sessions/irg-12-resumed/items/4/"),
        ("Assistance", joint.get_absolute_url()),
        ("First", "/sessions/irg-12-resumed/items/4a/"),
        ("Second", "/sessions/irg-12-resumed/items/4b/"),
    ]
    assert below.texts("span", class_="number") == ["4(a)", "4(b)"]
    assert top.texts("span", class_="number")[:2] == ["–", "4"]
    assert "Needs were discussed." in top.text
    assert "Considered together with WGAR 2 Assistance" in top.text
    assert top.one("p", class_="tags").links == [
        ("Technical assistance", "/topics/assistance/"),
        ("art. 60", "/articles/60/"),
    ]
    assert "Whether the agenda is whole: not recorded." in agenda.text


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (AgendaStatus.PROVISIONAL, "Provisional agenda"),
        (AgendaStatus.ADOPTED, "Adopted agenda"),
        (AgendaStatus.NOT_RECORDED, "Agenda"),
    ],
)
def test_the_agenda_says_how_firm_it_is(status, heading, session, client):
    session.agenda_status = status
    session.save()
    AgendaItemFactory(session=session)
    section = page_of(client, session).section(heading)
    assert ("not recorded" in section.text) is (status == AgendaStatus.NOT_RECORDED)


def test_a_session_shows_its_papers_and_what_was_said_under_its_items(session, client):
    item = AgendaItemFactory(session=session, title="Review")
    document = DocumentFactory(sessions=[session])
    DocumentFactory(sessions=[session], status=Status.DRAFT)
    delegation = DelegationFactory(convening=session.convening, entity__name="Peru")
    statement = StatementFactory(delegation=delegation, item=item)
    elsewhere = AgendaItemFactory(session__convening=session.convening)
    StatementFactory(delegation=delegation, item=elsewhere)
    page = page_of(client, session)
    papers = page.section("Documents").one("table", class_="documents")
    assert papers.addresses == [document.get_absolute_url()]
    assert page.section("Statements").addresses == [
        statement.get_absolute_url(),
        item.get_absolute_url(),
    ]


# The series


def in_series(client, session):
    return [item.text for item in page_of(client, session).one("nav", class_="series").all("li")]


def test_a_session_leads_to_those_before_and_after_it(irg, session, client):
    before = SessionFactory(body=irg, ordinal=12, convening__starts_on=date(2021, 6, 14))
    after = SessionFactory(body=irg, ordinal=13, convening__starts_on=date(2022, 6, 13))
    SessionFactory(body=irg, ordinal=14, convening__status=Status.DRAFT)
    SessionFactory(convening__starts_on=date(2021, 7, 1))
    assert in_series(client, session) == [
        "Before Twelfth session 14–18 June 2021, Vienna",
        "After Thirteenth session 13–17 June 2022, Vienna",
        "The whole series",
    ]
    navigation = page_of(client, session).one("nav", class_="series")
    assert [(a["rel"], a["href"]) for a in navigation.all("a") if "rel" in a.attributes] == [
        ("prev", before.get_absolute_url()),
        ("next", after.get_absolute_url()),
    ]


def test_further_parts_of_the_same_session_are_named_apart(irg, client):
    days = {Part.REGULAR: 6, Part.FIRST_RESUMED: 8, Part.SECOND_RESUMED: 11}
    first, *_others = [
        SessionFactory(body=irg, ordinal=13, part=part, convening__starts_on=date(2022, month, 1))
        for part, month in days.items()
    ]
    SessionFactory(body=irg, ordinal=14, convening__starts_on=date(2023, 6, 1))
    assert in_series(client, first) == [
        "Another part Second resumed thirteenth session 1–5 November 2022, Vienna",
        "After First resumed thirteenth session 1–5 August 2022, Vienna",
        "The whole series",
    ]


def test_the_only_session_of_a_body_leads_to_its_series_alone(session, client):
    assert in_series(client, session) == ["The whole series"]


def test_sessions_of_one_convening_are_ordered_by_their_own_days(irg, client):
    week = ConveningFactory(starts_on=date(2020, 8, 31))
    second = SessionFactory(
        body=irg, ordinal=11, part=Part.RESUMED, convening=week, starts_on=date(2020, 9, 2)
    )
    first = SessionFactory(
        body=irg, ordinal=11, part=Part.FIRST_PART, convening=week, starts_on=date(2020, 8, 31)
    )
    assert in_series(client, second)[0].startswith("Before Eleventh session, first part")
    assert in_series(client, first)[0].startswith("After Resumed eleventh session")
