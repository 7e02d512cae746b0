"""Pages of States and organizations: status over time, names, and every part they took."""

from datetime import date

import pytest

from delegations.enums import (
    AttendanceMode,
    EntityKind,
    RegionalGroup,
    Role,
    TreatyActionKind,
)
from meetings.records.enums import Standing, Status
from tests.factories import (
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentSubmissionFactory,
    EntityFactory,
    EntityNameFactory,
    OfficerFactory,
    OfficerTitleFactory,
    OrganizationFactory,
    SessionFactory,
    StatementFactory,
    TreatyActionFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def bhutan():
    return EntityFactory(name="Bhutan", iso2="BT", iso3="BTN", m49="064")


def act(entity, *actions):
    for position, (action, day) in enumerate(actions):
        TreatyActionFactory(entity=entity, position=position, action=action, date=day)


def page_of(client, entity):
    return read(client, entity.get_absolute_url())


# Lists


def test_states_stand_by_name_with_group_status_and_convenings(client):
    viet_nam = EntityFactory(name="Viet Nam", iso3="VNM", regional_group=RegionalGroup.ASIA_PACIFIC)
    turkiye = EntityFactory(name="Türkiye", iso3="TUR")
    EntityFactory(name="Éire", iso3="IRL")
    EntityNameFactory(entity=turkiye, name="Turkey")
    act(viet_nam, (TreatyActionKind.RATIFICATION, date(2009, 8, 19)))
    act(turkiye, (TreatyActionKind.SIGNATURE, date(2003, 12, 10)))
    for convening in (ConveningFactory(), ConveningFactory()):
        DelegationFactory(entity=viet_nam, convening=convening)
    DelegationFactory(entity=viet_nam, convening__status=Status.DRAFT)
    EntityFactory(name="Atlantis", status=Status.DRAFT)
    OrganizationFactory(name="WCO")
    table = read(client, "/states/").content.one("table")
    assert table.rows == [
        ["Name", "Group or kind", "Status", "Convenings on record"],
        ["Éire", "not recorded", "non-signatory", "not recorded"],
        ["Türkiye formerly Turkey", "not recorded", "signatory", "not recorded"],
        ["Viet Nam", "Asia-Pacific States", "State party", "2"],
    ]
    assert table.addresses == ["/states/irl/", "/states/tur/", "/states/vnm/"]


def test_states_stand_in_the_order_of_the_language_of_the_page(client):
    EntityFactory(name="Germany", name_fr="Allemagne", iso3="DEU")
    EntityFactory(name="Egypt", name_fr="Égypte", iso3="EGY")
    EntityFactory(name="Zambia", iso3="ZMB")

    def names(address):
        return [row[0] for row in read(client, address).content.one("table").rows[1:]]

    assert names("/states/") == ["Egypt", "Germany", "Zambia"]
    assert names("/fr/states/") == ["Allemagne", "Égypte", "Zambia"]


def test_organizations_stand_apart_from_states(client):
    OrganizationFactory(slug="wco", name="World Customs Organization", acronym="WCO")
    union = OrganizationFactory(slug="eu", name="European Union", kind=EntityKind.REIO)
    act(union, (TreatyActionKind.APPROVAL, date(2008, 11, 12)))
    EntityFactory()
    rows = read(client, "/organizations/").content.one("table").rows[1:]
    assert rows == [
        [
            "European Union",
            "Regional economic integration organization",
            "party",
            "not recorded",
        ],
        [
            "World Customs Organization (WCO)",
            "Intergovernmental organization",
            "observer",
            "not recorded",
        ],
    ]


# Status and names


def test_the_status_of_a_state_is_told_over_time(bhutan, client):
    act(
        bhutan,
        (TreatyActionKind.SIGNATURE, date(2005, 9, 15)),
        (TreatyActionKind.RATIFICATION, date(2016, 9, 21)),
        (TreatyActionKind.DENUNCIATION, None),
        (TreatyActionKind.ACCESSION, date(2023, 11, 8)),
    )
    CitationFactory(record=bhutan.treaty_actions.first(), standing=Standing.INFERRED)
    page = page_of(client, bhutan)
    assert page.section("Status over time").texts("li") == [
        "15 September 2005 Signature1 inferred from then on: signatory",
        "21 September 2016 Ratification from then on: State party",
        "date not recorded Denunciation",
        "8 November 2023 Accession from then on: State party",
    ]
    assert page.main.one("p", class_="lede").text == "State party by all that is on record"


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (TreatyActionKind.SIGNATURE, "Signatory by all that is on record"),
        (TreatyActionKind.DENUNCIATION, "Non-signatory by all that is on record"),
        (None, "Non-signatory by all that is on record"),
    ],
)
def test_a_state_begins_with_its_status(action, said, bhutan, client):
    if action:
        act(bhutan, (action, date(2020, 1, 1)))
    page = page_of(client, bhutan)
    assert page.main.one("p", class_="lede").text == said
    if action is None:
        assert page.section("Status over time").texts("p")[0] == ("No treaty action is on record.")


def test_former_names_say_from_when_until_when_or_that_it_is_not_recorded(bhutan, client):
    days = [
        {"valid_from": date(1968, 9, 6), "valid_to": date(2018, 4, 18)},
        {"valid_to": date(2022, 6, 1)},
        {"seen_on": date(2012, 1, 1)},
        {},
    ]
    for position, known in enumerate(days):
        EntityNameFactory(entity=bhutan, name=f"Name {position}", position=position, **known)
    assert page_of(client, bhutan).facts()["Former names"] == (
        "Name 0 from 6 September 1968 until 18 April 2018 "
        "Name 1 until 1 June 2022 "
        "Name 2 in use on 1 January 2012; date of change not recorded "
        "Name 3 dates not recorded"
    )


def test_what_is_not_recorded_of_a_state_is_said_in_words(client):
    page = page_of(client, EntityFactory(name="Atlantis", iso3="ATL"))
    assert page.facts() == {"Regional group": "not recorded", "Codes": "ISO ATL"}
    assert page.section("Convenings").texts("p") == [
        "At which convenings it took part: not recorded."
    ]
    assert page.section("Statements").texts("p") == ["No statement is on record."]
    assert page.main.all(id="offices") == page.main.all(id="papers") == []


def test_a_state_tells_its_codes_group_and_names(bhutan, client):
    bhutan.regional_group = RegionalGroup.ASIA_PACIFIC
    bhutan.name_ar, bhutan.name_ru = "بوتان", "Бутан"
    bhutan.save()
    page = page_of(client, bhutan)
    assert page.facts() == {
        "Regional group": "Asia-Pacific States",
        "Codes": "ISO BT, BTN; UN M49 064",
        "Name in other languages": "بوتان · Бутан",
    }
    names = page.fact("Name in other languages").all("span")
    assert [(span["lang"], span["dir"]) for span in names] == [("ar", "rtl"), ("ru", "ltr")]
    assert page.title == "Bhutan · UNCAC meeting records"


def test_an_organization_tells_its_kind_and_website_and_has_no_status(client):
    wco = OrganizationFactory(
        slug="wco", name="World Customs Organization", acronym="WCO", website="https://wco.example"
    )
    page = page_of(client, wco)
    assert page.heading == "World Customs Organization (WCO)"
    assert page.facts() == {
        "Kind": "Intergovernmental organization",
        "Website": "https://wco.example",
    }
    assert page.main.all(id="status") == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/organizations/btn/", 404), ("/states/wco/", 404), ("/states/BTN/", 404)],
)
def test_states_and_organizations_have_addresses_of_their_own(path, status, bhutan, client):
    OrganizationFactory(slug="wco")
    assert client.get(path).status_code == status


def test_a_withdrawn_organization_is_gone_at_its_own_address_only(client):
    OrganizationFactory(slug="wco", status=Status.WITHDRAWN)
    assert client.get("/organizations/wco/").status_code == 410
    assert client.get("/states/wco/").status_code == 404


# The parts they took


def test_every_convening_is_told_with_the_capacity_of_its_day(bhutan, client):
    act(bhutan, (TreatyActionKind.RATIFICATION, date(2016, 9, 21)))
    for year, mode in [(2015, AttendanceMode.NOT_RECORDED), (2021, AttendanceMode.ONLINE)]:
        session = SessionFactory(
            body__code=f"IRG{year}", ordinal=year - 2009, convening__starts_on=date(year, 6, 1)
        )
        DelegationFactory(
            entity=bhutan, convening=session.convening, mode=mode, note=f"Note of {year}."
        )
    DelegationFactory(entity=bhutan, convening__status=Status.DRAFT)
    rows = page_of(client, bhutan).section("Convenings").all("li", class_="convening-row")
    assert [row.text for row in rows] == [
        "1–5 June 2021, Vienna as State party · online IRG2021 Twelfth session Note of 2021.",
        "1–5 June 2015, Vienna as non-signatory · mode not recorded IRG2015 Sixth session "
        "Note of 2015.",
    ]


def test_offices_statements_and_papers_of_a_state_are_told(bhutan, client):
    office = OfficerFactory(
        entity=bhutan,
        role=Role.VICE_PRESIDENT,
        person__name="Some One",
        convening__starts_on=date(2021, 9, 6),
    )
    OfficerTitleFactory(officer=office, title="Ambassador")
    OfficerFactory(entity=bhutan, convening__status=Status.DRAFT)
    statements = [
        StatementFactory(
            delegation=DelegationFactory(entity=bhutan, convening__starts_on=date(year, 6, 1))
        )
        for year in (2015, 2021)
    ]
    StatementFactory(delegation=statements[0].delegation, status=Status.DRAFT)
    paper = DocumentFactory(title="A report")
    DocumentSubmissionFactory(entity=bhutan, document=paper, note="By note verbale.")
    DocumentSubmissionFactory(entity=bhutan, document__status=Status.DRAFT)
    page = page_of(client, bhutan)
    assert page.section("Offices held").text == (
        "Offices held Vice-President Some One, 6–10 September 2021, Vienna Ambassador"
    )
    articles = page.section("Statements").all("article")
    assert [article.addresses[0] for article in articles] == [
        statement.get_absolute_url() for statement in reversed(statements)
    ]
    assert page.section("Papers submitted").texts("li") == [
        f"{paper.symbol} A report By note verbale."
    ]


def test_a_page_shows_the_newest_fifty_statements_and_leads_to_all(bhutan, client):
    delegation = DelegationFactory(entity=bhutan)
    for _ in range(50):
        StatementFactory(delegation=delegation)
    page = read(client, "/states/btn/")
    assert len(page.content.all("article", class_="statement")) == 50
    assert "All its statements" not in page.text
    StatementFactory(delegation=delegation)
    page = read(client, "/states/btn/")
    assert len(page.content.all("article", class_="statement")) == 50
    [section] = [s for s in page.content.all("section") if "All its statements" in s.text]
    assert section.all("a")[-1]["href"] == "/statements/?state=btn"
