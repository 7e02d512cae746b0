"""What is held about a person can be found, handed out and erased; counts stay as they were."""

import json
from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse

from delegations.domain import personal_data
from delegations.domain.headcounts import headcount_of
from delegations.models import Person
from meetings.enums import RowVerb
from meetings.imports.reading import form_of
from meetings.models import Import, ImportRow
from meetings.records.domain import journal
from meetings.records.domain.publication import move
from meetings.records.domain.words import says
from meetings.records.enums import Level, Status, Way
from meetings.records.models import StatusMove
from tests.factories import (
    ConveningFactory,
    DelegationFactory,
    OfficerFactory,
    ParticipantFactory,
    PersonFactory,
    StatementFactory,
)
from uncac_portal.access.models import Role

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Ánh Tuyết"


@pytest.fixture
def client(client):
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    return client


@pytest.fixture
def person():
    """Somebody who took part, spoke, held an office and bore another name before."""
    person = PersonFactory(
        name="Nguyễn Thị Ánh", honorific="Ms.", email="anh@example.org", phone="+84 1 234"
    )
    person.name, person.private_note = NAME, "Vegetarian"
    person.save()
    delegation = DelegationFactory()
    ParticipantFactory(
        person=person, delegation=delegation, title="Deputy Inspector", mode="online"
    )
    ParticipantFactory(delegation=delegation, mode="in_person")
    OfficerFactory(person=person, convening=delegation.convening, entity=delegation.entity)
    StatementFactory(delegation=delegation, speaker=person, summary="Spoke of assets.")
    StatementFactory(delegation=delegation, summary=f"Thanked {NAME} for the chairing.")
    return person


def held(person):
    return reverse("admin:delegations_person_held", args=[person.pk])


def erase(client, person, reason="request 12"):
    return client.post(held(person), {"reason": reason, "meant": "on"})


def everything_stored(but=()):
    """Every value of every column of every table."""
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - set(but)):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (f"{table}: {value}" for value in row)


def test_somebody_is_found_by_a_name_of_today_and_of_the_past_and_after_deletion(client, person):
    gone = PersonFactory(name="Jean Parti")
    number = gone.pk
    gone.delete()
    find = reverse("admin:delegations_person_personal_data")
    assert [
        client.get(find, {"q": words}).context["known"]
        for words in ["ánh tuyết", "Thị Ánh", "anh@example", "parti", "nobody", "ng", "\0"]
    ] == [
        [(person.pk, NAME)],
        [(person.pk, NAME)],
        [(person.pk, NAME)],
        [(number, "Jean Parti")],
        [],
        [],
        [],
    ]


def test_what_is_handed_out_holds_everything_and_nothing_of_others(client, person):
    PersonFactory(name="Somebody Else")
    address = reverse("admin:delegations_person_export", args=[person.pk])
    answer = client.get(address)
    told = json.loads(answer.content)
    assert [kept["kind"] for kept in told["records"]] == [
        "Person",
        "Participant",
        "Officer",
        "Statement",
    ]
    now, before = told["records"][0]["facts"], told["history"][0]["facts"]
    assert (now["Name [en]"], before["Name [en]"]) == (NAME, "Nguyễn Thị Ánh")
    assert (now["E-mail"], now["Internal note"]) == ("anh@example.org", "Vegetarian")
    assert told["records"][1]["facts"]["Title [en]"] == "Deputy Inspector"
    delegation = person.participations.get().delegation
    of_delegation = f"{delegation.entity}, {delegation.convening}"
    assert told["records"][1]["facts"]["Delegation"] == of_delegation
    assert told["records"][2]["facts"]["Convening"] == str(delegation.convening)
    assert "Somebody" not in answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")


def test_texts_that_say_the_name_are_named_for_somebody_to_read(client, person):
    mentions = client.get(held(person)).context["mentions"]
    assert [(label.partition(":")[0], where) for _address, label, where in mentions] == [
        ("statement", "Summary [en]")
    ]


def test_erasing_leaves_no_word_of_the_person_anywhere_and_every_count_as_it_was(client, person):
    participant = person.participations.get()
    convening = participant.delegation.convening
    log = LogEntry.objects
    root = get_user_model().objects.get().pk
    log.log_actions(root, [person], 2)
    log.log_actions(root, [convening], 2, [{"added": {"name": "participant", "object": NAME}}])
    with journal.made(Way.PASTE, detail=f"{NAME}.docx", reason="Ánh Tuyết Nguyễn called"):
        participant.organisation = "Ministry"
        participant._change_reason = f"{NAME} asked"
        participant.save()
    move(convening, "status", Status.WITHDRAWN, reason=f"As {NAME.upper()} wishes")
    move(convening, "status", Status.PUBLISHED, reason="Letter of the 2nd")
    content = "Family name;Given name\nNguyễn;Ánh Tuyết\n".encode()
    form = form_of(BytesIO(content))
    notes = {"convening": convening, "kind": "participants", "bytes": 9, "form": form}
    kept = default_storage.save("imports/x.csv", ContentFile(content))
    of_import = Import.objects.create(name="list.csv", file=kept, **notes)
    of_others = default_storage.save("imports/y.csv", ContentFile(b"Name\nBa\n"))
    Import.objects.create(name="others.csv", file=of_others, **notes)
    ImportRow.objects.create(of_import=of_import, number=2, verb=RowVerb.ADDED, label=NAME)
    other = ImportRow.objects.create(of_import=of_import, number=3, verb=RowVerb.ADDED, label="Ba")
    before = headcount_of(convening)
    assert log.filter(change_message__contains='"object"').count() == 1
    assert erase(client, person).status_code == 302

    words = ["Ánh", "anh@example", "+84", "Vegetarian", "Deputy Inspector", "nguyen"]
    found = {value for value in everything_stored() for word in words if word in value}
    mention = {value for value in found if "Thanked" in value}
    assert found == mention  # a text that somebody wrote is for somebody to mend
    assert [log.exclude(change_message="").count(), log.count()] == [0, 2]
    assert StatusMove.objects.filter(reason="Letter of the 2nd").count() == 1
    assert headcount_of(convening) == before
    assert [default_storage.exists(file) for file in (kept, of_others)] == [True, True]
    of_import.refresh_from_db()
    assert (of_import.file.name, of_import.erased_at is not None) == ("", True)
    assert list(of_import.told_rows.all()) == [other]
    page = Client().get(f"{convening.get_absolute_url()}participants/").content.decode()
    assert "Ánh" not in page
    assert "not recorded" in page


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Ana", "Ana; Austria", True),
        ("Ana", "Banana export, Ms. Anaïs", False),
        ("王伟", "出席：王伟先生", True),
        ("O'Brien, Pat", "pat O'BRIEN", True),
        ("a.b@example.org", "mail a.b@example.org", True),
    ],
)
def test_a_text_says_a_name_or_only_the_same_letters(name, text, said):
    assert says(text, [name]) == said


def test_nothing_is_erased_unless_it_is_meant_nor_with_the_name_as_the_reason(client, person):
    answer = client.post(held(person), {"reason": "asked"})
    assert list(answer.context["form"].errors) == ["meant"]
    answer = erase(client, person, reason=f"Letter of {NAME.upper()}")
    assert answer.context["form"].errors == {"reason": ["Leave the name out: the reason is kept."]}
    assert Person.objects.get(pk=person.pk).name == NAME


def test_only_an_administrator_of_all_bodies_sees_what_is_held(person):
    convening = ConveningFactory()
    body = convening.sessions.first().body if convening.sessions.exists() else None
    for number, (level, of) in enumerate([(Level.PUBLISHER, None), (Level.EDITOR, None)]):
        user = get_user_model().objects.create_user(f"u{number}", password="x", is_staff=True)
        Role.objects.create(user=user, level=level, body=of or body)
        staff = Client()
        staff.force_login(user)
        assert staff.get(held(person)).status_code == 403
        assert erase(staff, person).status_code == 403
    assert personal_data.names_of(person.pk) >= {NAME}


def test_a_number_of_nobody_is_answered_calmly(client):
    for number in (10**30, 0, 4711):
        for page in ("held", "export"):
            address = reverse(f"admin:delegations_person_{page}", args=[number])
            assert client.get(address).status_code == 404
