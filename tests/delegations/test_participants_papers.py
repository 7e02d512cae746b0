"""The list of participants as PDF and Word: who may be listed, and nobody else."""

import pytest

from delegations.enums import AttendanceMode, Function, Presence, Role, TreatyActionKind
from meetings.records.enums import Status
from tests.factories import (
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    EntityNameFactory,
    OfficerFactory,
    OfficerTitleFactory,
    OrganizationFactory,
    ParticipantFactory,
    SessionFactory,
    TreatyActionFactory,
)
from tests.support.html import read
from tests.support.papers import edition_in_words, pdf_text, word_lines, word_text

pytestmark = pytest.mark.django_db

ADDRESS = "/meetings/2021-09-06-vienna/participants"


@pytest.fixture
def week():
    """Officers, a State with people, one without any that may be named, an organization."""
    week = ConveningFactory(slug="2021-09-06-vienna")
    session = SessionFactory(
        convening=week, body=BodyFactory(code="IRG", name="Review Group"), ordinal=12
    )
    party, signatory = EntityFactory(name="Türkiye"), EntityFactory(name="Signatory")
    EntityNameFactory(entity=party, name="Turkey", valid_to="2022-06-01")
    TreatyActionFactory(entity=party)
    TreatyActionFactory(entity=signatory, action=TreatyActionKind.SIGNATURE)
    _preside(week, session, party)
    there = DelegationFactory(convening=week, entity=party, mode=AttendanceMode.BOTH)
    listed = ParticipantFactory(
        delegation=there,
        person__name="Ann Bee",
        person__honorific="Ms.",
        title="Judge",
        function=Function.HEAD,
        presence=Presence.ATTENDED,
        mode=AttendanceMode.ONLINE,
    )
    listed.person.email, listed.person.private_note = "secret@secret.example", "SECRET"
    listed.person.save()
    ParticipantFactory(delegation=there, person__name="Cy Dee")
    ParticipantFactory(delegation=there, person__name="SECRET", listed=False)
    DelegationFactory(convening=week, entity=signatory, note="Announced late.")
    DelegationFactory(convening=week, entity=OrganizationFactory(name="World Office"))
    hidden = DelegationFactory(
        convening=week, entity=EntityFactory(name="SECRET", status=Status.DRAFT)
    )
    ParticipantFactory(delegation=hidden, person__name="SECRET")
    ParticipantFactory(person__name="SECRET")
    return week


def _preside(week, session, state):
    chair = OfficerFactory(convening=week, person__name="Eve Eff", entity=state, position=1)
    OfficerTitleFactory(officer=chair, title="President of the Conference")
    OfficerFactory(
        convening=week,
        session=session,
        role=Role.RAPPORTEUR,
        person=None,
        entity=state,
        position=2,
    )


PAPER = [
    "UNCAC meeting records\tIRG",
    "Review Group",
    "Generated from the record, edition {edition} of {day}",
    "Not an official document of the United Nations",
    "http://testserver/meetings/2021-09-06-vienna/participants/",
    "Twelfth session (IRG)",
    "Vienna, 6–10 September 2021",
    "List of participants",
    "Officers",
    "Chair: Eve Eff · Turkey · President of the Conference",
    "Rapporteur: Name: not recorded · Turkey · IRG, Twelfth session",
    "States parties",
    "Turkey",
    "in person and online",
    "Ms. Ann Bee, Judge · head of delegation · attended · online",
    "Cy Dee · Attendance mode: not recorded",
    "States signatories",
    "Signatory",
    "Attendance mode: not recorded · Announced late.",
    "Observers: intergovernmental organizations",
    "World Office",
    "Attendance mode: not recorded",
]


def test_the_list_in_word_names_who_may_be_listed_under_their_headings(week, client):
    response = client.get(f"{ADDRESS}.docx")
    edition = edition_in_words()
    assert word_lines(response.content) == [line.format(**edition) for line in PAPER]
    assert response["Content-Disposition"] == (
        'attachment; filename="2021-09-06-vienna-participants-en.docx"'
    )
    assert "secret" not in word_text(response.content).casefold()


def test_the_list_as_pdf_says_the_same(week, client):
    said = pdf_text(client.get(f"{ADDRESS}.pdf").content)
    edition = edition_in_words()
    lines = [line.replace("\t", " ").format(**edition) for line in PAPER]
    assert [line for line in lines if line not in said] == []
    assert "secret" not in said.casefold()


def test_a_list_without_public_names_says_so_and_the_entities_stand_alone(client):
    week = ConveningFactory(slug="2021-09-06-vienna")
    there = DelegationFactory(convening=week, entity__name="Signatory")
    ParticipantFactory(delegation=there, person__name="SECRET", listed=False)
    assert word_lines(client.get(f"{ADDRESS}.docx").content)[-7:] == [
        "List of participants",
        "No names of participants are public.",
        "Officers",
        "Officers: not recorded",
        "Observers: States",
        "Signatory",
        "Attendance mode: not recorded",
    ]


def test_a_list_without_delegations_says_so(client):
    ConveningFactory(slug="2021-09-06-vienna")
    assert word_lines(client.get(f"{ADDRESS}.docx").content)[-3:] == [
        "Which delegations took part: not recorded",
        "Officers",
        "Officers: not recorded",
    ]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("status", "answer"), [(Status.DRAFT, 404), (Status.IN_REVIEW, 404), (Status.WITHDRAWN, 410)]
)
@pytest.mark.parametrize("field", ["status", "participants_status"])
def test_a_list_that_is_not_public_has_no_paper(kind, status, answer, field, week, client):
    setattr(week, field, status)
    week.save()
    assert client.get(f"{ADDRESS}.{kind}").status_code == answer


def test_the_page_leads_to_both_papers_of_a_published_list_only(week, client):
    links = read(client, f"/fr{ADDRESS}/").content.links
    assert [link for link in links if "/participants." in link[1]] == [
        ("PDF", f"/fr{ADDRESS}.pdf"),
        ("Word", f"/fr{ADDRESS}.docx"),
    ]
    week.participants_status = Status.DRAFT
    week.save()
    assert "/participants." not in " ".join(read(client, f"{ADDRESS}/").addresses)
