"""Pages of statements: the list, those of a convening, and one by itself."""

from datetime import date

import pytest

from delegations.enums import DeliveryMode, StatementKind
from delegations.models import Person
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    OfficerFactory,
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(
        body__code="IRG", ordinal=12, convening__starts_on=date(2021, 9, 6), position=1
    )


@pytest.fixture
def item(session):
    return AgendaItemFactory(
        session=session, number="", slug="assistance", title="Technical assistance", position=4
    )


@pytest.fixture
def wco(session):
    """The delegation of the World Customs Organization."""
    entity = OrganizationFactory(slug="wco", name="World Customs Organization")
    return DelegationFactory(convening=session.convening, entity=entity)


def page_of(client, statement):
    return read(client, statement.get_absolute_url())


# Lists


def test_the_list_shows_the_statements_of_the_latest_convening_first(wco, item, client):
    old = StatementFactory(convening__starts_on=date(2015, 6, 1))
    new = StatementFactory(delegation=wco, item=item, summary="On customs integrity.")
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        StatementFactory(delegation=wco, item=item, status=status)
    content = read(client, "/statements/").content
    articles = content.all("article", class_="statement")
    said = "2 statements · who spoke: 1 State, 1 organization · as a chart"
    assert content.one("p", class_="count").text == said
    assert [article.addresses[0] for article in articles] == [
        new.get_absolute_url(),
        old.get_absolute_url(),
    ]
    assert articles[0].text == (
        "World Customs Organization Statement · 6–10 September 2021, Vienna · "
        "IRG Technical assistance · mode not recorded On customs integrity."
    )


def test_the_statements_of_a_convening_stand_in_the_order_of_speaking(wco, session, item, client):
    first_item = AgendaItemFactory(session=session, position=1)
    second_session = SessionFactory(convening=session.convening, position=2)
    last_item = AgendaItemFactory(session=second_session, position=1)
    peru = DelegationFactory(convening=session.convening)
    spoken = [
        StatementFactory(delegation=peru, item=last_item, position=1),
        StatementFactory(delegation=wco, item=item, position=2),
        StatementFactory(delegation=peru, item=item, position=1),
        StatementFactory(delegation=wco, item=first_item, position=9),
    ]
    StatementFactory()
    page = read(client, f"{session.convening.get_absolute_url()}statements/")
    articles = page.content.all("article", class_="statement")
    assert [article.addresses[0] for article in articles] == [
        statement.get_absolute_url() for statement in reversed(spoken)
    ]


def test_a_convening_without_statements_says_that_none_is_on_record(client):
    page = read(client, f"{ConveningFactory().get_absolute_url()}statements/")
    assert page.content.text == "No statement is on record for this convening."


# One statement


def test_what_is_not_recorded_of_a_statement_is_said_in_words(wco, client):
    page = page_of(client, StatementFactory(delegation=wco, item=None, summary=""))
    assert page.facts() == {
        "Agenda item": "not recorded",
        "Speaker": "not recorded",
        "Delivered": "mode not recorded; day not recorded",
        "Original language": "not recorded",
        "Text": "not recorded",
    }
    assert page.content.texts("p") == ["What was said: not recorded."]
    assert page.description == "World Customs Organization"


def test_a_statement_tells_all_that_is_recorded_of_it(wco, session, item, client):
    speaker = ParticipantFactory(delegation=wco, person__name="Some One").person
    paper = DocumentFactory(symbol="CAC/COSP/IRG/2021/CRP.1")
    statement = StatementFactory(
        delegation=wco,
        item=item,
        speaker=speaker,
        kind=StatementKind.PRESENTATION,
        mode=DeliveryMode.ONLINE,
        on_behalf_of="the Group of Customs",
        delivered_on=date(2021, 9, 8),
        original_language="fr",
        summary="On integrity in customs.",
        document=paper,
        topics=[
            TopicFactory(slug="prevention", name="Prevention"),
            TopicFactory(name="SECRET", status=Status.DRAFT),
        ],
        articles=[ArticleFactory(number=60, title="Training")],
    )
    page = page_of(client, statement)
    assert page.heading == "World Customs Organization"
    assert page.title == (
        "Statement of World Customs Organization, 6–10 September 2021, Vienna "
        "· UNCAC meeting records"
    )
    assert page.description == "On integrity in customs."
    assert page.content.one("blockquote").text == "On integrity in customs."
    assert page.facts() == {
        "Agenda item": "IRG Technical assistance, Twelfth session",
        "Speaker": "Some One",
        "Delivered": "online; 8 September 2021",
        "On behalf of": "the Group of Customs",
        "Original language": "French",
        "Text": "CAC/COSP/IRG/2021/CRP.1",
        "Topics": "Prevention",
        "Articles": "60. Training",
    }
    assert page.content.addresses == [
        item.get_absolute_url(),
        session.get_absolute_url(),
        "/documents/CAC/COSP/IRG/2021/CRP.1/",
        "/topics/prevention/",
        "/articles/60/",
    ]
    assert page.one("h1").addresses == ["/organizations/wco/"]


def test_a_speaker_is_named_only_if_the_person_may_be(wco, item, client):
    unlisted = ParticipantFactory(delegation=wco, person__name="SECRET", listed=False).person
    nobody = PersonFactory(name="SECRET")
    officer = OfficerFactory(convening=wco.convening, person__name="The Chair").person
    said = {
        person: page_of(
            client, StatementFactory(delegation=wco, item=item, speaker=person)
        ).facts()["Speaker"]
        for person in (unlisted, nobody, officer)
    }
    assert said == {unlisted: "not recorded", nobody: "not recorded", officer: "The Chair"}


def test_a_place_on_the_list_of_another_convening_does_not_name_a_speaker_here(wco, item, client):
    speaker = ParticipantFactory(delegation=wco, person__name="SECRET", listed=False).person
    elsewhere = DelegationFactory(entity=wco.entity)
    elsewhere.convening.participants_status = Status.PUBLISHED
    elsewhere.convening.save()
    ParticipantFactory(delegation=elsewhere, person=speaker, listed=True)
    assert Person.objects.public().contains(speaker)
    page = page_of(client, StatementFactory(delegation=wco, item=item, speaker=speaker))
    assert page.facts()["Speaker"] == "not recorded"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_a_paper_that_is_not_public_is_not_named(status, wco, item, client):
    paper = DocumentFactory(title="SECRET", status=status)
    page = page_of(client, StatementFactory(delegation=wco, item=item, document=paper))
    assert page.facts()["Text"] == "not recorded"


def test_each_fact_of_a_statement_leads_to_its_own_source(wco, item, client):
    statement = StatementFactory(
        delegation=wco, item=item, mode=DeliveryMode.ONLINE, original_language="en"
    )
    for field in ("mode", "summary", "item"):
        CitationFactory(record=statement, fields=[field], source__title=f"Of the {field}")
    page = page_of(client, statement)
    assert page.one("aside").texts(class_="source-title") == [
        "Of the summary",
        "Of the item",
        "Of the mode",
    ]
    assert page.fact("Delivered").texts("a", class_="mark") == ["3"]
    assert page.fact("Original language").texts("a", class_="mark") == []


def test_statements_of_one_delegation_under_two_items_have_pages_of_their_own(wco, item, client):
    other = AgendaItemFactory(session=item.session, title="Another item")
    statements = [StatementFactory(delegation=wco, item=i) for i in (item, other)]
    titles = [page_of(client, statement).facts()["Agenda item"] for statement in statements]
    assert [title.partition(",")[0].split(" ", 1)[1] for title in titles] == [
        "Technical assistance",
        f"{other.number} Another item",
    ]


def test_a_state_that_spoke_leads_to_its_page(item, client):
    state = EntityFactory(name="Peru", iso3="PER")
    delegation = DelegationFactory(convening=item.session.convening, entity=state)
    page = page_of(client, StatementFactory(delegation=delegation, item=item))
    assert page.one("h1").links == [("Peru", "/states/per/")]
    assert page.main.one("nav", class_="breadcrumbs").links == [
        ("6–10 September 2021, Vienna", item.session.convening.get_absolute_url()),
        ("Statements", f"{item.session.convening.get_absolute_url()}statements/"),
    ]
