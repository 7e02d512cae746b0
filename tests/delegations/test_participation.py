"""Who was represented at which convenings, and how."""

import pytest

from delegations.domain.participation import REPRESENTED, participations
from delegations.enums import AttendanceMode, Participation, Presence
from delegations.models import Delegation, Entity
from meetings.models import Convening
from meetings.records.enums import Status
from tests.factories import (
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    ParticipantFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

IN_PERSON, ONLINE, BOTH, UNKNOWN = AttendanceMode


def told_of(delegation):
    """What the record tells of the delegation."""
    return Delegation.objects.with_participation().get(pk=delegation.pk).participation


def delegation_with(*modes, mode=UNKNOWN, convening=None, **participant):
    delegation = DelegationFactory(mode=mode, convening=convening or ConveningFactory())
    for each in modes:
        ParticipantFactory(delegation=delegation, mode=each, **participant)
    return delegation


@pytest.mark.parametrize("mode", [IN_PERSON, ONLINE, BOTH])
def test_what_a_source_says_of_the_delegation_comes_before_its_people(mode):
    assert told_of(delegation_with(mode=mode)) == mode
    assert told_of(delegation_with(IN_PERSON, ONLINE, mode=mode)) == mode
    absent = delegation_with(IN_PERSON, mode=mode, presence=Presence.DID_NOT_ATTEND)
    assert told_of(absent) == mode


@pytest.mark.parametrize(
    ("modes", "told"),
    [
        ([], Participation.MODE_NOT_RECORDED),
        ([UNKNOWN], Participation.MODE_NOT_RECORDED),
        ([IN_PERSON, UNKNOWN], Participation.IN_PERSON),
        ([ONLINE, ONLINE, UNKNOWN], Participation.ONLINE),
        ([IN_PERSON, ONLINE], Participation.BOTH),
        ([BOTH], Participation.IN_PERSON),  # counted once, in the room
        ([BOTH, ONLINE], Participation.BOTH),
    ],
)
def test_else_its_people_on_the_public_list_tell(modes, told):
    assert told_of(delegation_with(*modes)) == told


def test_who_is_not_on_the_public_list_tells_nothing():
    assert told_of(delegation_with(IN_PERSON, listed=False)) == Participation.MODE_NOT_RECORDED
    for status in set(Status) - {Status.PUBLISHED}:
        unpublished = ConveningFactory(participants_status=status)
        delegation = delegation_with(IN_PERSON, convening=unpublished)
        assert told_of(delegation) == Participation.MODE_NOT_RECORDED
    delegation = delegation_with(ONLINE)
    ParticipantFactory(delegation=delegation, mode=IN_PERSON, listed=False)
    assert told_of(delegation) == Participation.ONLINE


def test_who_did_not_attend_tells_no_mode():
    delegation = delegation_with(IN_PERSON, presence=Presence.DID_NOT_ATTEND)
    ParticipantFactory(delegation=delegation, mode=ONLINE, presence=Presence.REGISTERED)
    assert told_of(delegation) == Participation.ONLINE


def test_a_delegation_was_not_represented_only_where_all_its_people_did_not_attend():
    absent = {"presence": Presence.DID_NOT_ATTEND}
    delegation = delegation_with(IN_PERSON, UNKNOWN, **absent)
    assert told_of(delegation) == Participation.NOT_REPRESENTED
    ParticipantFactory(delegation=delegation, listed=False, **absent)
    assert told_of(delegation) == Participation.NOT_REPRESENTED
    ParticipantFactory(delegation=delegation, listed=False)  # may have come
    assert told_of(delegation) == Participation.MODE_NOT_RECORDED


def test_that_unlisted_people_did_not_attend_is_not_told():
    absent = {"presence": Presence.DID_NOT_ATTEND}
    unlisted = delegation_with(IN_PERSON, listed=False, **absent)
    assert told_of(unlisted) == Participation.MODE_NOT_RECORDED
    draft = ConveningFactory(participants_status=Status.DRAFT)
    unpublished = delegation_with(IN_PERSON, convening=draft, **absent)
    assert told_of(unpublished) == Participation.MODE_NOT_RECORDED


def test_what_is_not_on_record_is_not_recorded_rather_than_absent(django_assert_num_queries):
    viet_nam, peru = EntityFactory(), EntityFactory()
    week, other = ConveningFactory(), ConveningFactory()
    DelegationFactory(entity=viet_nam, convening=week, mode=ONLINE)
    DelegationFactory(entity=peru, convening=other)
    DelegationFactory(entity=peru, convening=ConveningFactory(status=Status.DRAFT), mode=ONLINE)
    DelegationFactory(entity=peru, convening=ConveningFactory(is_example=True), mode=ONLINE)
    DelegationFactory(entity__status=Status.WITHDRAWN, convening=week, mode=ONLINE)
    with django_assert_num_queries(1):
        told = participations(Entity.objects.all(), Convening.objects.all())
    assert told == {
        (viet_nam.pk, week.pk): Participation.ONLINE,
        (peru.pk, other.pk): Participation.MODE_NOT_RECORDED,
    }
    assert participations([peru], [week, other]) == {
        (peru.pk, other.pk): Participation.MODE_NOT_RECORDED
    }


def test_one_person_in_two_delegations_tells_of_each_what_it_did_there():
    person = PersonFactory()
    convening = ConveningFactory()
    first = delegation_with(ONLINE, convening=convening, person=person)
    second = delegation_with(IN_PERSON, convening=convening, person=person)
    assert (told_of(first), told_of(second)) == (Participation.ONLINE, Participation.IN_PERSON)


def test_represented_is_everything_but_absent_and_unknown():
    assert {
        Participation.IN_PERSON,
        Participation.ONLINE,
        Participation.BOTH,
        Participation.MODE_NOT_RECORDED,
    } == REPRESENTED
