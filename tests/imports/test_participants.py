"""Spreadsheets of participants: who is meant, what is new, and what is refused at which cell."""

import csv
import io
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from delegations.enums import AttendanceMode, Function, Presence
from delegations.models import Delegation, Participant, Person
from meetings.enums import ImportState
from meetings.records.domain import undo
from tests.factories import (
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    EntityNameFactory,
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
)
from tests.support.sheets import as_csv, as_workbook, checked, faults, figures, notes, written
from tests.support.weeks import colleague

pytestmark = pytest.mark.django_db
INDICO = [
    *("First Name", "Last Name", "Affiliation", "Country", "Position", "Email Address"),
    *("Attendance mode", "Registration state", "Checked in", "T-shirt size"),
]
HEAD = ["State", "Name", "Function", "Attendance mode", "E-mail"]


@pytest.fixture
def by(db: None) -> Any:
    return colleague("editor", is_superuser=True)


@pytest.fixture
def convening(db: None) -> Any:
    return ConveningFactory(in_person_limit=2)


@pytest.fixture
def austria(db: None) -> Any:
    state = EntityFactory(name="Austria", name_fr="Autriche", iso2="AT", iso3="AUT", slug="aut")
    EntityNameFactory(entity=state, name="Ostarrichi")
    return state


def told(row: Participant) -> tuple[str, ...]:
    return (row.person.name, row.delegation.entity.name, row.title, row.mode, row.presence)


def test_an_export_of_indico_is_read_as_it_comes(convening, austria, by):
    OrganizationFactory(name="World Customs Organization", acronym="WCO")
    rows = [
        INDICO,
        ["María", "Example", "Ministry of Justice", "Autriche", "Adviser", "m@x.org", "Online"],
        ["Bob", "Example", "WCO", "Austria", "Expert", "b@x.org", "On-site", "Completed", "No"],
        ["Cy", "Example", "", "AUT", "", "", "", "Completed", "Yes", "XL"],
        ["Dee", "Gone", "", "Austria", "", "", "", "Withdrawn"],
        ["Eve", "Late", "", "Austria", "", "", "", "Pending"],
    ]
    found = checked(convening, as_workbook(rows), by)
    assert figures(found) == (3, 0, 0, 2, 0)
    assert notes(found)[0] == "A new delegation: Austria"
    assert not Participant.objects.exists()
    assert written(found).state == ImportState.DONE
    people = Participant.objects.select_related("person", "delegation__entity").order_by("pk")
    assert [told(row) for row in people] == [
        ("María Example", "Austria", "Adviser, Ministry of Justice", "online", "not_recorded"),
        ("Bob Example", "World Customs Organization", "Expert", "in_person", "registered"),
        ("Cy Example", "Austria", "", "not_recorded", "attended"),
    ]
    assert [p.person.sort_name for p in people] == ["Example María", "Example Bob", "Example Cy"]
    assert not people.filter(listed=True).exists()
    assert figures(checked(convening, as_workbook(rows), by)) == (0, 0, 3, 2, 0)


def test_everything_that_is_wrong_is_said_at_its_cell(convening, austria, by):
    head = ParticipantFactory(
        delegation__convening=convening, delegation__entity=austria, function=Function.HEAD
    )
    rows = [
        HEAD,
        ["Austia", "Ann", "minister", "sometimes", "not an address"],
        ["", "Bob"],
        ["Ostarrichi", ""],
        ["AT", "Cy", "head", "in person"],
        ["AT", "Cy", "adviser", "in person"],
        ["AT", "Dee\x00\x07", "", "présentiel"],
        ["AT", "Eve", "", "в зале"],
        ["AT", "x" * 201, "", "очно"],
    ]
    found = checked(convening, as_csv(rows), by)
    assert figures(found) == (1, 0, 0, 0, 7)
    words = "is none of: in person, online, in person and online, not recorded"
    assert faults(found) == [
        "C2 Function: “minister” is none of: head of delegation, deputy head of delegation, "
        "representative, alternate, adviser, panellist, not recorded",
        f"D2 Attendance mode: “sometimes” {words}",
        "E2 E-mail: “not an address” is no e-mail address.",
        "A2 State: “Austia” is not on record. Perhaps: Austria",
        "A3 State: Whose delegation? No cell says it.",
        "B4 Name: This row names nobody: enter the name.",
        f"C5 Function: The delegation has a head already: {head.person.name}.",
        " : Row 5 is about the same: leave one of the two out.",
        f"D8 Attendance mode: “в зале” {words}",
        "B9 Name: At most 200 characters; these are 201.",
    ]
    assert found.told_rows.get(number=7).label == "Dee · Austria"
    assert written(found).state == ImportState.CHECKED
    assert Participant.objects.get() == head


def test_the_room_holds_no_more_of_a_state_than_its_limit(convening, austria, by):
    there = {"delegation__convening": convening, "delegation__entity": austria}
    inside = ParticipantFactory(**there, mode=AttendanceMode.IN_PERSON, person__name="Old")
    wco = OrganizationFactory(name="WCO")
    come = [["AT", name, "", "in person"] for name in ("Ann", "Bob")]
    many = [[wco.name, name, "", "in person"] for name in ("A", "B", "C")]
    found = checked(convening, as_csv([HEAD, *come, *many]), by)
    words = "Austria may have 2 representatives in the room; with this file there would be 3."
    assert faults(found) == [f"D{row} Attendance mode: {words}" for row in (2, 3)]
    leaves = ["AT", "Old", "", "online"]
    found = written(checked(convening, as_csv([HEAD, *come, *many, leaves]), by))
    assert (found.state, figures(found)) == (ImportState.DONE, (5, 1, 0, 0, 0))
    inside.refresh_from_db()
    assert inside.mode == AttendanceMode.ONLINE


def test_a_head_may_step_down_for_another_in_the_same_file(convening, austria, by):
    there = {"delegation__convening": convening, "delegation__entity": austria}
    ParticipantFactory(**there, function=Function.HEAD, person__name="Old")
    rows = [HEAD, ["AT", "New", "head"], ["AT", "Old", "adviser"]]
    assert written(checked(convening, as_csv(rows), by)).state == ImportState.DONE
    found = Participant.objects.order_by("person__name").values_list("person__name", "function")
    assert list(found) == [("New", "head"), ("Old", "adviser")]
    two = [HEAD, ["AT", "Old", "head"], ["AT", "Third", "head"]]
    words = "The delegation has a head already: New."
    assert faults(checked(convening, as_csv(two), by)) == [
        f"C{row} Function: {words}" for row in (2, 3)
    ]


def test_nobody_is_taken_for_the_same_person_by_the_name_alone(convening, austria, by):
    france = EntityFactory(name="France")
    before = DelegationFactory(entity=austria)
    known = ParticipantFactory(delegation=before, person__name="Ann Ray").person
    mailed = PersonFactory(name="Bob Ray", email="bob@x.org")
    other = ParticipantFactory(delegation=before, person__name="Cy", person__email="c@x.org").person
    stranger = PersonFactory(name="Dee Ray", email="mission@x.org")
    rows = [
        HEAD,
        ["AT", "RAY, Ánn", "", "", ""],  # the same name, of the same State, and no other address
        [france.name, "Bob Ray", "", "", "BOB@x.org"],  # the same name and address
        ["AT", "Cy", "", "", "another@x.org"],  # the same name, but another address
        [france.name, "Dee Ray", "", "", ""],  # the same name, and nothing else
        [france.name, "Eve", "", "", "mission@x.org"],  # the same address, and another name
    ]
    found = written(checked(convening, as_csv(rows), by))
    assert figures(found) == (5, 0, 0, 0, 0)
    new = Participant.objects.filter(delegation__convening=convening).order_by("pk")
    assert [row.person for row in new][:2] == [known, mailed]
    assert {row.person for row in new[2:]}.isdisjoint({known, mailed, other, stranger})
    assert [note for note in notes(found) if "delegation:" not in note] == [
        "Taken for the same person as in the delegation of Austria in 2021.",
        "A new person: somebody of the same name is on record, but nothing else agrees.",
        "A new person: somebody of the same name is on record, but nothing else agrees.",
        "A new person: somebody of another name has the same e-mail address.",
    ]


def test_an_empty_cell_empties_only_what_a_row_with_an_id_is_about(convening, austria, by):
    one = ParticipantFactory(
        delegation__convening=convening, delegation__entity=austria, title="Judge"
    )
    head = ["id", "State", "Name", "Title", "Presence"]
    silent = as_csv([head, ["", "AT", one.person.name, "", ""]])
    assert figures(checked(convening, silent, by)) == (0, 0, 1, 0, 0)
    found = written(checked(convening, as_csv([head, [one.pk, "AT", "Renamed", "", ""]]), by))
    assert figures(found) == (0, 1, 0, 0, 0)
    assert found.told_rows.get().changes == [
        ["name", one.person.name, "Renamed"],
        ["title", "Judge", ""],
    ]
    one = Participant.objects.get(pk=one.pk)
    assert (one.person.name, one.title) == ("Renamed", "")
    elsewhere = ParticipantFactory()
    assert faults(checked(convening, as_csv([head, [elsewhere.pk, "AT", "X"]]), by)) == [
        f"A2 id: No participant of this convening has the id {elsewhere.pk}."
    ]


def test_a_whole_import_can_be_undone(convening, austria, by):
    kept = ParticipantFactory(
        delegation__convening=convening, delegation__entity=austria, title="Judge"
    )
    rows = [["State", "Name", "Title"], ["AT", kept.person.name, "Minister"], ["WCO", "New", ""]]
    OrganizationFactory(name="World Customs Organization", acronym="WCO")
    found = written(checked(convening, as_csv(rows), by))
    assert (Participant.objects.count(), Person.objects.count()) == (2, 2)
    undo.undo(found.journal, by=by)
    assert [(row.pk, row.title) for row in Participant.objects.all()] == [(kept.pk, "Judge")]
    assert (Person.objects.get(), Delegation.objects.get()) == (kept.person, kept.delegation)
    found.refresh_from_db()
    assert found.present_state == ImportState.UNDONE


def test_a_download_that_was_changed_in_one_cell_changes_that(convening, austria, by, client):
    there = {"delegation__convening": convening, "delegation__entity": austria}
    first = ParticipantFactory(**there, title="", title_fr="Juge", listed=True)
    ParticipantFactory(delegation=first.delegation, title="=Judge", person__name="Ann", listed=True)
    address = f"/meetings/{convening.slug}/participants/?format=csv&bom=on"
    rows = list(csv.reader(io.StringIO(client.get(address).getvalue().decode("utf-8-sig"))))
    assert figures(checked(convening, as_csv(rows), by)) == (0, 0, 2, 0, 0)
    [row] = [row for row in rows if "Ann" in row]
    row[rows[0].index("mode")] = "online"
    found = checked(convening, as_csv(rows), by)
    assert figures(found) == (0, 1, 1, 0, 0)
    assert found.told_rows.get().changes == [["attendance mode", "not recorded", "online"]]
    row[rows[0].index("changed_at")] = "2001-01-01T00:00:00Z"
    assert "Somebody has changed this" in faults(checked(convening, as_csv(rows), by))[0]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=40)
PEOPLE = st.lists(
    st.tuples(
        TEXT.filter(lambda text: any(sign.isalpha() for sign in text)),
        TEXT,
        st.sampled_from(AttendanceMode.values),
        st.sampled_from(Presence.values),
        st.sampled_from(["yes", "no", ""]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda person: person[0],
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example(people=[("=A", "", "in_person", "registered", "yes")])
@given(people=PEOPLE)
def test_a_file_that_was_imported_says_nothing_new_afterwards(people, convening, austria, by):
    Participant.objects.all().delete()
    Person.objects.all().delete()
    head = ["State", "Name", "Title", "Mode", "Presence", "Listed", "E-mail"]
    rows = [head, *(["AT", *p, f"p{n}@x.org"] for n, p in enumerate(people))]
    convening.in_person_limit = None
    convening.save()
    found = written(checked(convening, as_workbook(rows), by))
    assert (found.state, faults(found)) == (ImportState.DONE, [])
    assert figures(checked(convening, as_workbook(rows), by)) == (0, 0, len(people), 0, 0)


def test_a_workplace_alone_does_not_say_whose_delegation_it_is(convening, by):
    head = ["First Name", "Last Name", "Affiliation", "Country"]
    found = checked(convening, as_csv([head, ["Ann", "Example", "Ministry of Justice", ""]]), by)
    assert faults(found) == [
        "C2 Affiliation: “Ministry of Justice” is not on record, and no cell says of which State."
    ]
    assert not Participant.objects.exists()
