"""The participation wall: every mark against the record, and every figure against its list."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import RequestFactory

from delegations.enums import AttendanceMode, Participation, Presence, RegionalGroup
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    EntityNameFactory,
    OrganizationFactory,
    ParticipantFactory,
    SessionFactory,
    TopicFactory,
)
from tests.support.golden import check_golden
from tests.support.html import read
from uncac_portal.insights import wall as walls
from uncac_portal.insights.participation import ParticipationWall

pytestmark = pytest.mark.django_db

WALL = "/insights/participation/"
AFRICAN, ASIA_PACIFIC = RegionalGroup.AFRICAN, RegionalGroup.ASIA_PACIFIC
ABSENT = {"presence": Presence.DID_NOT_ATTEND}


class Scene:
    """Three convenings with delegations and one without, and what nobody may see beside them."""

    def __init__(self) -> None:
        irg, wgar = BodyFactory(code="IRG"), BodyFactory(code="WGAR")
        self.topic = TopicFactory(slug="asset-recovery")
        self.week = self.convene("2021-09-06-vienna", date(2021, 9, 6), irg, wgar)
        self.doha = self.convene("2009-11-09-doha", date(2009, 11, 9), irg, city="Doha")
        self.unpublished = self.convene(
            "2016-08-22-vienna", date(2016, 8, 22), irg, participants_status=Status.DRAFT
        )
        self.empty = self.convene("2012-06-18-vienna", date(2012, 6, 18), wgar)
        hidden = BodyFactory(code="SECRET", status=Status.DRAFT)
        SessionFactory(convening=self.doha, body=hidden)
        AgendaItemFactory(session=self.week.sessions.first(), topics=[self.topic])
        self.viet_nam = self.state("Viet Nam", "VNM", ASIA_PACIFIC)
        self.china = self.state("China", "CHN", ASIA_PACIFIC)
        self.eswatini = self.state("Eswatini", "SWZ", AFRICAN)
        EntityNameFactory(entity=self.eswatini, name="Swaziland", valid_to=date(2018, 4, 18))
        self.chad = self.state("Chad", "TCD", AFRICAN)
        self.nowhere = self.state("Nauru", "NRU", "")
        self.delegations()
        self.hidden()

    def convene(self, slug, day, *bodies, **more):
        convening = ConveningFactory(slug=slug, starts_on=day, **more)
        for position, body in enumerate(bodies):
            SessionFactory(convening=convening, body=body, position=position)
        return convening

    def state(self, name, iso3, group):
        return EntityFactory(name=name, iso3=iso3, regional_group=group)

    def delegations(self):
        self.goes(self.viet_nam, self.week, mode=AttendanceMode.ONLINE)
        self.goes(self.viet_nam, self.doha)
        both = self.goes(self.china, self.week)
        ParticipantFactory(delegation=both, mode=AttendanceMode.BOTH)
        ParticipantFactory(delegation=both, mode=AttendanceMode.ONLINE)
        unlisted = self.goes(self.eswatini, self.week)
        ParticipantFactory(delegation=unlisted, mode=AttendanceMode.ONLINE, listed=False)
        self.goes(self.eswatini, self.doha, mode=AttendanceMode.IN_PERSON)
        absent = self.goes(self.chad, self.week)
        ParticipantFactory(delegation=absent, **ABSENT)
        self.goes(OrganizationFactory(name="WCO"), self.empty, mode=AttendanceMode.ONLINE)

    def hidden(self):
        online = {"mode": AttendanceMode.ONLINE}
        for status in set(Status) - {Status.PUBLISHED}:
            there = ConveningFactory(status=status, city="SECRET")
            self.goes(self.chad, there, **online)
            state = EntityFactory(status=status, name="SECRET State")
            self.goes(state, self.week, **online)
        self.goes(self.chad, ConveningFactory(is_example=True, city="EXAMPLE"), **online)
        delegation = self.goes(self.chad, self.unpublished)
        ParticipantFactory(delegation=delegation, mode=AttendanceMode.IN_PERSON)

    def goes(self, entity, convening, **more):
        return DelegationFactory(entity=entity, convening=convening, **more)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with editions.raised_once():
            scene = Scene()
        yield scene
        transaction.set_rollback(True)


def rows_of(page):
    """What the wall says, heads and all."""
    return page.content.one("table", class_="wall").rows


def test_the_wall_says_of_each_state_at_each_convening_what_is_on_record(scene, client):
    assert rows_of(read(client, WALL)) == [
        [
            "State",
            "represented",
            "on record",
            "September 2021 IRG WGAR 6–10 September 2021, Vienna",
            "August 2016 IRG 22–26 August 2016, Vienna",
            "November 2009 IRG 9–13 November 2009, Doha",
        ],
        ["African States 2 / 2"],
        ["Chad", "1", "2", "not represented", "represented, mode not recorded", "not recorded"],
        ["Eswatini", "2", "2", "represented, mode not recorded", "not recorded", "in person"],
        ["Asia-Pacific States 2 / 2"],
        ["China", "1", "1", "in person and online", "not recorded", "not recorded"],
        ["Viet Nam", "2", "2", "online", "not recorded", "represented, mode not recorded"],
        ["Regional group not recorded 0 / 1"],
        ["Nothing on record: Nauru"],
        ["States represented", "3", "1", "2"],
        ["States on record", "4", "1", "2"],
    ]


def test_a_convening_without_delegations_on_record_is_shown_only_if_asked_for(scene, client):
    page = read(client, f"{WALL}?show=all")
    head, *rows = rows_of(page)
    assert head[5] == "June 2012 WGAR no list on record 18–22 June 2012, Vienna"
    assert [row[-2] for row in rows if len(row) > 2] == ["not recorded"] * 6
    assert "EXAMPLE" not in page.text
    assert "SECRET" not in page.text


def test_states_with_nothing_on_record_are_named_together_and_lead_to_their_pages(scene, client):
    table = read(client, f"{WALL}?from=2010&to=2016&sort=name").content.one("table", class_="wall")
    [together] = [tr for tr in table.all("tr") if tr.text.startswith("Nothing on record")]
    assert together.text == "Nothing on record: China, Eswatini, Nauru, Viet Nam"
    assert together.addresses == [f"/states/{slug}/" for slug in ("chn", "swz", "nru", "vnm")]


def test_the_foot_leads_to_delegations_only_where_the_wall_has_every_state(scene, client):
    def foot(query):
        return read(client, WALL + query).content.one("tfoot").addresses

    assert foot("")[0] == "/meetings/2021-09-06-vienna/participants/#delegations"
    assert foot("?group=african") == foot("?state=vnm") == []


def test_each_mark_leads_to_the_delegation_and_says_state_convening_and_participation(
    scene, client
):
    page = read(client, WALL)
    named = {element["id"]: element.text for element in page.all() if "id" in element.attributes}
    marks = page.content.one("table", class_="wall").all("a", class_="at")
    said = {
        " | ".join(named[id] for id in mark["aria-labelledby"].split()): mark["href"]
        for mark in marks
    }
    assert len(said) == len(marks) == 7
    assert said["Viet Nam | 9–13 November 2009, Doha | represented, mode not recorded"] == (
        "/meetings/2009-11-09-doha/participants/#d-vnm"
    )
    for mark in marks:
        path, _hash, anchor = mark["href"].partition("#")
        assert mark["aria-labelledby"].endswith(f"p-{mark['class'].split('at-')[1]}")
        assert len(read(client, path).all("li", id=anchor)) == 1


def test_what_the_wall_says_the_pages_of_the_delegations_say_too(scene, client):
    page = read(client, f"{scene.week.get_absolute_url()}participants/")
    section = page.section("Delegations on record")
    of_states = [li for li in section.all("li") if "id" in li.attributes]
    said = {li["id"]: li.all("span", class_="soft")[0].text for li in of_states}
    # Beside it stands how many people it has.
    assert {key: words.partition(" · ")[0] for key, words in said.items()} == {
        "d-vnm": "online",
        "d-chn": "in person and online",
        "d-swz": "mode not recorded",
        "d-tcd": "not represented",
    }
    state = read(client, scene.china.get_absolute_url())
    assert "in person and online" in state.section("Convenings").text


@pytest.mark.parametrize("query", ["", "?body=irg", "?year=2021&show=all", "?group=african"])
def test_how_often_a_state_is_on_record_is_the_length_of_the_list_it_leads_to(query, scene, client):
    table = read(client, WALL + query).content.one("table", class_="wall")
    rows = [row.all("td") for part in table.all("tbody") for row in part.all("tr")]
    links = [cells[1].links[0] for cells in rows if len(cells) > 2]
    assert links
    for number, address in links:
        assert client.get(address).context["listing"].count == int(number)


@pytest.mark.parametrize(
    ("query", "states", "columns"),
    [
        ("?group=african", ["Chad", "Eswatini"], 3),
        ("?state=vnm&state=chn", ["China", "Viet Nam"], 2),
        ("?group=not_recorded", ["Nauru"], 0),
        ("?body=wgar", ["Chad", "Eswatini", "China", "Viet Nam", "Nauru"], 1),
        ("?year=2009&year=2016", ["Chad", "Eswatini", "China", "Viet Nam", "Nauru"], 2),
        ("?from=2010&to=2016", ["Chad", "Eswatini", "China", "Viet Nam", "Nauru"], 1),
        ("?topic=asset-recovery", ["Chad", "Eswatini", "China", "Viet Nam", "Nauru"], 1),
        ("?state=vnm&show=all", ["Viet Nam"], 4),
        ("?state=nope&year=abc", ["Chad", "Eswatini", "China", "Viet Nam", "Nauru"], 3),
        ("?sort=name", ["Chad", "China", "Eswatini", "Nauru", "Viet Nam"], 3),
        ("?sort=most", ["Eswatini", "Viet Nam", "Chad", "China", "Nauru"], 3),
        ("?sort=nonsense&show=nonsense", ["Chad", "Eswatini", "China", "Viet Nam", "Nauru"], 3),
    ],
)
def test_filters_choose_states_and_convenings_and_the_order_is_in_the_address(
    query, states, columns, scene
):
    wall = ParticipationWall(RequestFactory().get(WALL + query)).wall
    assert [row.state.name for row in wall.rows] == states
    assert len(wall.columns) == columns
    assert {len(row.cells) for row in wall.rows} == {columns}


def test_filters_that_make_no_sense_are_named(scene, client):
    page = read(client, f"{WALL}?state=nope")
    assert "nope" in page.content.text


def test_where_nothing_is_on_record_the_page_says_so(scene, client):
    page = read(client, f"{WALL}?group=not_recorded")
    assert page.content.one("p", class_="empty").text == (
        "No list of delegations is on record for these filters."
    )


def test_only_the_newest_convenings_have_columns_and_all_are_counted(scene, client, monkeypatch):
    monkeypatch.setattr(walls, "MOST_COLUMNS", 1)
    chart = ParticipationWall(RequestFactory().get(WALL))
    assert [column.convening for column in chart.wall.columns] == [scene.week]
    assert {row.state.name: row.tally.recorded for row in chart.wall.rows} == {
        "Chad": 2,
        "China": 1,
        "Eswatini": 2,
        "Nauru": 0,
        "Viet Nam": 2,
    }
    assert chart.notes[0] == "The newest 1 have columns; “on record” counts all of them."


def test_the_table_to_take_away_has_a_line_for_each_state_at_each_convening(scene, client):
    response = client.get(f"{WALL}?format=csv&show=all")
    content = b"".join(response) if response.streaming else response.content
    check_golden("participation.csv", content)
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert Counter(line["participation"] for line in lines) == {
        "": 13,
        "mode_not_recorded": 3,
        "in_person": 1,
        "online": 1,
        "both": 1,
        "not_represented": 1,
    }
    then = {line["convening"]: line["state_name"] for line in lines if line["state"] == "swz"}
    assert then["2009-11-09-doha"] == "Swaziland"
    assert then["2021-09-06-vienna"] == "Eswatini"


def test_the_picture_draws_every_mark(scene, client):
    svg = client.get(f"{WALL}chart.svg?show=all").content.decode()
    for state in ("Chad", "China", "Eswatini", "Nauru", "Viet Nam"):
        assert state in svg
    for told in Participation:
        assert str(told.label) in svg
    assert "9–13 November 2009, Doha · IRG" in svg
    assert "SECRET" not in svg


def test_a_wall_costs_the_same_however_much_it_shows(scene, django_assert_num_queries):
    def build():
        chart = ParticipationWall(RequestFactory().get(WALL))
        return sum(len(row.cells) for row in chart.wall.rows)

    with django_assert_num_queries(5):
        few = build()
    with transaction.atomic():
        for number in range(3):
            there = ConveningFactory(starts_on=date(2000, 1, 1) + timedelta(days=number))
            SessionFactory(convening=there)
            DelegationFactory(convening=there, entity=scene.viet_nam)
        with django_assert_num_queries(5):
            assert build() > few
        transaction.set_rollback(True)
