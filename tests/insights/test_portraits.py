"""What the page of a State or an organization tells of it over the years."""

from datetime import date

import pytest

from delegations.enums import AttendanceMode
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    OrganizationFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    """IRG in 2019, twice in 2021; WGAR in 2021, with the second of these."""
    irg, wgar = BodyFactory(code="IRG", position=1), BodyFactory(code="WGAR", position=2)
    days = [date(2019, 5, 27), date(2021, 6, 14), date(2021, 9, 6)]
    convenings = [ConveningFactory(starts_on=day) for day in days]
    for number, convening in enumerate(convenings, start=10):
        SessionFactory(body=irg, convening=convening, ordinal=number)
    SessionFactory(body=wgar, convening=convenings[2], ordinal=15)
    SessionFactory(body=BodyFactory(status=Status.DRAFT), convening=convenings[2])
    return convenings


def over_the_years(client, entity):
    return read(client, entity.get_absolute_url()).section("Over the years")


@pytest.mark.parametrize("factory", [EntityFactory, OrganizationFactory])
def test_each_body_has_a_line_of_sessions_with_how_it_took_part(factory, series, client):
    entity = factory(slug="vnm")
    DelegationFactory(entity=entity, convening=series[0], mode=AttendanceMode.IN_PERSON)
    DelegationFactory(entity=entity, convening=series[2], mode=AttendanceMode.ONLINE)
    DelegationFactory(entity=EntityFactory(), convening=series[1], mode=AttendanceMode.ONLINE)
    section = over_the_years(client, entity)
    assert section.one("table").rows == [
        ["Body", "on record", "2021", "2020", "2019"],
        ["IRG", "2 of 3", "online not recorded", "", "in person"],
        ["WGAR", "1 of 1", "online", "", ""],
    ]
    marks = section.all("a", class_="at")
    assert [mark["aria-label"] for mark in marks] == [
        "Twelfth session, 6–10 September 2021, Vienna: online",
        "Tenth session, 27–31 May 2019, Vienna: in person",
        "Fifteenth session, 6–10 September 2021, Vienna: online",
    ]
    assert marks[0]["href"] == f"{series[2].get_absolute_url()}participants/#d-vnm"
    assert len(read(client, marks[0]["href"]).all("li", id="d-vnm")) == 1


def test_every_number_is_the_length_of_the_list_it_leads_to(series, client):
    viet_nam = EntityFactory(slug="vnm")
    recovery, wide = TopicFactory(slug="asset-recovery"), TopicFactory(slug="wide")
    for convening in series[:2]:
        there = DelegationFactory(entity=viet_nam, convening=convening)
        item = AgendaItemFactory(session=convening.sessions.first(), topics=[wide])
        StatementFactory(delegation=there, item=item, topics=[recovery])
        StatementFactory(delegation=there, item=item)
        StatementFactory(delegation=there, item=item, status=Status.DRAFT)
    section = over_the_years(client, viet_nam)
    table = section.one("table")
    assert table.rows[-1] == ["Statements", "4", "2", "", "2"]
    assert "Spoke most on: Topic" not in section.text
    named = section.all("p", class_="also")[0]
    assert named.text == "Spoke most on: Wide 4 · Asset recovery 2"
    cells = [cell.links[0] for row in table.all("tr")[1:] for cell in row.all("td") if cell.links]
    numbers = [link for link in cells if link[0][0].isdigit()]
    counted = {address: int(text.split()[0]) for text, address in numbers}
    counted |= dict(zip(named.addresses, [4, 2], strict=True))
    assert len(counted) == 6
    lists = {address: client.get(address).context["listing"].count for address in counted}
    assert lists == counted


def test_where_nothing_is_on_record_there_is_no_such_section(series, client):
    hidden = DelegationFactory(convening__status=Status.DRAFT, convening__city="SECRET")
    invented = DelegationFactory(entity=hidden.entity, convening__is_example=True)
    page = read(client, invented.entity.get_absolute_url())
    assert "Over the years" not in page.text
