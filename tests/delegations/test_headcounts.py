"""How many people took part, and in which way."""

import pytest

from delegations.domain.headcounts import Headcount, headcount_of
from delegations.enums import AttendanceMode, Presence
from meetings.records.enums import Status
from tests.factories import ConveningFactory, DelegationFactory, ParticipantFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def convening():
    return ConveningFactory()


def attend(convening, *modes, **participant):
    for mode in modes:
        ParticipantFactory(delegation__convening=convening, mode=mode, **participant)


def test_who_was_in_the_room_and_online_counts_once_in_person(convening):
    attend(convening, AttendanceMode.IN_PERSON, AttendanceMode.BOTH, AttendanceMode.ONLINE)
    attend(convening, AttendanceMode.NOT_RECORDED)
    attend(ConveningFactory(), AttendanceMode.IN_PERSON)
    count = headcount_of(convening)
    assert count == Headcount(in_person=2, online=1, mode_not_recorded=1)
    assert count.total == 4


def test_who_stands_in_two_delegations_counts_once_and_in_the_room_before_online(convening):
    hybrid, online = PersonFactory(), PersonFactory()
    attend(convening, AttendanceMode.ONLINE, AttendanceMode.IN_PERSON, person=hybrid)
    attend(convening, AttendanceMode.NOT_RECORDED, AttendanceMode.ONLINE, person=online)
    assert headcount_of(convening) == Headcount(in_person=1, online=1, mode_not_recorded=0)


def test_who_did_not_attend_is_not_counted_and_who_may_have_is(convening):
    for presence in Presence:
        attend(convening, AttendanceMode.IN_PERSON, presence=presence)
    assert headcount_of(convening) == Headcount(in_person=3, online=0, mode_not_recorded=0)


def test_who_is_not_listed_is_not_counted(convening):
    attend(convening, AttendanceMode.ONLINE)
    attend(convening, AttendanceMode.ONLINE, listed=False)
    attend(convening, AttendanceMode.ONLINE, delegation__entity__status=Status.DRAFT)
    assert headcount_of(convening) == Headcount(in_person=0, online=1, mode_not_recorded=0)


def test_without_a_public_list_there_is_no_number_rather_than_zero(convening):
    DelegationFactory(convening=convening)
    assert headcount_of(convening) is None
    hidden = ConveningFactory(participants_status=Status.DRAFT)
    attend(hidden, AttendanceMode.IN_PERSON)
    assert headcount_of(hidden) is None
