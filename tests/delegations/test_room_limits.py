"""The room limit holds for each delegation, by whatever way people are entered."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from delegations.domain import room_limits
from delegations.models import Delegation, Participant, RoomLimitException
from meetings.records.domain import editions, journal
from meetings.records.enums import Level, Way
from tests.factories import (
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    SessionFactory,
)
from tests.support.admin import Form, page_of
from tests.support.html import parse
from tests.support.refusals import refusals, refused_by
from tests.support.weeks import colleague

pytestmark = pytest.mark.django_db

WAY_OUT = "Whoever may publish the convening can grant an exception on the delegation's page."
TOO_MANY = (
    "3 participants are in person, but each State may have 2 representatives in the room. "
) + WAY_OUT


@pytest.fixture
def delegation():
    """A State's delegation whose two places are taken."""
    delegation = DelegationFactory(convening__in_person_limit=2, entity__name="Viet Nam")
    ParticipantFactory.create_batch(2, delegation=delegation, mode="in_person")
    return delegation


@pytest.fixture
def change(admin_client):
    return lambda record: Form(admin_client, page_of(record, "change"))


def in_the_room(delegation) -> int:
    return room_limits.number_in_the_room([delegation.pk])[delegation.pk]


# The exception


def test_an_exception_has_a_reason_and_allows_at_least_one(delegation):
    exception = RoomLimitException(delegation=delegation, allowed=3, reason="")
    assert refused_by(exception) == "exception_has_a_reason"
    assert list(refusals(exception)) == ["reason"]
    exception = RoomLimitException(delegation=delegation, allowed=0, reason="Asked for.")
    assert refused_by(exception) == "exception_allows_at_least_one"
    assert refusals(exception) == {"__all__": ["An exception allows at least one."]}
    assert refused_by(RoomLimitException(delegation=delegation, allowed=1, reason="Small.")) is None


def test_an_exception_and_who_fills_it_are_entered_in_one_go(change, delegation):
    form = change(delegation)
    form.add("participants", person=PersonFactory().pk, mode="in_person")
    assert form.send() == {"participants": [TOO_MANY]}
    form.row("room_limit_exception", 0, allowed=3, reason="Note verbale of 3 September")
    assert form.send() == {}
    assert in_the_room(delegation) == 3
    granted = delegation.room_limit_exception.history.get()
    assert (granted.history_user.username, granted.reason) == (
        "admin",
        "Note verbale of 3 September",
    )
    form = change(delegation).add("participants", person=PersonFactory().pk, mode="both")
    assert form.send() == {
        "participants": [
            "4 participants are in person, but by its exception the delegation may have 3 "
            f"representatives in the room. {WAY_OUT}"
        ]
    }


def test_an_exception_cannot_be_withdrawn_while_others_take_its_place(change, delegation):
    RoomLimitException.objects.create(delegation=delegation, allowed=3, reason="Asked for.")
    form = change(delegation).row("room_limit_exception", 0, DELETE="on")
    form.add("participants", person=PersonFactory().pk, mode="in_person").send()
    said = [str(message) for message in form.response.context["messages"]]
    assert said == [f"Viet Nam: {TOO_MANY}"]
    assert (in_the_room(delegation), RoomLimitException.objects.count()) == (2, 1)


def test_only_publishers_grant_exceptions_and_editors_see_them(client, delegation):
    body = BodyFactory()
    SessionFactory(body=body, convening=delegation.convening)
    RoomLimitException.objects.create(delegation=delegation, allowed=3, reason="Asked for.")
    names = ["room_limit_exception-0-allowed", "room_limit_exception-0-reason"]
    for level, may in ((Level.EDITOR, False), (Level.PUBLISHER, True)):
        client.force_login(colleague(level.name, (level, body)))
        form = Form(client, page_of(delegation, "change"))
        assert [name in form.data for name in names] == [may, may]
        assert ("Asked for." in form.page.text) is not may
        form.set(**{"room_limit_exception-0-allowed": "9"})
        form.send()
        allowed = RoomLimitException.objects.get().allowed
        assert allowed == (9 if may else 3)


# Every way in


@pytest.mark.parametrize("mode", ["in_person", "both"])
def test_a_third_is_refused_in_the_form_of_a_participant(mode, admin_client, delegation):
    form = Form(admin_client, reverse("admin:delegations_participant_add"))
    form.set(delegation=delegation.pk, person=PersonFactory().pk, mode=mode)
    assert form.send() == {"mode": [TOO_MANY]}
    assert form.set(mode="online").send() == {}
    other = delegation.participants.get(mode="online")
    moved = ParticipantFactory(mode="in_person")
    assert Form(admin_client, page_of(other, "change")).set(mode=mode).send() == {
        "mode": [TOO_MANY]
    }
    form = Form(admin_client, page_of(moved, "change")).set(delegation=delegation.pk)
    assert form.send() == {"mode": [TOO_MANY]}


def test_a_third_is_refused_whichever_way_it_comes(delegation, admin_user):
    """Imports, undoing and whatever else writes by itself are refused as a whole."""

    def bring_in(way: Way) -> None:
        with journal.made(way, by=admin_user), editions.raised_once():
            person, other = PersonFactory(), PersonFactory()
            crowd = [
                Participant(delegation=delegation, person=person, mode="in_person"),
                Participant(delegation=DelegationFactory(), person=other, mode="in_person"),
            ]
            journal.bulk_created(crowd)

    for way in (Way.IMPORT, Way.UNDO, Way.RESTORE, Way.FORM):
        with pytest.raises(ValidationError) as refusal:
            bring_in(way)
        assert refusal.value.messages == [f"Viet Nam: {TOO_MANY}"]
        assert Participant.objects.count() == 2
    bring_in(Way.COMMAND)  # fixtures say what was so; the checks tell of it
    assert in_the_room(delegation) == 3


def test_a_delegation_over_a_limit_that_was_lowered_can_be_put_right(change, delegation):
    form = change(delegation.convening).set(in_person_limit=1)
    assert form.send() == {}
    said = [str(m) for m in form.client.get(form.address).context["messages"]]
    assert "More are in the room than the limit allows: Viet Nam (2)." in said
    first, second = delegation.participants.all()
    assert change(first).set(function="head").send() == {}
    swapped = change(delegation).row("participants", 1, mode="online")
    assert swapped.add("participants", person=PersonFactory().pk, mode="both").send() == {}
    assert in_the_room(delegation) == 2
    message = "2 participants are in person, but each State may have 1 representative in the room. "
    assert change(second).set(mode="online").send() == {}
    assert change(first).set(mode="online").send() == {}
    assert change(second).set(mode="in_person").send() == {"mode": [message + WAY_OUT]}


def test_many_delegations_are_judged_in_few_queries(django_assert_num_queries):
    convening = ConveningFactory(in_person_limit=1)
    crowded = DelegationFactory.create_batch(3, convening=convening)
    free = DelegationFactory(entity=OrganizationFactory(), convening=convening)
    elsewhere = DelegationFactory()
    for delegation in (*crowded, free, elsewhere):
        ParticipantFactory.create_batch(2, delegation=delegation, mode="both")
    away = ParticipantFactory(delegation__convening=convening, mode="both")
    ParticipantFactory(delegation=away.delegation, mode="both", presence="did_not_attend")
    keys = Delegation.objects.values_list("pk", flat=True)
    for some in (list(keys), [crowded[0].pk]):
        with django_assert_num_queries(3), pytest.raises(ValidationError) as refusal:
            room_limits.lock_and_check(some)
        assert len(refusal.value.messages) == min(len(some), 3)
    room_limits.lock_and_check(keys, before={delegation.pk: 2 for delegation in crowded})


# At the same moment


def sent_at_once(forms) -> list[int]:
    """The answers to forms that are sent at the same moment."""
    start, answers = Barrier(len(forms)), []

    def send(form: Form) -> None:
        start.wait()
        answers.append(form.client.post(form.address, form.data).status_code)
        connection.close()

    threads = [Thread(target=send, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.fixture
def clients(admin_user):
    """Two browsers of the staff."""
    both = [Client(), Client()]
    for client in both:
        client.force_login(admin_user)
    return both


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_place_at_once_do_not_both_get_it(clients, delegation):
    delegation.participants.last().delete()
    one, other = clients
    for _round in range(3):
        add = Form(one, reverse("admin:delegations_participant_add"))
        add.set(delegation=delegation.pk, person=PersonFactory().pk, mode="in_person")
        row = Form(other, page_of(delegation, "change"))
        row.add("participants", person=PersonFactory().pk, mode="both")
        answers = sent_at_once([add, row])
        assert answers in ([200, 302], [302, 409])
        assert in_the_room(delegation) == 2
        delegation.participants.last().delete()
    moved = [ParticipantFactory(mode="in_person") for _client in clients]
    forms = [Form(c, page_of(p, "change")) for c, p in zip(clients, moved, strict=True)]
    assert sent_at_once([form.set(delegation=delegation.pk) for form in forms]) == [200, 302]
    assert in_the_room(delegation) == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_imports_that_take_the_last_place_at_once_are_not_both_done(admin_user, delegation):
    delegation.participants.last().delete()
    people, start, done, refused = PersonFactory.create_batch(2), Barrier(2), [], []

    def bring_in(person) -> None:
        try:
            with journal.made(Way.IMPORT, by=admin_user), editions.raised_once():
                crowd = [Participant(delegation=delegation, person=person, mode="in_person")]
                journal.bulk_created(crowd)
                start.wait()
            done.append(person)
        except ValidationError as error:
            refused.append(error.messages)
        finally:
            connection.close()

    threads = [Thread(target=bring_in, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), in_the_room(delegation)) == (1, 2)
    assert refused == [[f"Viet Nam: {TOO_MANY}"]]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_new_delegations_of_one_state_at_once_are_one(clients):
    convening, entity = ConveningFactory(in_person_limit=1), EntityFactory()
    forms = [Form(client, reverse("admin:delegations_delegation_add")) for client in clients]
    for form in forms:
        form.set(convening=convening.pk, entity=entity.pk)
        form.add("participants", person=PersonFactory().pk, mode="in_person")
    assert sent_at_once(forms) == [200, 302]
    assert Participant.objects.get().delegation == Delegation.objects.get()


def test_an_exception_is_not_public(client, delegation):
    RoomLimitException.objects.create(delegation=delegation, allowed=3, reason="Secret reason")
    delegation.convening.save()
    page = client.get(f"{delegation.convening.get_absolute_url()}participants/")
    assert page.status_code == 200
    assert "Secret reason" not in parse(page.content.decode()).text
