"""Pages of convenings: the list, the overview, the papers."""

from datetime import date

import pytest

from meetings.enums import EntryKind, Format, HoldingStatus
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    DocumentFileFactory,
    EntityFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    TopicFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db

MONDAY = date(2021, 9, 6)


@pytest.fixture
def week():
    """Three bodies met together; the fourth session is another week's."""
    convening = ConveningFactory(starts_on=MONDAY, slug="2021-09-06-vienna", format=Format.HYBRID)
    for position, code in enumerate(["IRG", "WGAR", "EGIC"], start=1):
        body = BodyFactory(code=code, short_name=f"The {code}")
        SessionFactory(body=body, ordinal=10 + position, convening=convening, position=position)
    SessionFactory(body=body, ordinal=9, convening__starts_on=date(2020, 11, 19))
    return convening


def overview(client, convening, prefix=""):
    return read(client, prefix + convening.get_absolute_url())


# The list


def test_the_list_shows_each_joint_week_once_by_year_newest_first(week, client):
    ConveningFactory(starts_on=date(2021, 12, 13), slug="cosp-9", city="Sharm el-Sheikh")
    ConveningFactory(starts_on=date(2023, 12, 11), status=Status.DRAFT)
    content = read(client, "/meetings/").content
    rows = content.all("li", class_="convening-row")
    assert content.texts("h2") == ["2021", "2020"]
    assert [row.one("a", class_="title").text for row in rows] == [
        "13–17 December 2021",
        "6–10 September 2021",
        "19–23 November 2020",
    ]
    assert rows[1].links == [
        ("6–10 September 2021", "/meetings/2021-09-06-vienna/"),
        ("The IRG", "/sessions/irg-11/"),
        ("The WGAR", "/sessions/wgar-12/"),
        ("The EGIC", "/sessions/egic-13/"),
    ]
    assert rows[1].one("div", class_="when").text == "6–10 September 2021 Vienna · hybrid"
    assert rows[0].one("div", class_="when").text.endswith("Sharm el-Sheikh · format not recorded")


# The overview


def test_sessions_stand_side_by_side_with_their_agendas(week, client):
    irg, wgar, _egic = week.sessions.all()
    for number, title in [("2", "Review"), ("1", "Opening")]:
        AgendaItemFactory(
            session=irg, number=number, slug=number, position=int(number), title=title
        )
    part = irg.items.get(number="2")
    AgendaItemFactory(session=irg, number="2(a)", slug="2a", parent=part, title="A part of it")
    AgendaItemFactory(session=wgar, number="", slug="recovery", title="Asset recovery")
    cards = overview(client, week).content.all("article", class_="session-card")
    assert [card.links for card in cards] == [
        [
            ("The IRG", "/sessions/irg-11/"),
            ("Opening", "/sessions/irg-11/items/1/"),
            ("Review", "/sessions/irg-11/items/2/"),
        ],
        [
            ("The WGAR", "/sessions/wgar-12/"),
            ("Asset recovery", "/sessions/wgar-12/items/recovery/"),
        ],
        [("The EGIC", "/sessions/egic-13/")],
    ]
    assert [card.one("h2").text for card in cards] == ["The IRG", "The WGAR", "The EGIC"]
    assert cards[0].texts("li")[0].split() == ["1", "Opening"]
    assert cards[2].text.endswith("Agenda: not recorded")


def test_the_overview_begins_with_days_place_and_format(week, client):
    page = overview(client, week)
    assert page.heading == "6–10 September 2021, Vienna"
    lede = page.main.one("p", class_="lede").text
    assert lede == "3 sessions held together, 5 days, hybrid: in the room and online"
    assert page.title == "6–10 September 2021, Vienna · UNCAC meeting records"
    assert page.description == (
        "The IRG, Eleventh session; The WGAR, Twelfth session; The EGIC, Thirteenth session. "
        "6–10 September 2021, Vienna."
    )


def test_the_tabs_of_a_convening_name_the_one_that_is_open(week, client):
    address = week.get_absolute_url()
    tabs = ["", "programme/", "participants/", "statements/", "documents/"]
    for tab in tabs:
        navigation = read(client, address + tab).one("nav", class_="tabs")
        assert navigation.addresses == [address + other for other in tabs]
        current = navigation.all("a", aria_current="page")
        assert [link["href"] for link in current] == [address + tab]


def test_what_is_not_recorded_is_said_in_words(client):
    convening = ConveningFactory(starts_on=MONDAY, ends_on=None, country="")
    page = overview(client, convening)
    assert page.heading == "from 6 September 2021, Vienna"
    assert page.main.one("p", class_="lede").text == "format not recorded"
    assert page.facts() == {
        "Chair": "not recorded",
        "Dates": "from 6 September 2021; last day not recorded",
        "Place": "Vienna",
        "Sitting times": "not recorded",
    }
    figures = page.section("Who took part").one("ul", class_="figures")
    assert figures.texts("li") == [
        "not recorded delegations on record",
        "not recorded in the room / online",
    ]
    assert "Sessions: not recorded" in page.content.text
    assert page.section("Statements").texts("p") == [
        "No statement is on record for this convening."
    ]
    assert page.section("Documents").texts("p") == ["No document is on record for this convening."]
    assert "0" not in page.section("Who took part").text


def test_the_facts_of_a_convening_are_told_whole(week, client):
    austria = EntityFactory(name="Austria", iso2="AT", iso3="AUT")
    week.venue, week.dates_note = "Vienna International Centre", "Five days."
    week.format_note, week.note, week.in_person_limit = "Because of COVID-19.", "A note.", 2
    week.save()
    item = AgendaItemFactory(
        session=week.sessions.first(),
        number="",
        topics=[TopicFactory(slug="prevention", name="Prevention")],
    )
    SittingFactory(convening=week)
    SittingFactory(convening=week)
    page = overview(client, week)
    assert page.facts() == {
        "Chair": "not recorded",
        "Dates": "6–10 September 2021 Five days.",
        "Place": "Vienna International Centre, Vienna, Austria",
        "Format": "Because of COVID-19.",
        "Room limit": "2 representatives of each State in the room, others online",
        "Sitting times": "2 sittings",
        "Item numbers": "not recorded The sources report subjects only.",
        "Topics": "Prevention",
        "Note": "A note.",
    }
    assert page.fact("Place").links == [("Austria", austria.get_absolute_url())]
    assert page.fact("Topics").links == [("Prevention", "/topics/prevention/")]
    assert page.fact("Sitting times").addresses == [f"{week.get_absolute_url()}programme/"]
    assert item.session.convening == week


def test_one_representative_in_the_room_is_one(week, client):
    week.in_person_limit = 1
    week.save()
    limit = overview(client, week).facts()["Room limit"]
    assert limit == "1 representative of each State in the room, others online"


def test_a_panel_is_said_at_the_item_that_it_took_up(week, client):
    item = AgendaItemFactory(session=week.sessions.first(), title="Technical assistance")
    entry = {"convening": week, "sitting": None, "items": [item]}
    ProgrammeEntryFactory(kind=EntryKind.PANEL, **entry)
    ProgrammeEntryFactory(kind=EntryKind.OTHER, **entry)
    [card, *_others] = overview(client, week).content.all("article", class_="session-card")
    assert [line.split()[1:] for line in card.texts("li")] == [["Technical", "assistance", "Panel"]]


# The papers


def test_the_papers_of_a_convening_stand_by_symbol_each_once(week, client):
    sessions = list(week.sessions.all())
    joint = DocumentFactory(
        symbol="CAC/COSP/WG.2/2021/5",
        second_symbol="CAC/COSP/EG.1/2021/4",
        sessions=sessions,
        title="Report",
        issued_on=date(2021, 9, 20),
    )
    for language in ("en", "fr"):
        DocumentFileFactory(document=joint, language=language)
    DocumentFactory(symbol="CAC/COSP/IRG/2021/1", sessions=sessions[:1], title="")
    DocumentFactory(symbol="CAC/COSP/IRG/2021/2", sessions=sessions[:1], status=Status.DRAFT)
    DocumentFactory(symbol="CAC/COSP/IRG/2020/1", sessions=[SessionFactory()])
    page = read(client, f"{week.get_absolute_url()}documents/")
    assert page.content.one("p", class_="count").text == "2 documents"
    papers = page.content.one("table", class_="documents")
    head, *rows = papers.rows
    assert head == ["Symbol", "Title", "Issued", "Languages"]
    assert [[row[0], *row[2:]] for row in rows] == [
        ["CAC/COSP/IRG/2021/1", "not recorded", "not recorded"],
        ["CAC/COSP/WG.2/2021/5 CAC/COSP/EG.1/2021/4", "20 September 2021", "English français"],
    ]
    assert rows[0][1].startswith("title not recorded")
    assert rows[1][1].startswith("Report ")
    assert papers.addresses == [
        "/documents/CAC/COSP/IRG/2021/1/",
        "/documents/CAC/COSP/WG.2/2021/5/",
    ]


def test_a_convening_without_papers_says_that_none_is_on_record(week, client):
    page = read(client, f"{week.get_absolute_url()}documents/")
    assert page.content.text == "No document is on record for this convening."


@pytest.mark.parametrize("holding", [HoldingStatus.CANCELLED, HoldingStatus.MOVED])
def test_a_convening_that_did_not_take_place_says_so_wherever_it_stands(week, client, holding):
    week.holding = holding
    week.save()
    session = week.sessions.first()
    for address in (
        week.get_absolute_url(),
        f"{week.get_absolute_url()}programme/",
        session.get_absolute_url(),
        "/meetings/",
        "/sessions/",
    ):
        assert str(holding.label) in read(client, address).main.text.lower()


def test_a_convening_says_nothing_of_being_held_as_nothing_may_be_recorded(week, client):
    for address in (week.get_absolute_url(), f"{week.get_absolute_url()}programme/"):
        assert "scheduled" not in read(client, address).main.text.lower()
