"""The page of participants: delegations under the headings of the United Nations, and people."""

import json
from datetime import date

import pytest

from delegations.enums import (
    AttendanceMode,
    EntityKind,
    Function,
    Measure,
    Presence,
    TreatyActionKind,
)
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    OrganizationFactory,
    ParticipantFactory,
    ReportedFigureFactory,
    TreatyActionFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    return ConveningFactory(starts_on=date(2021, 9, 6))


def page_of(client, convening):
    return read(client, f"{convening.get_absolute_url()}participants/")


def delegation_of(convening, name, *, action=None, day=date(2009, 8, 19), **fields):
    entity = EntityFactory(name=name)
    if action:
        TreatyActionFactory(entity=entity, action=action, date=day)
    return DelegationFactory(convening=convening, entity=entity, **fields)


def test_delegations_stand_by_capacity_on_the_first_day_and_then_by_name(week, client):
    signature, ratification = TreatyActionKind.SIGNATURE, TreatyActionKind.RATIFICATION
    delegation_of(week, "Viet Nam", action=ratification)
    delegation_of(week, "Egypt", action=ratification, day=date(2021, 9, 6))
    delegation_of(week, "Éthiopie", action=ratification)
    delegation_of(week, "Late", action=ratification, day=date(2021, 9, 7))
    delegation_of(week, "Syria", action=signature)
    kinds = {
        "UNODC": EntityKind.UN_ENTITY,
        "WCO": EntityKind.INTERGOVERNMENTAL,
        "TI": EntityKind.NON_GOVERNMENTAL,
    }
    for name, kind in kinds.items():
        DelegationFactory(convening=week, entity=OrganizationFactory(name=name, kind=kind))
    union = OrganizationFactory(name="European Union", kind=EntityKind.REIO)
    TreatyActionFactory(entity=union, action=TreatyActionKind.APPROVAL)
    DelegationFactory(convening=week, entity=union)
    DelegationFactory(convening=week, entity__status=Status.DRAFT)
    DelegationFactory()
    section = page_of(client, week).section("Delegations on record")
    groups = section.all("ul", class_="delegations")
    assert dict(
        zip(section.texts("h3"), ([a.text for a in g.all("a")] for g in groups), strict=True)
    ) == {
        "States parties": ["Egypt", "Éthiopie", "European Union", "Viet Nam"],
        "States signatories": ["Syria"],
        "Observers: States": ["Late"],
        "Observers: United Nations entities": ["UNODC"],
        "Observers: intergovernmental organizations": ["WCO"],
        "Observers: non-governmental organizations": ["TI"],
    }


def test_a_delegation_says_how_it_took_part_and_where_that_was_read(week, client):
    online = delegation_of(week, "Peru", mode=AttendanceMode.ONLINE, note="By invitation.")
    delegation_of(week, "Chad")
    CitationFactory(record=online)
    section = page_of(client, week).section("Delegations on record")
    assert section.texts("li") == ["Chad mode not recorded", "Peru1 online · By invitation."]


def test_people_are_listed_in_the_order_of_their_delegation(week, client):
    delegation = delegation_of(week, "Peru")
    people = {"delegation": delegation}
    ParticipantFactory(
        person__name="Second Person", position=2, presence=Presence.REGISTERED, **people
    )
    ParticipantFactory(
        person__name="First Person",
        person__honorific="Ms.",
        person__email="secret@example.org",
        person__phone="+43 SECRET",
        person__private_note="SECRET",
        function=Function.HEAD,
        title="Minister of Justice",
        position=1,
        mode=AttendanceMode.BOTH,
        presence=Presence.ATTENDED,
        **people,
    )
    ParticipantFactory(person__name="SECRET", listed=False, **people)
    page = page_of(client, week)
    [listed] = page.main.all("ul", class_="people")
    assert listed.texts("li") == [
        "Ms. First Person, Minister of Justice head of delegation · attended · "
        "in person and online",
        "Second Person registered · mode not recorded",
    ]
    assert "secret" not in page.text.lower()
    assert "No names" not in page.text


def test_someone_who_did_not_attend_is_listed_as_such_and_not_counted(week, client):
    ParticipantFactory(
        delegation=delegation_of(week, "Peru"),
        person__name="Absent Person",
        mode=AttendanceMode.IN_PERSON,
        presence=Presence.DID_NOT_ATTEND,
    )
    page = page_of(client, week)
    assert page.main.one("ul", class_="people").text.startswith(
        "Absent Person did not attend · in person"
    )
    assert page.main.one("ul", class_="figures").texts("li")[-1] == (
        "not recorded in the room / online"
    )
    assert "No names" not in page.text


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_names_are_not_shown_while_the_list_is_not_published(status, client):
    convening = ConveningFactory(participants_status=status)
    delegation = delegation_of(convening, "Peru")
    ParticipantFactory(delegation=delegation, person__name="SECRET", mode=AttendanceMode.ONLINE)
    page = page_of(client, convening)
    assert "SECRET" not in page.text
    assert page.section("Delegations on record").texts("a") == ["Peru"]
    assert "No names of participants are public." in page.content.text
    assert page.main.one("ul", class_="figures").texts("li") == [
        "1 delegation on record",
        "not recorded in the room / online",
    ]


def test_what_is_reported_and_what_is_counted_stand_apart(week, client):
    ReportedFigureFactory(convening=week, measure=Measure.STATES_PARTIES, value=103)
    delegation = delegation_of(week, "Peru")
    for mode in (AttendanceMode.BOTH, AttendanceMode.ONLINE, AttendanceMode.NOT_RECORDED):
        ParticipantFactory(delegation=delegation, mode=mode)
    section = page_of(client, week).section("Reported and counted")
    assert section.one("ul", class_="figures").texts("li") == [
        "103 States parties, reported",
        "1 delegation on record",
        "1 / 1 in the room / online 1 person whose mode is not recorded",
    ]
    assert "someone both in the room and online counts once, in the room." in section.text


def test_nobody_on_record_is_not_nobody(week, client):
    page = page_of(client, week)
    assert page.section("Delegations on record").text == (
        "Delegations on record Which delegations took part: not recorded."
    )
    assert page.main.one("ul", class_="figures").texts("li") == [
        "not recorded delegations on record",
        "not recorded in the room / online",
    ]


def list_of(client, convening, query=""):
    """What a page of the list says: how many, who under which delegation, and the counts."""
    page = read(client, f"{convening.get_absolute_url()}participants/{query}")
    people = page.section("People on the list")
    names = [
        [row.split(" mode")[0] for row in each.texts("li")]
        for each in people.all("ul", class_="people")
    ]
    facets = {
        panel.one("legend").text: [label.text for label in panel.all("label")]
        for panel in page.all("fieldset", class_="facet")
    }
    listed = dict(zip(people.texts("h3"), names, strict=True))
    return page.one("p", class_="count").text, listed, facets


@pytest.fixture
def crowd(week):
    """Sixty people of three delegations, and whom no list may show or count."""
    chad = delegation_of(week, "Chad", action=TreatyActionKind.RATIFICATION)
    peru = delegation_of(week, "Peru", action=TreatyActionKind.RATIFICATION)
    wco = DelegationFactory(convening=week, entity=OrganizationFactory(name="WCO"))
    with editions.raised_once():
        for number in range(45, 0, -1):
            ParticipantFactory(delegation=chad, position=number, person__name=f"Chad {number}")
        for number in range(1, 15):
            mode = AttendanceMode.ONLINE if number == 14 else AttendanceMode.IN_PERSON
            ParticipantFactory(
                delegation=peru, position=number, person__name=f"Peru {number}", mode=mode
            )
        ParticipantFactory(delegation=wco, person__name="WCO 1", function=Function.HEAD)
        ParticipantFactory(delegation=peru, person__name="SECRET", listed=False)
        ParticipantFactory(delegation__convening=week, delegation__entity__status=Status.DRAFT)
        ParticipantFactory()
    return [d.entity.slug for d in (chad, peru, wco)]


def test_people_stand_fifty_a_page_in_the_order_of_the_delegations(week, crowd, client):
    count, first, _facets = list_of(client, week)
    assert count == "60 people on the list"
    assert first == {
        "Chad": [f"Chad {n}" for n in range(1, 46)],
        "Peru": [f"Peru {n} in person" for n in range(1, 6)],
    }
    second = {
        "Peru": [*(f"Peru {n} in person" for n in range(6, 14)), "Peru 14 online"],
        "WCO": ["WCO 1 head of delegation ·"],
    }
    assert [list_of(client, week, f"?page={n}")[1] for n in ("2", "99")] == [second, second]
    page = read(client, f"{week.get_absolute_url()}participants/?page=2")
    assert "Delegations on record" not in page.main.texts("h2")
    assert page.all("link", rel="canonical") == []


def test_filters_count_exactly_who_may_be_listed(week, crowd, client):
    chad, peru, _wco = crowd
    _count, _listed, facets = list_of(client, week)
    assert facets == {
        "State": ["Chad 45", "Peru 14"],
        "Organization": ["WCO 1"],
        "Regional group": ["Not recorded 59"],
        "Took part": ["Not recorded 46", "In person 13", "Online 1"],
        "Function": ["Not recorded 59", "Head of delegation 1"],
    }
    asked = f"?state={peru}&state={chad}&mode=online&mode=in_person&page=1"
    count, listed, facets = list_of(client, week, asked)
    assert (count, list(listed)) == ("14 people on the list", ["Peru"])
    assert facets["State"] == ["Peru 14", "Chad 0"]
    assert facets["Took part"] == ["Not recorded 45", "In person 13", "Online 1"]
    assert facets["Function"] == ["Not recorded 14"]
    page = read(client, f"{week.get_absolute_url()}participants/{asked}")
    assert page.main.texts("h2")[:2] == ["People on the list", "Delegations on record"]
    assert page.section("Delegations on record").texts("h3") == ["States parties"]


def test_the_files_have_the_rows_of_the_filters_in_the_order_of_the_page(week, crowd, client):
    address = f"{week.get_absolute_url()}participants/"
    whole = json.loads(client.get(address, {"format": "json"}).getvalue())["rows"]
    _count, first, _facets = list_of(client, week)
    names = [row["name"] for row in whole]
    assert names[:45] == first["Chad"]
    assert (len(names), names[-2:]) == (60, ["Peru 14", "WCO 1"])
    asked = {"format": "json", "mode": "online", "state": crowd[1]}
    [row] = json.loads(client.get(address, asked).getvalue())["rows"]
    assert row["name"] == "Peru 14"
    assert client.get(address, {"format": "csv", "mode": "asleep"}).status_code == 400
    total = client.get("/api/v1/participants/", {"mode": "in_person"}).json()["count"]
    assert total == 13


def test_who_is_not_there_is_nobody_and_what_makes_no_sense_is_named(week, crowd, client):
    elsewhere = EntityFactory(name="Austria")
    page = read(client, f"{week.get_absolute_url()}participants/?state={elsewhere.slug}")
    assert page.one("p", class_="count").text == "0 people on the list"
    assert "Nothing on record answers these filters." in page.text
    EntityFactory(slug="atl", status=Status.DRAFT)
    for nonsense in ("atl", "%00", "%F0%9F"):
        page = read(client, f"{week.get_absolute_url()}participants/?state={nonsense}")
        assert "is no value of “State” and was ignored." in page.text
        assert page.one("p", class_="count").text == "60 people on the list"


def test_the_page_is_called_after_its_convening(week, client):
    page = page_of(client, week)
    assert page.title == "Participants, 6–10 September 2021, Vienna · UNCAC meeting records"
    assert page.main.one("nav", class_="breadcrumbs").links == [
        ("Meetings", "/meetings/"),
        ("2021", "/meetings/?year=2021"),
        ("6–10 September 2021, Vienna", week.get_absolute_url()),
    ]
