"""Filters of the lists of States, organizations and statements: what each leaves."""

from datetime import date

import pytest

from delegations.enums import (
    DeliveryMode,
    EntityKind,
    RegionalGroup,
    StatementKind,
    TreatyActionKind,
)
from meetings.enums import Format
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentSubmissionFactory,
    EntityFactory,
    EntityNameFactory,
    OrganizationFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
    TreatyActionFactory,
)
from tests.support.html import parse, read
from tests.support.lists import (
    check_that_any_words_can_be_looked_for,
    check_that_nonsense_narrows_nothing,
    complaints,
    found,
    offered,
    selected,
)

pytestmark = pytest.mark.django_db

FILTERS = {
    "/states/": ["q", "group", "kind"],
    "/organizations/": ["q", "kind"],
    "/statements/": [
        *("state", "organization", "group", "body", "topic", "article", "year", "from", "to"),
        *("mode", "format_of", "kind", "language"),
    ],
}


@pytest.fixture
def states():
    """Austria, a party; Türkiye, once Turkey, a signatory; Viet Nam, which did nothing."""
    austria = EntityFactory(
        name="Austria", iso2="AT", iso3="AUT", regional_group=RegionalGroup.WEOG
    )
    turkiye = EntityFactory(
        name="Türkiye",
        name_fr="Turquie",
        iso2="TR",
        iso3="TUR",
        regional_group=RegionalGroup.WEOG,
    )
    viet_nam = EntityFactory(name="Viet Nam", iso3="VNM", regional_group=RegionalGroup.ASIA_PACIFIC)
    EntityNameFactory(entity=turkiye, name="Turkey", valid_to=date(2022, 6, 1))
    TreatyActionFactory(entity=austria)
    TreatyActionFactory(entity=turkiye, action=TreatyActionKind.SIGNATURE)
    EntityFactory(name="Atlantis", status=Status.DRAFT)
    return [austria, turkiye, viet_nam]


@pytest.fixture
def statements():
    """Of a State in 2021 and of an organization in 2023."""
    chapter = TopicFactory(slug="technical-assistance")
    spoken = StatementFactory(
        convening__starts_on=date(2021, 9, 6),
        delegation__entity__iso3="CHE",
        delegation__entity__name="Switzerland",
        item__session__body__code="IRG",
        kind=StatementKind.PRESENTATION,
        mode=DeliveryMode.ONLINE,
        topics=[TopicFactory(slug="capacity-building", parent=chapter)],
        articles=[ArticleFactory(number=60)],
    )
    organization = OrganizationFactory(slug="wco")
    convening = ConveningFactory(starts_on=date(2023, 9, 4))
    item = AgendaItemFactory(
        session__convening=convening, session__body__code="WGAR", topics=[chapter]
    )
    written = StatementFactory(
        delegation=DelegationFactory(convening=convening, entity=organization),
        item=item,
        mode=DeliveryMode.WRITTEN,
    )
    StatementFactory(delegation=spoken.delegation, item=spoken.item, status=Status.DRAFT)
    return [spoken, written]


@pytest.mark.parametrize(("path", "names"), FILTERS.items())
def test_each_list_has_its_filters_and_none_is_set(path, names, client):
    response = client.get(path)
    page = parse(response.content.decode())
    assert list(response.context["listing"].form.fields) == names
    assert (selected(page), complaints(page)) == ({}, [])


@pytest.mark.parametrize(("path", "names"), FILTERS.items())
def test_nonsense_is_named_and_narrows_nothing(path, names, states, statements, client):
    check_that_nonsense_narrows_nothing(client, path, [name for name in names if name != "q"])


@pytest.mark.parametrize("path", ["/states/", "/organizations/"])
def test_any_words_can_be_looked_for(path, states, statements, client):
    check_that_any_words_can_be_looked_for(client, path)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [0, 1, 2]),
        ("?q=austria", [0]),
        ("?q=turkey", [1]),
        ("?q=VNM", [2]),
        ("?q=vnm", [2]),
        ("?q=at", [0]),
        ("?q=VN", []),
        ("?group=weog", [0, 1]),
        ("?kind=party", [0]),
        ("?kind=signatory", [1]),
        ("?kind=non_signatory", [2]),
        ("?q=i&group=weog&kind=party", [0]),
        ("?group=african", []),
    ],
)
def test_states_by_name_code_group_and_status(query, places, states, client):
    assert found(client, f"/states/{query}") == [states[place] for place in places]


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar"])
def test_states_are_found_by_their_name_in_any_language(prefix, states, client):
    for words in ("turquie", "turkey", "rkiye"):
        assert found(client, f"{prefix}/states/?q={words}") == [states[1]]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["eu", "ti", "wco"]),
        ("?q=customs", ["wco"]),
        ("?q=wco", ["wco"]),
        ("?kind=reio", ["eu"]),
        ("?kind=non_governmental&q=transparency", ["ti"]),
        ("?kind=un_entity", []),
    ],
)
def test_organizations_by_name_acronym_and_kind(query, slugs, client):
    EntityFactory(name="Austria")
    OrganizationFactory(slug="wco", name="World Customs Organization", acronym="WCO")
    OrganizationFactory(slug="eu", name="European Union", kind=EntityKind.REIO)
    OrganizationFactory(
        slug="ti", name="Transparency International", kind=EntityKind.NON_GOVERNMENTAL
    )
    OrganizationFactory(slug="hidden", name="World Customs Union", status=Status.DRAFT)
    assert [entity.slug for entity in found(client, f"/organizations/{query}")] == slugs


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [1, 0]),
        ("?state=che", [0]),
        ("?organization=wco", [1]),
        ("?state=che&organization=wco", []),
        ("?body=irg", [0]),
        ("?year=2023", [1]),
        ("?topic=technical-assistance", [1, 0]),
        ("?topic=capacity-building", [0]),
        ("?article=60", [0]),
        ("?kind=presentation", [0]),
        ("?kind=statement", [1]),
        ("?mode=written", [1]),
        ("?mode=not_recorded", []),
        ("?state=che&body=irg&year=2021&topic=technical-assistance&article=60&mode=online", [0]),
        ("?state=che&year=2023", []),
        ("?state=che&state=aut", [0]),
        ("?mode=written&mode=online", [1, 0]),
        ("?from=2022", [1]),
        ("?to=2022", [0]),
        ("?format_of=not_recorded", [1, 0]),
        ("?group=not_recorded", [0]),
        ("?language=not_recorded", [1, 0]),
    ],
)
def test_statements_by_speaker_body_year_topic_article_kind_and_mode(
    query, places, statements, client
):
    assert found(client, f"/statements/{query}") == [statements[place] for place in places]


def test_states_and_organizations_are_chosen_apart(states, statements, client):
    offers = offered(read(client, "/statements/"))
    assert (offers["state"], offers["organization"]) == ({"che": 1}, {"wco": 1})
    assert complaints(read(client, "/statements/?state=wco&organization=che")) == [
        "“wco” is no value of “State” and was ignored.",
        "“che” is no value of “Organization” and was ignored.",
    ]


@pytest.mark.parametrize(
    ("path", "slug"),
    [("/meetings/", "2021-09-06-vienna"), ("/sessions/", "irg-12")],
)
def test_meetings_are_found_by_who_took_part(path, slug, client):
    session = SessionFactory(body__code="IRG", ordinal=12, convening__slug="2021-09-06-vienna")
    aut = EntityFactory(iso3="AUT", regional_group=RegionalGroup.WEOG)
    DelegationFactory(convening=session.convening, entity=aut)
    DelegationFactory(convening=session.convening, entity=OrganizationFactory(slug="wco"))
    hidden = EntityFactory(iso3="ATL", status=Status.DRAFT)
    DelegationFactory(convening=session.convening, entity=hidden)
    EntityFactory(iso3="VNM")
    SessionFactory()
    for asked in ("state=aut", "organization=wco", "group=weog", "state=aut&organization=wco"):
        assert [record.slug for record in found(client, f"{path}?{asked}")] == [slug]
    assert found(client, f"{path}?state=vnm") == []
    offers = offered(read(client, path))
    assert {name: offers[name] for name in ("state", "organization", "group")} == {
        "state": {"aut": 1},
        "organization": {"wco": 1},
        "group": {"weog": 1},
    }
    assert complaints(read(client, f"{path}?state=atl")) == [
        "“atl” is no value of “State that took part” and was ignored."
    ]


def test_documents_are_found_by_who_submitted_them(client):
    aut = DocumentSubmissionFactory(entity__iso3="AUT").document
    wco = DocumentSubmissionFactory(entity=OrganizationFactory(slug="wco")).document
    DocumentSubmissionFactory(document=wco, entity__iso3="ATL", entity__status=Status.DRAFT)
    assert found(client, "/documents/?state=aut") == [aut]
    assert found(client, "/documents/?organization=wco") == [wco]
    assert offered(read(client, "/documents/"))["state"] == {"aut": 1}


def test_the_question_of_the_portal_has_its_answer_in_words(statements, client):
    item = statements[0].item
    item.session.convening.format = Format.HYBRID
    item.session.convening.save()
    CitationFactory(record=statements[0])
    address = "/statements/?topic=technical-assistance&format_of=hybrid&from=2020"
    page = read(client, address)
    count = page.one("p", class_="count").text
    assert count.startswith("1 statement · who spoke: 1 State")
    assert page.fact("States that spoke").text == "Switzerland 1"
    assert offered(page)["state"] == {"che": 1}
    assert len(page.one("aside").all("li")) == 1
