"""What the overview of a convening shows of people: chair, figures, delegations, statements."""

from datetime import date

import pytest

from delegations.enums import (
    AttendanceMode,
    EntityKind,
    Measure,
    Qualifier,
    Role,
    StatementKind,
    TreatyActionKind,
)
from meetings.records.enums import Standing, Status
from tests.factories import (
    AgendaItemFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    EntityNameFactory,
    OfficerFactory,
    OfficerTitleFactory,
    OrganizationFactory,
    ParticipantFactory,
    ReportedFigureFactory,
    SessionFactory,
    StatementFactory,
    TreatyActionFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db

MONDAY = date(2021, 9, 6)


@pytest.fixture
def week():
    session = SessionFactory(
        body__code="IRG", convening__starts_on=MONDAY, convening__slug="2021-09-06-vienna"
    )
    return session.convening


def overview(client, convening):
    return read(client, convening.get_absolute_url())


def test_the_chair_is_named_with_every_title_each_with_its_source(week, client):
    state = EntityFactory(name="United Arab Emirates", iso3="ARE")
    chair = OfficerFactory(
        convening=week,
        entity=state,
        person__name="Harib Saeed Al Amimi",
        person__honorific="Dr.",
        person__email="secret@example.org",
    )
    for position, title in enumerate(["President of the SAI", "President of COSP 8"]):
        record = OfficerTitleFactory(officer=chair, title=title, position=position)
        CitationFactory(record=record)
    OfficerFactory(
        convening=week, role=Role.RAPPORTEUR, person=None, entity=EntityFactory(name="Peru")
    )
    OfficerFactory(convening=ConveningFactory(), person__name="Someone else")
    page = overview(client, week)
    named = page.fact("Chair")
    assert named.text == (
        "Dr. Harib Saeed Al Amimi · United Arab Emirates President of the SAI1 President of COSP 82"
    )
    assert ("United Arab Emirates", "/states/are/") in named.links
    assert page.facts()["Rapporteur"] == "name not recorded · Peru"
    assert "secret" not in page.text


def test_reported_figures_stand_as_reported_with_their_standing_and_the_reason(week, client):
    disputed = ReportedFigureFactory(
        convening=week, measure=Measure.STATES_PARTIES, value=103, position=1
    )
    ReportedFigureFactory(
        convening=week,
        measure=Measure.REPRESENTATIVES,
        value=250,
        qualifier=Qualifier.ABOUT,
        mode=AttendanceMode.BOTH,
        note="No split is given.",
        position=2,
    )
    ReportedFigureFactory(
        convening=week, measure=Measure.UN_ENTITIES, value=None, note="Also took part."
    )
    ReportedFigureFactory(
        convening=week, measure=Measure.PARTICIPANTS, value=60, occasion="A briefing"
    )
    ReportedFigureFactory(convening=ConveningFactory(), value=777)
    CitationFactory(record=disputed, standing=Standing.DISPUTED, note="The same in 2023.")
    page = overview(client, week)
    who = page.section("Who took part")
    assert who.one("ul", class_="figures").texts("li") == [
        "103 States parties, reported1 disputed",
        "about 250 representatives, reported, in person and online No split is given.",
        "not recorded delegations on record",
        "not recorded in the room / online",
    ]
    assert page.facts()["United Nations entities"] == "Also took part. number not recorded"
    [margins] = who.all("div", class_="margins")
    assert margins.text == "On the margins A briefing Participants: 60"
    assert "disputed The same in 2023." in page.one("aside").text
    assert "777" not in page.text


def test_two_figures_that_differ_stand_side_by_side(week, client):
    for position, value in enumerate([1200, 1400]):
        figure = ReportedFigureFactory(convening=week, value=value, position=position)
        CitationFactory(record=figure)
    figures = overview(client, week).section("Who took part").one("ul", class_="figures")
    assert figures.texts("li")[:2] == [
        "1200 States parties, reported1",
        "1400 States parties, reported2",
    ]


def test_delegations_are_named_and_people_counted_once(week, client):
    party = EntityFactory(name="Viet Nam", iso3="VNM")
    TreatyActionFactory(entity=party, action=TreatyActionKind.RATIFICATION)
    organization = OrganizationFactory(
        slug="wco", name="World Customs Organization", kind=EntityKind.INTERGOVERNMENTAL
    )
    delegation = DelegationFactory(convening=week, entity=party)
    DelegationFactory(convening=week, entity=organization)
    DelegationFactory(convening=week, entity__status=Status.DRAFT)
    for mode in (AttendanceMode.BOTH, AttendanceMode.IN_PERSON, AttendanceMode.ONLINE):
        ParticipantFactory(delegation=delegation, mode=mode)
    ParticipantFactory(delegation=delegation, mode=AttendanceMode.ONLINE, listed=False)
    who = overview(client, week).section("Who took part")
    assert who.one("ul", class_="figures").texts("li") == [
        "2 delegations on record",
        "2 / 1 in the room / online",
    ]
    assert who.links == [
        ("Viet Nam", "/states/vnm/"),
        ("World Customs Organization", "/organizations/wco/"),
        ("All participants", f"{week.get_absolute_url()}participants/"),
    ]


def test_statements_are_told_with_their_item_and_mode(week, client):
    item = AgendaItemFactory(
        session=week.sessions.first(), number="", slug="assistance", title="Technical assistance"
    )
    statement = StatementFactory(
        delegation=DelegationFactory(convening=week, entity__name="Peru"),
        item=item,
        kind=StatementKind.PRESENTATION,
        summary="Peru told of its training.",
    )
    StatementFactory(delegation=statement.delegation, item=item, status=Status.DRAFT)
    [shown] = overview(client, week).section("Statements").all("article")
    assert shown.text == (
        "Peru Presentation by a panellist · IRG Technical assistance · mode not recorded "
        "Peru told of its training."
    )
    assert shown.addresses == [statement.get_absolute_url(), item.get_absolute_url()]


# Names on the date


@pytest.mark.parametrize(
    ("first_day", "name"),
    [(date(2022, 6, 1), "Turkey"), (date(2022, 6, 2), "Türkiye"), (MONDAY, "Turkey")],
)
def test_a_state_bears_its_name_of_the_day_on_every_page_of_a_convening(first_day, name, client):
    state = EntityFactory(name="Türkiye", iso2="TR", iso3="TUR")
    EntityNameFactory(entity=state, name="Turkey", valid_to=date(2022, 6, 1))
    convening = ConveningFactory(starts_on=first_day, country="TR")
    statement = StatementFactory(delegation=DelegationFactory(convening=convening, entity=state))
    OfficerFactory(convening=convening, session=statement.item.session, entity=state)
    other = {"Turkey": "Türkiye", "Türkiye": "Turkey"}[name]
    pages = [convening.get_absolute_url() + tab for tab in ("", "participants/", "statements/")]
    session = statement.item.session.get_absolute_url()
    pages += [session, statement.item.get_absolute_url(), statement.get_absolute_url()]
    for address in pages:
        page = read(client, address)
        assert name in page.main.text, address
        assert other not in page.main.text + page.title + page.description, address
