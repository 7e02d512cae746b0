"""Two to five States side by side."""

from datetime import date

import pytest

from delegations.enums import AttendanceMode, RegionalGroup, TreatyActionKind
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentSubmissionFactory,
    EntityFactory,
    OfficerFactory,
    OrganizationFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
    TreatyActionFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db

COMPARE = "/insights/compare/"


@pytest.fixture
def states():
    """Viet Nam with something of everything, and Austria with a delegation."""
    viet_nam = EntityFactory(slug="vnm", name="Viet Nam", regional_group=RegionalGroup.ASIA_PACIFIC)
    austria = EntityFactory(slug="aut", name="Austria")
    week = ConveningFactory(starts_on=date(2021, 9, 6))
    session = SessionFactory(convening=week)
    recovery = TopicFactory(slug="asset-recovery")
    item = AgendaItemFactory(session=session)
    there = DelegationFactory(entity=viet_nam, convening=week, mode=AttendanceMode.ONLINE)
    DelegationFactory(entity=austria, convening=week)
    DelegationFactory(entity=austria, convening__status=Status.DRAFT)
    for status in Status:
        StatementFactory(delegation=there, item=item, topics=[recovery], status=status)
        paper = DocumentFactory(sessions=[session], status=status)
        DocumentSubmissionFactory(entity=viet_nam, document=paper)
    OfficerFactory(entity=viet_nam, convening=week)
    OfficerFactory(entity=viet_nam, convening=ConveningFactory(is_example=True))
    TreatyActionFactory(entity=viet_nam, action=TreatyActionKind.RATIFICATION)
    EntityFactory(slug="sec", name="SECRET", status=Status.DRAFT)
    OrganizationFactory(slug="wco")
    return viet_nam, austria


def test_what_is_on_record_of_each_stands_side_by_side(states, client):
    page = read(client, f"{COMPARE}?state=vnm&state=aut")
    assert page.section("On record").one("table").rows == [
        ["", "Viet Nam", "Austria"],
        ["Status", "State party", "Non-signatory State"],
        ["Regional group", "Asia-Pacific States", "not recorded"],
        ["Convenings", "1", "1"],
        ["Statements", "1", "none on record"],
        ["Papers submitted", "1", "none on record"],
        ["Offices held", "1", "none on record"],
    ]
    assert page.section("Who was there, and how").one("table").rows[1:3] == [
        ["Viet Nam", "1", "1", "online"],
        ["Austria", "1", "1", "represented, mode not recorded"],
    ]
    by_topic = page.section("Statements by topic").one("table").rows
    assert by_topic == [["Topic", "Viet Nam", "Austria"], ["Asset recovery", "1", "none on record"]]
    by_year = page.section("Statements by year").one("table").rows
    assert by_year == [["Year", "Viet Nam", "Austria"], ["2021", "1", "none on record"]]
    assert "SECRET" not in page.text


def test_every_figure_is_the_length_of_the_list_it_leads_to(states, client):
    page = read(client, f"{COMPARE}?state=vnm&state=aut")
    figures = [link for link in page.content.links if link[0].isdigit() and "?" in link[1]]
    assert len(figures) == 8
    for number, address in set(figures):  # one that is kept has no context
        assert client.get(address).context["listing"].count == int(number)
    assert page.section("On record").links[-1] == ("1", "/states/vnm/#offices")


def test_each_state_has_its_row_and_no_figure_leads_to_the_delegations_of_others(states, client):
    EntityFactory(slug="nru", name="Nauru")
    page = read(client, f"{COMPARE}?state=nru&state=vnm")
    table = page.section("Who was there, and how").one("table")
    assert table.rows[1:] == [
        ["Nauru", "not recorded"],
        ["Viet Nam", "1", "1", "online"],
        ["States represented", "1"],
        ["States on record", "1"],
    ]
    assert table.one("tfoot").links == []


def test_what_is_no_state_and_what_is_too_much_is_named_and_ignored(states, client):
    for slug in ("deu", "fra", "per", "chl"):
        EntityFactory(slug=slug, name=f"The State {slug}")
    asked = ["vnm", "sec", "wco", "'%22<b>", "", "vnm", "aut", "deu", "fra", "per", "chl"]
    page = read(client, f"{COMPARE}?{'&'.join(f'state={slug}' for slug in asked)}")
    assert page.content.one("ul", class_="doubt").texts("li") == [
        "Not a State on record, and ignored: sec",
        "Not a State on record, and ignored: wco",
        "Not a State on record, and ignored: '\"<b>",
        "Five States at most; left out: The State chl",
    ]
    heads = page.section("On record").one("table").rows[0]
    assert heads == ["", "Viet Nam", "Austria", "The State deu", "The State fra", "The State per"]


@pytest.mark.parametrize(("asked", "boxes"), [([], 2), (["vnm"], 2), (["vnm", "aut"], 3)])
def test_the_form_has_what_was_chosen_and_room_for_another(asked, boxes, states, client):
    page = read(client, f"{COMPARE}?{'&'.join(f'state={slug}' for slug in asked)}")
    selects = page.content.one("form").all("select", name="state")
    chosen = [o["value"] for s in selects for o in s.all("option") if "selected" in o.attributes]
    assert (len(selects), chosen) == (boxes, asked)
    assert [o.text for o in selects[0].all("option")] == ["none", "Austria", "Viet Nam"]
    assert ("On record" in page.text) is bool(asked)


def test_a_comparison_costs_the_same_however_much_it_shows(
    states, client, django_assert_num_queries
):
    with django_assert_num_queries(13):
        read(client, f"{COMPARE}?state=vnm&state=aut")
    for slug in ("deu", "fra"):
        state = EntityFactory(slug=slug)
        for _ in range(3):
            StatementFactory(delegation=DelegationFactory(entity=state), topics=[TopicFactory()])
    with django_assert_num_queries(13):
        read(client, f"{COMPARE}?state=vnm&state=aut&state=deu&state=fra")
